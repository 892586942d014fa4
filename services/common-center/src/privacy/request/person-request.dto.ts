import { ErasureReceipt } from '#libs/contracts/common-center/person-data-api';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const kind = z.enum(['export', 'erase']);

export const PersonRequestBody = z.object({
  kind,
  customerId: z.uuid(),
  reason: z
    .string()
    .trim()
    .min(3)
    .max(500)
    .describe('who asked for it, and by which right; it is kept in the audit trail'),
});
export type PersonRequestBody = z.infer<typeof PersonRequestBody>;

export const PersonRequestView = z
  .object({
    id: z.string(),
    version: z.int(),
    kind,
    customerId: z.string(),
    requestedBy: z.string(),
    requestedAt: z.iso.datetime(),
    state: z.enum(['running', 'done', 'over']).describe('over: the export has been removed again'),
    progress: z.object({ done: z.int(), of: z.int() }).describe('services'),
    steps: z.array(
      z.object({
        service: z.string(),
        done: z.boolean(),
        receipt: ErasureReceipt.shape.holdings.describe('what was erased, and what had to stay and why'),
      }),
    ),
    finishedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'PersonRequest' });
export type PersonRequestView = z.infer<typeof PersonRequestView>;
export const PersonRequestPage = pageOfSchema(PersonRequestView);
