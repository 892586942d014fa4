import { z } from 'zod';
import { PURCHASES_BY } from './purchase-figures.js';

const MOST_DAYS = 800;
const instant = z.iso.datetime({ offset: true });
const count = z.int().nonnegative();
const withinDays = z.coerce
  .number()
  .int()
  .min(1)
  .max(365)
  .default(30)
  .describe('what is bought later has come of no contact');

export const PurchaseId = z.string().regex(/^[\w.:-]{1,120}$/);

const Value = z.object({
  amount: z.int().describe('in the smallest unit of the currency'),
  currency: z.string().regex(/^[A-Z]{3}$/, 'ISO 4217'),
});

export const PurchaseText = z.object({
  customerId: z.uuid(),
  product: z.string().min(1).max(64).describe('a code'),
  value: Value.nullable().default(null).describe('null: not known'),
  boughtAt: instant,
});
export type PurchaseText = z.infer<typeof PurchaseText>;

export const PurchasesQuery = z
  .object({ by: z.enum(PURCHASES_BY), from: instant, to: instant.describe('excluded'), withinDays })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, `at most ${MOST_DAYS} days`);
export type PurchasesQuery = z.infer<typeof PurchasesQuery>;

export const PurchasesView = z.object({
  items: z.array(
    z.object({
      key: z.string().nullable().describe('null: after no contact, or after one of which that is not known'),
      ...{ purchases: count, customers: count.describe('who bought') },
      afterContact: count.describe('purchases that a contact came before, within the days'),
      values: z.array(Value).describe('of purchases whose value is known, together'),
    }),
  ),
});

export const RecordQuery = z.object({ withinDays });
export type RecordQuery = z.infer<typeof RecordQuery>;

export const PurchaseRecord = z
  .object({
    items: z
      .array(
        z.object({
          ...{ id: z.string(), product: z.string(), value: Value.nullable(), boughtAt: z.iso.datetime() },
          after: z
            .object({
              ...{ contactId: z.uuid(), at: z.iso.datetime(), channel: z.string().nullable() },
              ...{ topic: z.string().nullable(), agentId: z.string().nullable() },
            })
            .nullable()
            .describe('the last contact before it'),
        }),
      )
      .describe('the latest first, at most 200'),
  })
  .meta({ id: 'PurchaseRecord' });
