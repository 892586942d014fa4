import { z } from 'zod';
import type { Hop, Route } from './routes.js';

/** How a target is protected. Breaker numbers are Hystrix's (HystrixCommandProperties); times in ms. */
export const PolicySettings = z.object({
  /** For all attempts of a call together. */
  timeoutMs: z.int().positive().default(5_000),
  /** Calls in flight to the target; more are refused at once. */
  bulkhead: z.int().positive().default(256),
  /** Opens when more than `ratio` of at least `volume` calls within `windowMs` failed; after `openMs` one probe decides. */
  breaker: z
    .object({
      ratio: z.number().gt(0).lt(1).default(0.5),
      volume: z.int().positive().default(20),
      windowMs: z.int().positive().default(10_000),
      openMs: z.int().positive().default(5_000),
    })
    .prefault({}),
  /**
   * For idempotent calls: `attempts` in all, with a pause of random length up to `baseMs` × 2ⁿ, at most `maxMs`. In any 10 s
   * no more than `minimum` + `ratio` × requests are tried again.
   */
  retry: z
    .object({
      attempts: z.int().min(1).default(3),
      baseMs: z.number().nonnegative().default(25),
      maxMs: z.number().nonnegative().default(500),
      ratio: z.number().min(0).max(1).default(0.1),
      minimum: z.int().min(0).default(20),
    })
    .prefault({}),
});
export type PolicySettings = z.output<typeof PolicySettings>;

/** The live value `resilience`: the settings of all targets, and of those that differ. */
export const ResilienceSettings = z.object({
  byDefault: PolicySettings.prefault({}),
  targets: z.record(z.string(), PolicySettings).default({}),
});
export type ResilienceSettings = z.output<typeof ResilienceSettings>;

export type BreakerState = 'closed' | 'open' | 'half-open';

/** What a target answered. 5xx counts as failed; everything else means that the target is alive. */
export interface Answer {
  readonly status: number;
  /** Frees what the answer holds. Called when it is dropped because the call is tried again. */
  discard(): void;
}

export interface Attempt {
  /** Aborts when the call's time is over or its caller has gone: pass it to the transport. */
  readonly signal: AbortSignal;
  /** What is left of the call's time, for `x-deadline-ms`. */
  readonly remainingMs: number;
}

/** Makes one attempt; rejects when there was no answer. */
export type Send<A extends Answer> = (hop: Hop, attempt: Attempt) => Promise<A>;

export interface GuardedCall {
  readonly route: Route;
  /** May it be done twice? See {@link isIdempotent}. */
  readonly idempotent: boolean;
  /** Time for all attempts together; the settings' when absent. Never more than the surrounding deadline. */
  readonly timeoutMs?: number;
  /** The caller's own: when it aborts, the call ends with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Told what happens: alarms and metrics hang here. */
export interface ResilienceListener {
  breakerChanged(target: string, state: BreakerState): void;
  bulkheadFull(target: string): void;
  retried(target: string): void;
  retryBudgetSpent(target: string): void;
}

const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/** May a request be sent twice? By its method (RFC 9110 §9.2.2), or because its `Idempotency-Key` makes the target notice. */
export function isIdempotent(method: string, idempotencyKey: string | undefined): boolean {
  return IDEMPOTENT.has(method) || idempotencyKey !== undefined;
}
