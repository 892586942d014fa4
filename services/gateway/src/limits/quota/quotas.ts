import { NEARLY_USED, type QuotaKind } from '#libs/contracts/common-center/tenant/tenant-quotas';
import type { Live } from '#libs/discovery/config/live-value';
import type { TenantDirectory } from '#libs/discovery/tenant-directory';
import type { Clock } from '#libs/kernel/clock';
import { Allotment } from '../meters/allotment.js';
import { policyOf, type Limit } from '../rule-book.js';
import type { LimitStore } from '../store/limit-store.js';
import { PERIOD_NAMES, periodAt, type PeriodName } from './quota-period.js';
import type { QuotaSettings, TenantQuotas } from '#libs/contracts/settings/gateway-quotas';

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

/** What the agreement with a tenant says. */
export type AgreedQuotas = Pick<TenantDirectory, 'get' | 'all' | 'onChange'>;

/** Of the kinds of an agreement those that are of requests. */
const AGREED = { day: 'requestsPerDay', month: 'requestsPerMonth' } as const satisfies Record<PeriodName, QuotaKind>;

/**
 * What tenants may ask in a day and in a month: as the settings say of a tenant by name, else as was agreed with it by plan and terms, else
 * as the settings say of all. Whoever has no quota is not counted.
 */
export class Quotas {
  readonly #standing = new Map<string, { readonly quotas: readonly StandingQuota[]; readonly until: number }>();
  #any = false;

  constructor(
    private readonly settings: Live<QuotaSettings>,
    private readonly agreed: AgreedQuotas,
    private readonly store: LimitStore,
    private readonly clock: Clock,
  ) {
    this.#take();
    settings.onChange(() => this.#take());
    agreed.onChange(() => this.#take());
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

  /** Of all that have a quota, how much is used of what is nearly used up. */
  async nearlyUsed(): Promise<readonly (QuotaUsage & { readonly tenantId: string })[]> {
    if (!this.#any) return [];
    const tenants = this.agreed.all().map(async ({ id: tenantId }) => {
      const usages = await this.usageOf(tenantId);
      return usages.filter(({ used, limit }) => used >= limit * NEARLY_USED).map((each) => ({ tenantId, ...each }));
    });
    return (await Promise.all(tenants)).flat();
  }

  #take(): void {
    this.#standing.clear();
    const { byDefault, tenants } = this.settings.current;
    const said = [byDefault, ...Object.values(tenants), ...this.agreed.all().map(({ quotas }) => agreedOf(quotas))];
    this.#any = said.some(({ day, month }) => day !== undefined || month !== undefined);
  }

  #standingAt(tenantId: string, now: Date): readonly StandingQuota[] {
    const { byDefault, tenants } = this.settings.current;
    const most = tenants[tenantId] ?? { ...byDefault, ...agreedOf(this.agreed.get(tenantId)?.quotas) };
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

function agreedOf(quotas: Readonly<Record<string, number>> = {}): TenantQuotas {
  const said = PERIOD_NAMES.flatMap((name) => {
    const limit = quotas[AGREED[name]];
    return limit === undefined ? [] : [[name, limit] as const];
  });
  return Object.fromEntries(said);
}
