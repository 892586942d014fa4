import type { BreakerState, PolicySettings } from './resilience.js';

const SLOTS = 10;

/** `unknown`: the caller left, nothing was learned. */
export type CallOutcome = 'succeeded' | 'failed' | 'unknown';

/** What a call is let go with, to be given back when it ends: those from before a change say nothing about the time after. */
export type Pass = number;

/** Not let go. */
export const REFUSED: Pass = -1;

/**
 * A circuit breaker (M. Nygard, Release It!, 2007) over a sliding window in tenths, as Hystrix has it. Half open so many
 * probes as are needed to close it go through at most; one that fails, or proves nothing, opens it again.
 */
export class Breaker {
  #state: BreakerState = 'closed';
  #pass: Pass = 0;
  #openUntil = 0;
  #probesBegun = 0;
  #probesPassed = 0;
  readonly #window;

  /** @param now a monotonic clock, ms. */
  constructor(
    private readonly settings: PolicySettings['breaker'],
    private readonly onChange: (state: BreakerState) => void,
    private readonly now: () => number,
  ) {
    this.#window = new OutcomeWindow(settings.windowMs / SLOTS);
  }

  get state(): BreakerState {
    return this.#state;
  }

  /** Lets a call go, or answers {@link REFUSED}. */
  enter(): Pass {
    if (this.#state === 'closed') return this.#pass;
    if (this.#state === 'open') {
      if (this.now() < this.#openUntil) return REFUSED;
      this.#probesBegun = 0;
      this.#probesPassed = 0;
      this.#change('half-open');
    }
    if (this.#probesBegun === this.settings.probes) return REFUSED;
    this.#probesBegun += 1;
    return this.#pass;
  }

  left(pass: Pass, outcome: CallOutcome): void {
    if (pass !== this.#pass) return;
    if (this.#state === 'half-open') this.#probed(outcome);
    else if (outcome !== 'unknown') this.#count(outcome === 'failed');
  }

  #count(failed: boolean): void {
    this.#window.add(this.now(), failed);
    const { calls, failures } = this.#window;
    if (failed && calls >= this.settings.volume && failures > this.settings.ratio * calls) this.#open();
  }

  #probed(outcome: CallOutcome): void {
    if (outcome !== 'succeeded') return this.#open();
    this.#probesPassed += 1;
    if (this.#probesPassed < this.settings.probes) return;
    this.#window.clear();
    this.#change('closed');
  }

  #open(): void {
    this.#openUntil = this.now() + this.settings.openMs;
    this.#change('open');
  }

  #change(state: BreakerState): void {
    this.#state = state;
    this.#pass += 1;
    this.onChange(state);
  }
}

/** Counts of the last ten slots of time, kept in sum. */
class OutcomeWindow {
  calls = 0;
  failures = 0;
  #slot = 0;
  readonly #callsIn = new Int32Array(SLOTS);
  readonly #failuresIn = new Int32Array(SLOTS);

  constructor(private readonly slotMs: number) {}

  add(now: number, failed: boolean): void {
    const slot = Math.floor(now / this.slotMs);
    for (let passed = Math.min(slot - this.#slot, SLOTS); passed > 0; passed -= 1)
      this.#drop((slot - passed + 1) % SLOTS);
    this.#slot = slot;
    this.#callsIn[slot % SLOTS]! += 1;
    this.calls += 1;
    if (!failed) return;
    this.#failuresIn[slot % SLOTS]! += 1;
    this.failures += 1;
  }

  clear(): void {
    for (let at = 0; at < SLOTS; at += 1) this.#drop(at);
  }

  #drop(at: number): void {
    this.calls -= this.#callsIn[at]!;
    this.failures -= this.#failuresIn[at]!;
    this.#callsIn[at] = 0;
    this.#failuresIn[at] = 0;
  }
}
