import { z } from 'zod';
import type { Setting } from './setting.js';

const TenantQuotas = z.strictObject({
  /** Requests from midnight to midnight, UTC. */
  day: z.int().positive().optional(),
  /** Requests of a calendar month, UTC. */
  month: z.int().positive().optional(),
});
export type TenantQuotas = z.output<typeof TenantQuotas>;

/** The live value `gateway/quotas`. A tenant that is named has what is said there and nothing by default. */
export const QuotaSettings = z.strictObject({
  byDefault: TenantQuotas.prefault({}),
  tenants: z.record(z.string(), TenantQuotas).default({}),
});
export type QuotaSettings = z.output<typeof QuotaSettings>;

export const quotasSetting: Setting<QuotaSettings> = {
  key: 'gateway/quotas',
  description: 'How many requests tenants may make in a day and in a month',
  schema: QuotaSettings,
  byDefault: QuotaSettings.parse({}),
};
