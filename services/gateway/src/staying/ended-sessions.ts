import { Refusal } from '#libs/web/http/problem';
import { LRUCache } from 'lru-cache';

const MOST = 100_000;
/** No access token holds longer after its session has ended. */
const LONGEST_TOKEN_MS = 3_605_000;

/** Something happened; the first id is that of what it happened to. */
export interface Happened {
  readonly type: string;
  readonly ids: readonly string[];
}

/** Where among the ids of an event that stands which is over: a log-in, or what a client came in by. */
const ENDINGS: Readonly<Record<string, number>> = { 'session.ended.v1': 0, 'client.access-ended.v1': 1 };

/** Log-ins that are over, of clients too, for as long as tokens of theirs hold. */
export class EndedSessions {
  readonly #ended = new LRUCache<string, true>({ max: MOST, ttl: LONGEST_TOKEN_MS });

  /** @returns the one that is over; undefined: it was something else that happened */
  heard({ type, ids }: Happened): string | undefined {
    const over = ids[ENDINGS[type] ?? Number.NaN];
    if (over !== undefined) this.add(over);
    return over;
  }

  add(sessionId: string): void {
    this.#ended.set(sessionId, true);
  }

  /** @throws Refusal 401 `session-ended` */
  requireGoing(sessionId: string | undefined): void {
    if (sessionId === undefined || this.#ended.size === 0 || !this.#ended.has(sessionId)) return;
    throw new Refusal(401, 'session-ended', 'The log-in of this token is over.');
  }
}
