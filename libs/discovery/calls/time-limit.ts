import { ServiceTimeout } from './remote-error.js';
import type { Abortable, Attempt } from '../resilience/resilience.js';

/** The one who asked does not wait any more: says nothing about the target. `cause` is the reason of their signal. */
export class CallerGone extends Error {}

/**
 * The time of one call, all attempts together: over after `ms` with ServiceTimeout, or with CallerGone when the caller's signal
 * aborts. Whoever can do without an AbortSignal listens instead, and none is made.
 */
export class TimeLimit implements Attempt {
  readonly #end: number;
  readonly #timer: NodeJS.Timeout;
  #reason: Error | undefined;
  #listener: Abortable | undefined;
  #controller: AbortController | undefined;

  constructor(
    target: string,
    ms: number,
    private readonly caller: AbortSignal | undefined,
  ) {
    this.#end = performance.now() + ms;
    this.#timer = setTimeout(
      () => this.#over(new ServiceTimeout(target, `${target} did not answer within ${Math.round(ms)} ms`)),
      ms,
    );
    if (caller === undefined) return;
    caller.addEventListener('abort', this);
    if (caller.aborted) this.handleEvent();
  }

  get remainingMs(): number {
    return this.#end - performance.now();
  }

  get reason(): Error | undefined {
    return this.#reason;
  }

  get signal(): AbortSignal {
    this.#controller ??= new AbortController();
    if (this.#reason !== undefined) this.#controller.abort(this.#reason);
    return this.#controller.signal;
  }

  onOver(listener: Abortable | undefined): void {
    this.#listener = listener;
    if (this.#reason !== undefined) listener?.abort(this.#reason);
  }

  /** What the work leaves behind (a body still streaming) is not timed any more. */
  stop(): void {
    clearTimeout(this.#timer);
    this.#listener = undefined;
    this.caller?.removeEventListener('abort', this);
  }

  /** The caller's signal has aborted. */
  handleEvent(): void {
    this.#over(new CallerGone('the caller has gone', { cause: this.caller?.reason }));
  }

  #over(reason: Error): void {
    if (this.#reason !== undefined) return;
    this.#reason = reason;
    this.#controller?.abort(reason);
    this.#listener?.abort(reason);
  }
}
