import type { Setting } from '#libs/contracts/settings/setting';
import { z } from 'zod';
import type { Priority } from './places.js';
import type { Hop, Route } from '../registry/routes.js';

/** How a target is protected. Breaker numbers are Hystrix's (HystrixCommandProperties); times in ms. */
export const PolicySettings = z.object({
  /** For all attempts of a call together. */
  timeoutMs: z.int().positive().default(5_000),
  /** Calls in flight to the target, at most. */
  bulkhead: z.int().positive().default(256),
  /** Beyond that so many wait for `ms` at most; more are refused at once. */
  queue: z.object({ size: z.int().nonnegative().default(64), ms: z.int().positive().default(100) }).prefault({}),
  /** Fewer than `bulkhead` when answers become slow, see {@link GradientLimit}; false: always as many. */
  adaptive: z
    .union([
      z.literal(false),
      z.object({ minimum: z.int().positive().default(20), tolerance: z.number().min(1).default(2) }),
    ])
    .prefault({}),
  /** Opens when more than `ratio` of at least `volume` calls within `windowMs` failed; after `openMs` `probes` decide. */
  breaker: z
    .object({
      ratio: z.number().gt(0).lt(1).default(0.5),
      volume: z.int().positive().default(20),
      windowMs: z.int().positive().default(10_000),
      openMs: z.int().positive().default(5_000),
      probes: z.int().positive().default(1),
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

/** What is particular about a route, by method and template, e.g. `GET /api/v1/tickets/{id}`. */
export const RouteSettings = z.strictObject({
  /** Which requests go first when the service can not take all. */
  priority: z.enum(['high', 'normal', 'low']).default('normal'),
  /** Then the route is a target of its own: its time, places, breaker and budget are not its service's. */
  policy: PolicySettings.optional(),
  /** Answered in the service's place when it is unavailable or late. */
  fallback: z.strictObject({ status: z.int().min(200).max(299).default(200), body: z.json() }).optional(),
});
export type RouteSettings = z.output<typeof RouteSettings>;

/** The live value `resilience`: the settings of all targets, and of those that differ. */
export const ResilienceSettings = z.object({
  byDefault: PolicySettings.prefault({}),
  targets: z.record(z.string(), PolicySettings).default({}),
  routes: z
    .record(z.string().regex(/^[A-Z]+ \/\S*$/), RouteSettings)
    .refine(
      (routes) => Object.entries(routes).every(([route, { fallback }]) => fallback === undefined || isRead(route)),
      'fallback: only of GET, for nobody must believe that something was done',
    )
    .default({}),
});
export type ResilienceSettings = z.output<typeof ResilienceSettings>;

export const resilienceSetting: Setting<ResilienceSettings> = {
  key: 'resilience',
  description:
    'How calls from service to service are protected: time, retries, breaker, places; by target and by route',
  schema: ResilienceSettings,
  byDefault: ResilienceSettings.parse({}),
};

export type BreakerState = 'closed' | 'open' | 'half-open';

/** What a target answered. 5xx counts as failed; everything else means that the target is alive. */
export interface Answer {
  readonly status: number;
  /** Frees what the answer holds. Called when it is dropped because the call is tried again. */
  discard(): void;
}

/** What ends when it is told to. */
export interface Abortable {
  abort(reason: Error): void;
}

export interface Attempt {
  /** Aborts when the call's time is over or its caller has gone: pass it to the transport. Made when it is asked for. */
  readonly signal: AbortSignal;
  /** The same without the price of a signal, for the one attempt that is under way; undefined: nobody listens any more. */
  onOver(listener: Abortable | undefined): void;
  /** What is left of the call's time, for `x-deadline-ms`. */
  readonly remainingMs: number;
}

/** Makes one attempt; rejects when there was no answer. */
export type Send<A extends Answer> = (hop: Hop, attempt: Attempt) => Promise<A>;

export interface GuardedCall {
  readonly route: Route;
  /** Whose call it is: one tenant's database may be away while the target serves all others. */
  readonly tenant?: string | undefined;
  /** `normal` when absent. */
  readonly priority?: Priority;
  /** May it be done twice? See {@link isIdempotent}. */
  readonly idempotent: boolean;
  /** Time for all attempts together; the settings' when absent. Never more than the surrounding deadline. */
  readonly timeoutMs?: number;
  /** The caller's own: when it aborts, the call ends with the signal's reason. */
  readonly signal?: AbortSignal;
}

/** Told what happens: alarms and metrics hang here. */
export interface ResilienceListener {
  /** @param target `ticket-center`, or `ticket-center for acme` where only the calls of a tenant fail */
  breakerChanged(target: string, state: BreakerState): void;
  /** There was no place, and none came free in time. */
  bulkheadFull(target: string, priority: Priority): void;
  retried(target: string): void;
  retryBudgetSpent(target: string): void;
}

function isRead(route: string): boolean {
  return route.startsWith('GET ');
}

const IDEMPOTENT = new Set(['GET', 'HEAD', 'PUT', 'DELETE']);

/** May a request be sent twice? By its method (RFC 9110 §9.2.2), or because its `Idempotency-Key` makes the target notice. */
export function isIdempotent(method: string, idempotencyKey: string | undefined): boolean {
  return IDEMPOTENT.has(method) || idempotencyKey !== undefined;
}
