import { Refusal } from '#libs/web/problem';

/** How many may be open at once. */
export interface MostLongConnections {
  readonly tenant: number;
  readonly client: number;
}

const WORDS = { socket: 'open WebSockets', stream: 'open event streams' };

/** What stays open through this gateway, WebSockets and event streams together, counted by tenant and by client. */
export class LongConnections {
  readonly #counts = new Map<string, number>();

  /** @param most as it is now */
  constructor(private readonly most: () => MostLongConnections) {}

  /**
   * A place for one more, until it is called back.
   * @throws Refusal 429 `too-many-sockets`, `too-many-streams`
   */
  reserve(kind: 'socket' | 'stream', tenantId: string, client: string): () => void {
    const { tenant, client: ofClient } = this.most();
    const keys = [tenantId, `${tenantId}:${client}`] as const;
    if (this.#count(keys[0]) >= tenant || this.#count(keys[1]) >= ofClient)
      throw new Refusal(429, `too-many-${kind}s`, `There are too many ${WORDS[kind]} already.`);
    for (const key of keys) this.#counts.set(key, this.#count(key) + 1);
    return () => keys.forEach((key) => this.#free(key));
  }

  #count(key: string): number {
    return this.#counts.get(key) ?? 0;
  }

  #free(key: string): void {
    const left = this.#count(key) - 1;
    if (left > 0) this.#counts.set(key, left);
    else this.#counts.delete(key);
  }
}
