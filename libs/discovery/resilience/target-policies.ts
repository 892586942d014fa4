import type { Clock } from '#libs/kernel/clock';
import type { Live } from '../config/live-value.js';
import type { PolicySettings, ResilienceListener, ResilienceSettings } from './resilience.js';
import { TargetPolicy, type TargetStanding } from './target-policy.js';

interface Kept {
  readonly policy: TargetPolicy;
  readonly target: string;
  readonly route: string | undefined;
}

/** One policy per target and address, made on first use, and made anew when its settings change. */
export class TargetPolicies {
  readonly #kept = new Map<string, Kept>();

  constructor(
    private readonly settings: Live<ResilienceSettings>,
    private readonly listener: ResilienceListener,
    private readonly clock: Clock,
    private readonly random: () => number = Math.random,
  ) {
    settings.onChange(() => this.#dropChanged());
  }

  /** @param address of a system outside: tenants have others of one name, and one's that is down is not the other's. */
  of(target: string, address = ''): TargetPolicy {
    return this.#get(`${target} ${address}`, target, undefined);
  }

  /** @param route as the settings name it; without a policy of its own it shares its target's, unless it is `apart` anyway. */
  ofRoute(target: string, route: string, apart = false): TargetPolicy {
    if (!apart && this.settings.current.routes[route]?.policy === undefined) return this.of(target);
    return this.#get(`${target} ${route}`, target, route);
  }

  /** Of all targets that were called. */
  get standing(): readonly TargetStanding[] {
    return Array.from(this.#kept.values(), ({ policy }) => policy.standing);
  }

  #get(key: string, target: string, route: string | undefined): TargetPolicy {
    const known = this.#kept.get(key);
    if (known !== undefined) return known.policy;
    const name = route === undefined ? target : `${target} ${route}`;
    const settings = this.#settingsOf(target, route);
    const policy = new TargetPolicy(name, settings, this.listener, this.clock, this.random);
    this.#kept.set(key, { policy, target, route });
    return policy;
  }

  #settingsOf(target: string, route: string | undefined): PolicySettings {
    const { byDefault, targets, routes } = this.settings.current;
    return (route === undefined ? undefined : routes[route]?.policy) ?? targets[target] ?? byDefault;
  }

  /** What is known of the others, their breakers and what they may take, is kept. */
  #dropChanged(): void {
    for (const [key, { policy, target, route }] of this.#kept) {
      if (JSON.stringify(this.#settingsOf(target, route)) !== JSON.stringify(policy.settings)) this.#kept.delete(key);
    }
  }
}

/** What is not called for a while, by name alone: which tenant or route it is about is nothing for everybody. */
export function openBreakers({ standing }: TargetPolicies): string[] {
  const open = standing.filter(({ breaker }) => breaker === 'open').map(({ target }) => target.split(' ')[0]!);
  return [...new Set(open)].toSorted();
}
