import { Breaker, type CallOutcome, type Pass, REFUSED } from './breaker.js';
import type { BreakerState, PolicySettings } from './resilience.js';

/** How a tenant has fared lately. */
interface Standing {
  /** Since its last success; undefined: nothing failed since. */
  failingSince: number | undefined;
  /** Made with the first failure: by far most never need it. */
  breaker: Breaker | undefined;
}

/** What a call is let go with, to be given back when it ends. */
export interface Passage {
  readonly tenant: string | undefined;
  readonly pass: Pass;
  readonly ofTenant: Pass | undefined;
}

/**
 * The breaker of a target, and one for each tenant whose calls fail while those of others succeed: its database is away, not the
 * target. Such failures open the tenant's own breaker and say nothing of the target.
 */
export class TargetBreaker {
  readonly #shared: Breaker;
  readonly #tenants = new Map<string, Standing>();
  /** Who succeeded last, and when somebody else did. */
  #latest: string | undefined;
  #latestAt = -Infinity;
  #otherAt = -Infinity;

  /** @param now a monotonic clock, ms. @param onChange with the tenant whose breaker it is; undefined: everybody's */
  constructor(
    private readonly settings: PolicySettings['breaker'],
    private readonly onChange: (state: BreakerState, tenant?: string) => void,
    private readonly now: () => number,
  ) {
    this.#shared = new Breaker(settings, onChange, now);
  }

  get state(): BreakerState {
    return this.#shared.state;
  }

  /** Undefined: not let go. */
  enter(tenant: string | undefined): Passage | undefined {
    const breaker = tenant === undefined ? undefined : this.#tenants.get(tenant)?.breaker;
    const ofTenant = breaker?.enter();
    if (ofTenant === REFUSED) return undefined;
    const pass = this.#shared.enter();
    if (pass !== REFUSED) return { tenant, pass, ofTenant };
    if (ofTenant !== undefined) breaker!.left(ofTenant, 'unknown');
    return undefined;
  }

  left({ tenant, pass, ofTenant }: Passage, outcome: CallOutcome): void {
    const heard = tenant === undefined || outcome === 'unknown' ? outcome : this.#heard(tenant, outcome, ofTenant);
    this.#shared.left(pass, heard);
  }

  /** @returns what it says of the target */
  #heard(tenant: string, outcome: 'succeeded' | 'failed', ofTenant: Pass | undefined): CallOutcome {
    const now = this.now();
    const standing = this.#standingOf(tenant);
    if (outcome === 'failed') standing.breaker ??= this.#breakerOf(tenant);
    standing.breaker?.left(ofTenant ?? 0, outcome);
    if (outcome === 'succeeded') {
      standing.failingSince = undefined;
      this.#succeeded(tenant, now);
      return outcome;
    }
    standing.failingSince ??= now;
    const elsewhere = tenant === this.#latest ? this.#otherAt : this.#latestAt;
    return elsewhere > standing.failingSince ? 'unknown' : outcome;
  }

  #succeeded(tenant: string, now: number): void {
    if (tenant !== this.#latest) this.#otherAt = this.#latestAt;
    this.#latest = tenant;
    this.#latestAt = now;
  }

  #standingOf(tenant: string): Standing {
    const known = this.#tenants.get(tenant);
    if (known !== undefined) return known;
    const standing = { failingSince: undefined, breaker: undefined };
    this.#tenants.set(tenant, standing);
    return standing;
  }

  #breakerOf(tenant: string): Breaker {
    return new Breaker(this.settings, (state) => this.onChange(state, tenant), this.now);
  }
}
