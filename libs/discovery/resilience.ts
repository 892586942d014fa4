import { z } from 'zod';
import type { Clock } from '#libs/kernel/clock';
import type { Live } from './live-value.js';

/** How a target is protected. Breaker numbers are Hystrix's; times in ms. */
export const PolicySettings = z.object({
  timeoutMs: z.int().positive().default(5_000),
  /** Calls in flight to one target; more are refused at once. */
  bulkhead: z.int().positive().default(256),
  /** Opens when more than `ratio` of at least `volume` calls within `windowMs` failed; one probe after `openMs`. */
  breaker: z
    .object({
      ratio: z.number().gt(0).lt(1).default(0.5),
      volume: z.int().positive().default(20),
      windowMs: z.int().positive().default(10_000),
      openMs: z.int().positive().default(5_000),
    })
    .prefault({}),
  /** Idempotent calls only. Within 10 s at most `minimum` + `ratio` × requests are tried again. */
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

/** The live value `resilience`: settings of all targets, and what differs for some. */
export const ResilienceSettings = z.object({
  byDefault: PolicySettings.prefault({}),
  targets: z.record(z.string(), PolicySettings).default({}),
});
export type ResilienceSettings = z.output<typeof ResilienceSettings>;

export type BreakerState = 'closed' | 'open' | 'half-open';

/** Told what happens: alarms and metrics hang here. */
export interface ResilienceListener {
  breakerChanged(target: string, state: BreakerState): void;
  bulkheadFull(target: string): void;
  retried(target: string): void;
  retryBudgetSpent(target: string): void;
}

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

export interface GuardedCall {
  /** May it be done twice? See {@link isIdempotent}. */
  readonly idempotent: boolean;
  /** Time for all attempts together; the settings' default when absent. Never more than the surrounding deadline. */
  readonly timeoutMs?: number;
  /** The caller's own: aborting it ends the call with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Timeout, bulkhead, retries and breaker of one target (in this order, from outside in). */
export interface TargetPolicy {
  /**
   * Resolves with the last attempt's answer, whatever its status. An attempt rejects when there was no answer.
   * A streaming caller resolves its attempt at the headers: what follows is no longer timed or counted.
   * @throws ServiceTimeout, ServiceUnavailable (its `cause` is the transport's error)
   */
  run<A extends Answer>(call: GuardedCall, attempt: (attempt: Attempt) => Promise<A>): Promise<A>;
}

/** GET, HEAD, PUT and DELETE by RFC 9110 §9.2.2; any other method only with an `Idempotency-Key`. */
export function isIdempotent(_method: string, _idempotencyKey: string | undefined): boolean {
  throw new Error('not built yet');
}

/** One policy per target, made on first use and again when the settings change. */
export class TargetPolicies {
  constructor(
    _settings: Live<ResilienceSettings>,
    _listener: ResilienceListener,
    _clock: Clock,
    _random?: () => number,
  ) {}

  of(_target: string): TargetPolicy {
    throw new Error('not built yet');
  }
}
