import type { Clock } from '#libs/kernel/clock';
import type { Live } from './live-value.js';
import type { ResilienceListener, ResilienceSettings } from './resilience.js';
import { TargetPolicy } from './target-policy.js';

/** One policy per target and address, made on first use, and all made anew when the settings change. */
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

  /** @param address of a system outside: tenants have others of one name, and one's that is down is not the other's. */
  of(target: string, address = ''): TargetPolicy {
    const key = `${target} ${address}`;
    const known = this.#policies.get(key);
    if (known !== undefined) return known;
    const { byDefault, targets } = this.settings.current;
    const policy = new TargetPolicy(target, targets[target] ?? byDefault, this.listener, this.clock, this.random);
    this.#policies.set(key, policy);
    return policy;
  }
}
