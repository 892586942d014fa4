import { setTimeout as pause } from 'node:timers/promises';
import { bulkhead, CircuitState, isBrokenCircuitError, isBulkheadRejectedError } from 'cockatiel';
import type { Clock } from '#libs/kernel/clock';
import { targetBreaker } from './target-breaker.js';
import { remainingMs } from './deadline.js';
import type { Answer, Attempt, GuardedCall, PolicySettings, ResilienceListener, Send } from './resilience.js';
import { RemoteError, ServiceTimeout, ServiceUnavailable } from './remote-error.js';
import { RetryBudget } from './retry-budget.js';
import type { Route } from './routes.js';
import { CallerGone, withinTime } from './time-limit.js';

/** The answers of an instance that cannot do its work now, while another may (RFC 9110 §15.6.3 to 15.6.5). */
const NOT_NOW = new Set([502, 503, 504]);

/**
 * What protects one target, and us from it. From outside in: time limit, bulkhead, retries, breaker. The bulkhead is outside
 * the breaker, so that our own burst does not count as the target's failure.
 */
export class TargetPolicy {
  readonly #bulkhead;
  readonly #breaker;
  readonly #budget;

  constructor(
    private readonly target: string,
    private readonly settings: PolicySettings,
    private readonly listener: ResilienceListener,
    clock: Clock,
    private readonly random: () => number,
  ) {
    this.#bulkhead = bulkhead(settings.bulkhead);
    this.#breaker = targetBreaker(settings.breaker, (state) => listener.breakerChanged(target, state));
    this.#budget = new RetryBudget(settings.retry, clock);
  }

  /**
   * Resolves with the last attempt's answer, whatever its status. A streaming caller resolves its attempt at the headers:
   * what follows is no longer timed or counted.
   * @throws ServiceTimeout, ServiceUnavailable (its `cause` is the transport's error)
   */
  async run<A extends Answer>(call: GuardedCall, send: Send<A>): Promise<A> {
    const ms = Math.min(call.timeoutMs ?? this.settings.timeoutMs, remainingMs());
    if (ms <= 0) throw new ServiceTimeout(this.target, `no time left to call ${this.target}`);
    this.#budget.countRequest();
    const end = performance.now() + ms;
    try {
      return await withinTime(this.target, ms, call.signal, (signal) =>
        this.#bulkhead.execute(() => this.#tryRepeatedly(call, signal, end, send)),
      );
    } catch (error) {
      throw this.#translated(error);
    }
  }

  async #tryRepeatedly<A extends Answer>(
    call: GuardedCall,
    signal: AbortSignal,
    end: number,
    send: Send<A>,
  ): Promise<A> {
    const attempts = call.idempotent ? this.settings.retry.attempts : 1;
    for (let tried = 1; ; tried += 1) {
      try {
        const answer = await this.#tryOnce(call.route, { signal, remainingMs: end - performance.now() }, send);
        if (!NOT_NOW.has(answer.status) || !this.#mayRetry(attempts - tried)) return answer;
        answer.discard();
      } catch (error) {
        if (isFinal(error) || !this.#mayRetry(attempts - tried)) throw error;
      }
      await this.#pauseBefore(tried, signal);
    }
  }

  async #tryOnce<A extends Answer>(route: Route, attempt: Attempt, send: Send<A>): Promise<A> {
    if (this.#breaker.state === CircuitState.HalfOpen) throw this.#unavailable('is being probed');
    return this.#breaker.execute(async () => {
      const hop = route.next();
      try {
        const answer = await send(hop, attempt);
        hop.done(NOT_NOW.has(answer.status) ? 'failed' : 'answered');
        return answer;
      } catch (error) {
        // An aborted transport may reject with an error of its own: the signal knows why.
        const reason: unknown = attempt.signal.aborted ? attempt.signal.reason : error;
        hop.done(reason instanceof CallerGone ? 'unknown' : 'failed');
        throw reason;
      }
    });
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
    if (error instanceof RemoteError) return error;
    if (isBrokenCircuitError(error)) return this.#unavailable('failed too often and is left alone for a while');
    if (!isBulkheadRejectedError(error)) return this.#unavailable('could not be reached', error);
    this.listener.bulkheadFull(this.target);
    return this.#unavailable('has as many calls in flight as it may have');
  }

  #unavailable(why: string, cause?: unknown): ServiceUnavailable {
    return new ServiceUnavailable(this.target, `${this.target} ${why}`, { cause });
  }
}

function isFinal(error: unknown): boolean {
  return error instanceof RemoteError || error instanceof CallerGone || isBrokenCircuitError(error);
}
