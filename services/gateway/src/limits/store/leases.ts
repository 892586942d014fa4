import { LRUCache } from 'lru-cache';
import type { Judgement, Meter } from '../meters/meter.js';
import type { Draw } from './limit-store.js';

/** Of more keys the longest unused are forgotten: they are asked for again. */
const MOST = 200_000;
/** So long what was taken in advance may be used. */
export const LEASE_MS = 100;
/** When so little of that is left the next is asked for, so that nobody has to wait for it. */
const RENEWED_MS = 25;
/** A smaller one spares too little. */
const LEAST = 4;
/** Of a limit, no lease is more than one of so many parts; so a low limit has none. */
const PARTS = 16;
/** Whoever begins to ask fast gets so many times what was asked at most. */
const SPEED_UP = 4;

/** What Redis says of one draw, and of what was taken in advance with it. */
export interface Granted extends Judgement {
  readonly leased: number;
  readonly lastsMs: number;
}

/** What a request took of leases. */
export interface Taken {
  readonly judged: readonly Judgement[];
  /** Some are used up or over soon. */
  readonly endSoon: boolean;
}

/** Of one key, in ms of a monotonic clock. */
interface Lease {
  left: number;
  /** When only so much is left the next is asked for. */
  low: number;
  until: number;
  /** As Redis said when it was granted. */
  remaining: number;
  resetMs: number;
  /** So much was asked for since then, or in the latest time that a lease holds. */
  asked: number;
  since: number;
  isOnItsWay: boolean;
}

/**
 * What this gateway may let through without asking Redis: taken there in advance, and sized by what is asked for in the time that it
 * holds. What is not used by then is lost, which never makes a limit let through more.
 */
export class Leases {
  readonly #held = new LRUCache<string, Lease>({ max: MOST });

  /** All of it from leases, or nothing. @returns undefined: Redis has to be asked. @param now ms, monotonic */
  take(draws: readonly Draw[], now: number): Taken | undefined {
    let isCovered = true;
    const leases: Lease[] = [];
    for (const { key, weight } of draws) {
      const lease = this.#of(key, now);
      lease.asked += weight;
      isCovered &&= weight <= lease.left && now < lease.until;
      leases.push(lease);
    }
    if (!isCovered) return undefined;
    let endSoon = false;
    const judged = leases.map((lease, at) => {
      lease.left -= draws[at]!.weight;
      endSoon ||= endsSoon(lease, now);
      return { passes: true, remaining: lease.remaining + lease.left, resetMs: lease.resetMs, waitMs: 0 };
    });
    return { judged, endSoon };
  }

  /** How much to take in advance with a draw; 0 while there is enough, or some is asked for. */
  wanted({ key, meter, weight }: Draw, now: number): number {
    const lease = this.#of(key, now);
    if (!endsSoon(lease, now)) return 0;
    const elapsedMs = now - lease.since;
    const inLeaseTime = ((lease.asked - weight) * LEASE_MS) / Math.max(elapsedMs, LEASE_MS / SPEED_UP);
    if (elapsedMs >= LEASE_MS) Object.assign(lease, { asked: 0, since: now });
    const wanted = Math.floor(Math.min(inLeaseTime, meter.limit / PARTS));
    if (wanted < LEAST) return 0;
    lease.isOnItsWay = true;
    return wanted;
  }

  /**
   * What came of what was wanted. @param judged undefined: Redis did not say. @param askedAt before Redis was asked, so that a lease is over
   * here no later than there
   */
  settle(
    draws: readonly Draw[],
    wanted: readonly number[],
    judged: readonly Granted[] | undefined,
    askedAt: number,
  ): void {
    const pass = judged?.every(({ passes }) => passes);
    for (const [at, { key }] of draws.entries()) {
      if (wanted[at] === 0) continue;
      const lease = this.#of(key, askedAt);
      lease.isOnItsWay = false;
      if (pass !== true || judged![at]!.leased === 0) continue;
      const { leased: left, lastsMs, remaining, resetMs } = judged![at]!;
      const granted = { left, low: left / 4, until: askedAt + lastsMs, remaining, resetMs };
      Object.assign(lease, granted, { asked: 0, since: askedAt });
    }
  }

  #of(key: string, now: number): Lease {
    const known = this.#held.get(key);
    if (known !== undefined) return known;
    const lease = { left: 0, low: 0, until: 0, remaining: 0, resetMs: 0, asked: 0, since: now, isOnItsWay: false };
    this.#held.set(key, lease);
    return lease;
  }
}

function endsSoon({ left, low, until, isOnItsWay }: Lease, now: number): boolean {
  return !isOnItsWay && (left <= low || until - now < RENEWED_MS);
}

/** A place in a queue is for one request, and of a quota nothing may be lost. */
export function isLeased({ script: [kind] }: Meter): boolean {
  return kind === 'bucket' || kind === 'window';
}
