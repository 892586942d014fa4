import { personal } from '#libs/personal-data/personal';
import { z } from 'zod';
import type { ExternalId } from '../domain/identifier.js';

export const HOLDING_KINDS = ['product', 'policy', 'order'] as const;
export type HoldingKind = (typeof HOLDING_KINDS)[number];

/** Something a customer has in a system outside, as that tells it. */
export const Holding = z.object({
  id: z.string().max(200),
  number: personal('reference', z.string().max(200)).nullable().default(null),
  title: z.string().max(500),
  status: z.string().max(100).nullable().default(null),
  role: z.string().max(40).nullable().default(null).describe('of the customer: owner, payer, insured …'),
  since: z.iso.datetime({ offset: true }).nullable().default(null),
  until: z.iso.datetime({ offset: true }).nullable().default(null),
});
export type Holding = z.infer<typeof Holding>;

/** Where products, policies and orders are known; nothing of them is kept here. */
export abstract class OutsideHoldings {
  /**
   * @param externalIds how the systems outside name the customer: all they are told
   * @returns null when no such system is connected
   * @throws Refusal 503 `holdings-unavailable`
   */
  abstract of(kind: HoldingKind, externalIds: readonly ExternalId[]): Promise<Holding[] | null>;
}
