import { FEATURE_PACKS } from '#libs/contracts/common-center/tenant/feature-packs';
import { QUOTA_KINDS, type QuotaKind } from '#libs/contracts/common-center/tenant/tenant-quotas';
import { z } from 'zod';

const kinds = Object.keys(QUOTA_KINDS) as QuotaKind[];

const Packs = z.array(z.enum(FEATURE_PACKS)).max(100).nullable().describe('null: all there are');
const QuotaLimits = z
  .partialRecord(z.enum(kinds), z.int().min(0))
  .describe('the most of each kind; of those that are missing as much as they like');

/** Without it, what a plan says holds. */
export const TermsBody = z.object({
  plan: z.string().max(64).nullable().default(null),
  packs: Packs.default(null).describe('instead of those of the plan; null: those'),
  quotas: QuotaLimits.default({}).describe('instead of those of the plan, each'),
});
export type TermsBody = z.infer<typeof TermsBody>;

export const PlanBody = z.object({ packs: Packs, quotas: QuotaLimits });
export type PlanBody = z.infer<typeof PlanBody>;

export const PlanView = PlanBody.extend({ name: z.string(), version: z.int() }).meta({ id: 'TenantPlan' });
export const PlanList = z.object({ items: z.array(PlanView), next: z.null() }).meta({ id: 'TenantPlanList' });

export const PackList = z
  .object({
    items: z.array(z.object({ name: z.string(), permissions: z.array(z.string()) })),
    next: z.null(),
  })
  .meta({ id: 'FeaturePackList' });
