import type { TenantQuotas } from '#libs/contracts/settings/gateway-quotas';

export type PeriodName = keyof TenantQuotas;

/** A stretch of the calendar, UTC. */
export interface QuotaPeriod {
  /** e.g. `2026-11-30` or `2026-11`. */
  readonly name: string;
  /** ms since 1970. */
  readonly beginsAt: number;
  readonly endsAt: number;
}

export const PERIOD_NAMES: readonly PeriodName[] = ['day', 'month'];

export function periodAt(name: PeriodName, now: Date): QuotaPeriod {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  const iso = now.toISOString();
  return name === 'day'
    ? { name: iso.slice(0, 10), beginsAt: Date.UTC(year, month, day), endsAt: Date.UTC(year, month, day + 1) }
    : { name: iso.slice(0, 7), beginsAt: Date.UTC(year, month), endsAt: Date.UTC(year, month + 1) };
}
