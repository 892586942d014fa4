import { Refusal } from '#libs/web/http/problem';
import type { Place, StayCounts } from './stay-counts.js';
import type { Stay } from './stay.api.js';

/** How many may be open at once. */
export interface MostLongConnections {
  readonly tenant: number;
  readonly client: number;
}

interface Open {
  readonly who: Stay;
  readonly end: () => void;
}

const WORDS = { socket: 'open WebSockets', stream: 'open event streams' };

/** What stays open through this gateway, WebSockets and event streams together, counted by tenant and by client. */
export class LongConnections {
  readonly #open = new Set<Open>();

  /**
   * @param most as it is now
   * @param requireWelcome throws a Refusal when they would not be let in any more
   */
  constructor(
    private readonly most: () => MostLongConnections,
    private readonly counts: StayCounts,
    private readonly requireWelcome: (who: Stay) => void,
  ) {}

  /**
   * A place for one more, until it is called back.
   * @param end is called when they may stay no longer, perhaps before there is a place
   * @throws Refusal 429 `too-many-sockets`, `too-many-streams`; 401, 403 when they may not stay
   */
  async reserve(kind: 'socket' | 'stream', who: Stay, end: () => void): Promise<() => void> {
    const leave = this.stay(who, end);
    const places = this.#placesOf(who);
    if (!(await this.counts.take(places))) {
      leave();
      throw new Refusal(429, `too-many-${kind}s`, `There are too many ${WORDS[kind]} already.`);
    }
    return () => leave() && this.counts.free(places);
  }

  /**
   * Not counted, but ended like all others.
   * @returns what they leave by; false: they had left
   * @throws Refusal 401, 403 when they may not stay
   */
  stay(who: Stay, end: () => void): () => boolean {
    this.requireWelcome(who);
    const open = { who, end };
    this.#open.add(open);
    return () => this.#open.delete(open);
  }

  /** Those of whom it is so. */
  end(isSuch: (who: Stay) => boolean): void {
    for (const { who, end } of this.#open) if (isSuch(who)) end();
  }

  #placesOf({ tenantId, client }: Stay): readonly Place[] {
    const most = this.most();
    return [
      { key: tenantId!, most: most.tenant },
      { key: `${tenantId}:${client}`, most: most.client },
    ];
  }
}
