import { Breaker, type CallOutcome, type Pass, REFUSED } from './breaker.js';
import type { BreakerState, PolicySettings } from './resilience.js';

/** Of a tenant whose calls have failed. */
interface Standing {
  readonly breaker: Breaker;
  /** At which turn they began to fail; undefined: the last one succeeded. */
  failingSince: number | undefined;
}

/** What a call of such a tenant is let go with. */
interface OwnPassage {
  readonly shared: Pass;
  readonly own: Pass;
}

/** What a call is let go with, to be given back when it ends; {@link REFUSED}: it is not. */
type Passage = Pass | OwnPassage;

/**
 * The breaker of a target, and one for each tenant whose calls fail while those of others succeed: its database is away, not the
 * target. Such failures open the tenant's own breaker and say nothing of the target.
 */
export class TargetBreaker {
  readonly #shared: Breaker;
  /** By far most tenants never stand here, so that they cost nothing. */
  readonly #failing = new Map<string, Standing>();
  /** Outcomes are turns: who succeeded last and when, and when somebody else did. */
  #turn = 0;
  #latest: string | undefined;
  #latestTurn = 0;
  #otherTurn = 0;

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

  enter(tenant: string | undefined): Passage {
    const standing = this.#standingOf(tenant);
    if (standing === undefined) return this.#shared.enter();
    const own = standing.breaker.enter();
    if (own === REFUSED) return REFUSED;
    const shared = this.#shared.enter();
    if (shared !== REFUSED) return { shared, own };
    standing.breaker.left(own, 'unknown');
    return REFUSED;
  }

  left(tenant: string | undefined, passage: Passage, outcome: CallOutcome): void {
    const { shared, own } = typeof passage === 'number' ? { shared: passage, own: 0 } : passage;
    if (tenant === undefined || outcome === 'unknown') this.#shared.left(shared, outcome);
    else if (outcome === 'failed') this.#shared.left(shared, this.#failed(tenant, own));
    else this.#shared.left(shared, this.#succeeded(tenant, own));
  }

  #succeeded(tenant: string, own: Pass): 'succeeded' {
    this.#turn += 1;
    if (tenant !== this.#latest) this.#otherTurn = this.#latestTurn;
    this.#latest = tenant;
    this.#latestTurn = this.#turn;
    const standing = this.#standingOf(tenant);
    if (standing === undefined) return 'succeeded';
    standing.failingSince = undefined;
    standing.breaker.left(own, 'succeeded');
    return 'succeeded';
  }

  /** @returns what it says of the target */
  #failed(tenant: string, own: Pass): CallOutcome {
    this.#turn += 1;
    const standing = this.#standingOf(tenant) ?? this.#begun(tenant);
    standing.failingSince ??= this.#turn;
    standing.breaker.left(own, 'failed');
    const elsewhere = tenant === this.#latest ? this.#otherTurn : this.#latestTurn;
    return elsewhere > standing.failingSince ? 'unknown' : 'failed';
  }

  #standingOf(tenant: string | undefined): Standing | undefined {
    return tenant === undefined || this.#failing.size === 0 ? undefined : this.#failing.get(tenant);
  }

  #begun(tenant: string): Standing {
    const breaker = new Breaker(this.settings, (state) => this.onChange(state, tenant), this.now);
    const standing = { breaker, failingSince: undefined };
    this.#failing.set(tenant, standing);
    return standing;
  }
}
