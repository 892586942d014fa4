import type { BreakerState } from '#libs/discovery/resilience/resilience';
import type { Clock } from '#libs/kernel/clock';

export interface BreakerStanding {
  readonly target: string;
  readonly state: Exclude<BreakerState, 'closed'>;
  readonly since: string;
}

/** The breakers that are not closed, as they were last heard of. */
export class BreakerBoard {
  readonly #standings = new Map<string, BreakerStanding>();
  readonly #listeners = new Set<() => void>();

  constructor(private readonly clock: Clock) {}

  changed(target: string, state: BreakerState): void {
    if (state === 'closed') this.#standings.delete(target);
    else this.#standings.set(target, { target, state, since: this.clock.now().toISOString() });
    for (const listener of this.#listeners) listener();
  }

  /** All are made anew, and closed. */
  forget(): void {
    this.#standings.clear();
  }

  get standings(): readonly BreakerStanding[] {
    return Array.from(this.#standings.values());
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }
}
