import type { Clock } from '#libs/kernel/clock';
import { LRUCache } from 'lru-cache';
import { OFFERED } from './offered-operations.js';

const FORGOTTEN_AFTER_MS = 2_000;
const LOOKS_EVERY_MS = 1_000;
const MOST = 1_000;

/**
 * When it is worth asking the services again for a path that nobody offers: not for one whose beginning was looked for in
 * vain just now, and never more than once a second, whatever is asked for.
 */
export class UnknownPaths {
  readonly #inVain: LRUCache<string, true>;
  #lookedAt = -Infinity;

  constructor(private readonly clock: Clock) {
    this.#inVain = new LRUCache({
      max: MOST,
      ttl: FORGOTTEN_AFTER_MS,
      ttlResolution: 0,
      perf: { now: () => this.#now() },
    });
  }

  /** Takes the right to look once; whoever got it says when it was in vain. */
  mayLook(target: string): boolean {
    if (this.#inVain.has(beginningOf(target)) || this.#now() - this.#lookedAt < LOOKS_EVERY_MS) return false;
    this.#lookedAt = this.#now();
    return true;
  }

  inVain(target: string): void {
    this.#inVain.set(beginningOf(target), true);
  }

  #now(): number {
    return this.clock.ms();
  }
}

/** The first part below `/api/v1/`, e.g. `tickets`. */
function beginningOf(target: string): string {
  return /^[^/?]*/.exec(target.slice(OFFERED.length))![0];
}
