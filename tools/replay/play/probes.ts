import { setTimeout as pause } from 'node:timers/promises';
import { isAnswered } from '../../api/attempt.js';
import type { Token } from '../../api/caller.js';
import type { Exchange, HttpDoor } from '../../api/http-door.js';

const EVERY_MS = 400;
const LOOK_MS = 50;
/** One answer may be luck. */
const WELL = 3;

type Asked = Pick<Exchange, 'method' | 'route' | 'path' | 'body'> & { readonly isStrangers?: boolean };

/** Asks something of each service again and again, each time once, and so knows at every moment what is answered. */
export class Probes {
  /** Since when each has been answered without a miss, and how often. */
  readonly #standing = new Map<Asked, number>();
  readonly #over = new AbortController();
  readonly #running: Promise<unknown>;

  /** @param login of the administrator, whose the token is */
  constructor(
    private readonly http: HttpDoor,
    private readonly token: Token,
    login: object,
  ) {
    const get = (route: string): Asked => ({ method: 'GET', route, path: `${route}?limit=1` });
    const logIn = { method: 'POST', route: '/api/v1/auth/login', path: '/api/v1/auth/login' } as const;
    const asked = [
      get('/api/v1/customers'),
      get('/api/v1/contacts'),
      get('/api/v1/tickets'),
      get('/api/v1/boards/live'),
      get('/api/v1/gateway/quotas'),
      { ...logIn, body: login, isStrangers: true },
    ];
    this.#running = Promise.all(asked.map((each) => this.#goOn(each)));
  }

  /** Whether all that is asked is answered again, each several times from now on, within so long. */
  async untilWell(withinMs: number): Promise<boolean> {
    for (const asked of this.#standing.keys()) this.#standing.set(asked, 0);
    const end = performance.now() + withinMs;
    while (performance.now() < end) {
      if ([...this.#standing.values()].every((times) => times >= WELL)) return true;
      await pause(LOOK_MS);
    }
    return false;
  }

  async stop(): Promise<void> {
    this.#over.abort();
    await this.#running;
  }

  async #goOn(asked: Asked): Promise<void> {
    const { signal } = this.#over;
    for (let turn = 1; !signal.aborted; turn += 1) {
      const times = (await this.#isAnswered(asked, turn)) ? (this.#standing.get(asked) ?? 0) + 1 : 0;
      this.#standing.set(asked, times);
      // A log-in is dear.
      await pause(asked.isStrangers ? EVERY_MS * 4 : EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }

  async #isAnswered({ isStrangers = false, ...asked }: Asked, turn: number): Promise<boolean> {
    try {
      const known: Record<string, string> = isStrangers
        ? { 'idempotency-key': `probe-${turn}` }
        : { authorization: `Bearer ${await this.token.current()}` };
      const { status } = await this.http.exchange({ ...asked, headers: known });
      return isAnswered({ operation: asked.route, at: 0, ms: 0, status });
    } catch {
      return false;
    }
  }
}
