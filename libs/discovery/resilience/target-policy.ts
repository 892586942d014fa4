import { setTimeout as pause } from 'node:timers/promises';
import type { Clock } from '#libs/kernel/clock';
import { DomainError } from '#libs/kernel/domain-error';
import { type CallOutcome, REFUSED } from './breaker.js';
import { remainingMs } from '../calls/deadline.js';
import { GradientLimit } from './gradient-limit.js';
import { NoPlace, Places } from './places.js';
import type { Answer, BreakerState, GuardedCall, PolicySettings, ResilienceListener, Send } from './resilience.js';
import { RemoteError, ServiceTimeout, ServiceUnavailable } from '../calls/remote-error.js';
import { RetryBudget } from './retry-budget.js';
import { TargetBreaker } from './target-breaker.js';
import type { Hop } from '../registry/routes.js';
import { CallerGone, TimeLimit } from '../calls/time-limit.js';

/** The answers of an instance that cannot do its work now, while another may (RFC 9110 §15.6.3 to 15.6.5). */
const NOT_NOW = new Set([502, 503, 504]);

/** How a target is doing. */
export interface TargetStanding {
  readonly target: string;
  readonly breaker: BreakerState;
  readonly inFlight: number;
  /** How many may be in flight at the moment. */
  readonly limit: number;
  readonly waiting: number;
}

/**
 * What protects one target, and us from it. From outside in: time limit, places, retries, breaker. The places are outside the
 * breaker, so that our own burst does not count as the target's failure.
 */
export class TargetPolicy {
  readonly #limit;
  readonly #places;
  readonly #breaker;
  readonly #budget;

  constructor(
    private readonly target: string,
    readonly settings: PolicySettings,
    private readonly listener: ResilienceListener,
    clock: Clock,
    private readonly random: () => number,
  ) {
    const now = () => performance.now();
    this.#limit = new GradientLimit(settings.bulkhead, settings.adaptive || undefined);
    this.#places = new Places(() => this.#limit.limit, settings.queue, now);
    const changed = (state: BreakerState, tenant?: string) =>
      listener.breakerChanged(tenant === undefined ? target : `${target} for ${tenant}`, state);
    this.#breaker = new TargetBreaker(settings.breaker, changed, now);
    this.#budget = new RetryBudget(settings.retry, clock);
  }

  get standing(): TargetStanding {
    const { taken: inFlight, waiting } = this.#places;
    return { target: this.target, breaker: this.#breaker.state, inFlight, limit: this.#limit.limit, waiting };
  }

  /**
   * Resolves with the last attempt's answer, whatever its status. A streaming caller resolves its attempt at the headers:
   * what follows is no longer timed or counted.
   * @throws ServiceTimeout, ServiceUnavailable (its `cause` is the transport's error); DomainError: it may not be called
   */
  async run<A extends Answer>(call: GuardedCall, send: Send<A>): Promise<A> {
    const ms = Math.min(call.timeoutMs ?? this.settings.timeoutMs, remainingMs());
    if (ms <= 0) throw this.#noTimeLeft();
    this.#budget.countRequest();
    const waited = this.#enter(call);
    const left = waited === undefined ? ms : ms - (await this.#place(waited, call));
    const time = new TimeLimit(this.target, left, call.signal);
    try {
      if (left <= 0) throw this.#noTimeLeft();
      return await this.#tryRepeatedly(call, time, send);
    } catch (error) {
      throw this.#translated(error);
    } finally {
      time.stop();
      this.#places.leave();
    }
  }

  #enter({ priority }: GuardedCall): undefined | Promise<void> {
    try {
      return this.#places.enter(priority);
    } catch (error) {
      throw this.#crowded(error, priority);
    }
  }

  /** @returns how many ms it took */
  async #place(waited: Promise<void>, { priority }: GuardedCall): Promise<number> {
    const begun = performance.now();
    try {
      await waited;
      return performance.now() - begun;
    } catch (error) {
      throw this.#crowded(error, priority);
    }
  }

