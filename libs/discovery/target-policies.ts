import type { Clock } from '#libs/kernel/clock';
import type { Live } from './live-value.js';
import type { ResilienceListener, ResilienceSettings } from './resilience.js';
import { TargetPolicy } from './target-policy.js';

/** One policy per target, made on first use, and all made anew when the settings change. */
export class TargetPolicies {
  readonly #policies = new Map<string, TargetPolicy>();

  constructor(
    private readonly settings: Live<ResilienceSettings>,
    private readonly listener: ResilienceListener,
    private readonly clock: Clock,
    private readonly random: () => number = Math.random,
  ) {
    settings.onChange(() => this.#policies.clear());
  }

  of(target: string): TargetPolicy {
    const known = this.#policies.get(target);
    if (known !== undefined) return known;
    const { byDefault, targets } = this.settings.current;
    const policy = new TargetPolicy(target, targets[target] ?? byDefault, this.listener, this.clock, this.random);
    this.#policies.set(target, policy);
    return policy;
  }
}
