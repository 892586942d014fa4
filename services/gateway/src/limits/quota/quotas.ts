import type { Live } from '#libs/discovery/live-value';
import type { Clock } from '#libs/kernel/clock';
import { Allotment } from '../meters/allotment.js';
import { policyOf, type Limit } from '../rule-book.js';
import type { LimitStore } from '../store/limit-store.js';
import { PERIOD_NAMES, periodAt, type PeriodName } from './quota-period.js';
import type { QuotaSettings } from '#libs/contracts/settings/gateway-quotas';

/** A tenant's quota in the period that is now. */
export interface StandingQuota extends Limit {
  readonly name: PeriodName;
  readonly key: string;
  /** ms since 1970. */
  readonly endsAt: number;
}

export interface QuotaUsage {
  readonly period: PeriodName;
  readonly limit: number;
  readonly used: number;
  readonly remaining: number;
  readonly resetsAt: string;
}

const NONE: readonly StandingQuota[] = [];

/** What tenants may ask in a day and in a month. Whoever has no quota is not counted. */
export class Quotas {
  readonly #standing = new Map<string, { readonly quotas: readonly StandingQuota[]; readonly until: number }>();
  #any = false;

  constructor(
    private readonly settings: Live<QuotaSettings>,
    private readonly store: LimitStore,
    private readonly clock: Clock,
  ) {
    this.#take(settings.current);
    settings.onChange((changed) => this.#take(changed));
  }

  of(tenantId: string): readonly StandingQuota[] {
    if (!this.#any) return NONE;
    const now = this.clock.now();
    const known = this.#standing.get(tenantId);
    if (known !== undefined && now.getTime() < known.until) return known.quotas;
    const quotas = this.#standingAt(tenantId, now);
    this.#standing.set(tenantId, { quotas, until: Math.min(...quotas.map(({ endsAt }) => endsAt)) });
    return quotas;
  }

  async usageOf(tenantId: string): Promise<readonly QuotaUsage[]> {
    return Promise.all(
      this.of(tenantId).map(async ({ name: period, key, meter: { limit }, endsAt }) => {
        const used = await this.store.used(key);
        const resetsAt = new Date(endsAt).toISOString();
        return { period, limit, used, remaining: Math.max(0, limit - used), resetsAt };
      }),
    );
  }

  #take({ byDefault, tenants }: QuotaSettings): void {
    this.#standing.clear();
    this.#any = [byDefault, ...Object.values(tenants)].some((each) => Object.keys(each).length > 0);
  }

  #standingAt(tenantId: string, now: Date): readonly StandingQuota[] {
    const { byDefault, tenants } = this.settings.current;
    const most = tenants[tenantId] ?? byDefault;
    return PERIOD_NAMES.flatMap((name) => {
      const limit = most[name];
      if (limit === undefined) return [];
      const period = periodAt(name, now);
      const meter = new Allotment(limit, period.endsAt - period.beginsAt, period.endsAt);
      const key = `quota|${tenantId}|${period.name}`;
      return [{ name, kind: 'quota', meter, policy: policyOf(name, meter), key, endsAt: period.endsAt }];
    });
  }
}