  async #tryRepeatedly<A extends Answer>(call: GuardedCall, time: TimeLimit, send: Send<A>): Promise<A> {
    const attempts = call.idempotent ? this.settings.retry.attempts : 1;
    for (let tried = 1; ; tried += 1) {
      try {
        const answer = await this.#tryOnce(call, time, send);
        if (!NOT_NOW.has(answer.status) || !this.#mayRetry(attempts - tried)) return answer;
        answer.discard();
      } catch (error) {
        if (isFinal(error) || !this.#mayRetry(attempts - tried)) throw error;
      }
      await this.#pauseBefore(tried, time.signal);
    }
  }

  async #tryOnce<A extends Answer>({ route, tenant }: GuardedCall, time: TimeLimit, send: Send<A>): Promise<A> {
    if (time.reason !== undefined) throw time.reason;
    const pass = this.#breaker.enter(tenant);
    if (pass === REFUSED) throw this.#left(this.#breaker.state);
    const begun = performance.now();
    let outcome: CallOutcome = 'unknown';
    let hop: Hop | undefined;
    try {
      hop = route.next();
      const answer = await send(hop, time);
      outcome = answer.status >= 500 ? 'failed' : 'succeeded';
      hop.done(NOT_NOW.has(answer.status) ? 'failed' : 'answered');
      if (outcome === 'succeeded') this.#took(begun);
      return answer;
    } catch (error) {
      // A transport that was told to stop may reject with an error of its own: the limit knows why.
      const reason: unknown = time.reason ?? error;
      outcome = tellsOfTarget(reason) ? 'failed' : 'unknown';
      hop?.done(outcome);
      if (reason instanceof ServiceTimeout) this.#took(begun);
      throw reason;
    } finally {
      this.#breaker.left(tenant, pass, outcome);
    }
  }

  /** What failed at once says nothing about how long answers take. */
  #took(begun: number): void {
    const now = performance.now();
    this.#limit.sample(now - begun, this.#places.taken, now);
  }

  #mayRetry(attemptsLeft: number): boolean {
    if (attemptsLeft === 0) return false;
    const granted = this.#budget.takeRetry();
    if (granted) this.listener.retried(this.target);
    else this.listener.retryBudgetSpent(this.target);
    return granted;
  }

  /** Full jitter (https://aws.amazon.com/builders-library/timeouts-retries-and-backoff-with-jitter). */
  async #pauseBefore(retry: number, signal: AbortSignal): Promise<void> {
    const { baseMs, maxMs } = this.settings.retry;
    await pause(this.random() * Math.min(baseMs * 2 ** retry, maxMs), undefined, { signal }).catch(() =>
      signal.throwIfAborted(),
    );
  }

  #translated(error: unknown): unknown {
    if (error instanceof CallerGone) return error.cause;
    return error instanceof RemoteError || error instanceof DomainError
      ? error
      : this.#unavailable('could not be reached', error);
  }

  #crowded(error: unknown, priority: GuardedCall['priority'] = 'normal'): unknown {
    if (!(error instanceof NoPlace)) return error;
    this.listener.bulkheadFull(this.target, priority);
    return this.#unavailable('has as many calls in flight as it may have');
  }

  #left(state: BreakerState): ServiceUnavailable {
    return this.#unavailable(
      state === 'half-open' ? 'is being probed' : 'failed too often and is left alone for a while',
    );
  }

  #noTimeLeft(): ServiceTimeout {
    return new ServiceTimeout(this.target, `no time left to call ${this.target}`);
  }

  #unavailable(why: string, cause?: unknown): ServiceUnavailable {
    return new ServiceUnavailable(this.target, `${this.target} ${why}`, { cause });
  }
}

/** A caller who left, nobody to ask, or an address that is not called says nothing. */
function tellsOfTarget(error: unknown): boolean {
  return ![CallerGone, ServiceUnavailable, DomainError].some((kind) => error instanceof kind);
}

function isFinal(error: unknown): boolean {
  return [RemoteError, CallerGone, DomainError].some((kind) => error instanceof kind);
}
