import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import {
  USUAL_CLIENT_ROWS_PER_DAY,
  USUAL_OPENS_PER_HOUR,
  USUAL_READS_PER_DAY,
  USUAL_ROWS_PER_DAY,
} from './domain/access-pattern.js';
import { REVEALABLE } from './revealable.js';

const Oddity = z.enum(['frequent', 'bulk', 'unusual']);
const reason = z.string().trim().min(3).max(500);

export const RevealBody = z.object({
  resource: z.enum(Object.keys(REVEALABLE) as [keyof typeof REVEALABLE]),
  id: z.uuid(),
  field: z
    .string()
    .max(200)
    .regex(/^(\/[^/]+)+$/, 'expected a JSON pointer such as /phones/0')
    .describe('RFC 6901, into the record as it is read'),
  purpose: reason.describe('why it is needed; it is kept in the audit trail'),
});
export type RevealBody = z.infer<typeof RevealBody>;
export const RevealView = z.object({ value: z.string() }).meta({ id: 'Reveal' });

export const SightsQuery = PageQuery.extend({
  recordId: z.string().max(64).optional(),
  accountId: z.string().max(64).optional(),
}).refine(({ recordId, accountId }) => recordId !== undefined || accountId !== undefined, 'expected one of them');
export type SightsQuery = z.infer<typeof SightsQuery>;
export const SightsPage = pageOfSchema(
  z.object({
    id: z.uuid(),
    ...{ accountId: z.string(), recordId: z.string() },
    hour: z.iso.datetime().describe('its beginning: each record once an hour'),
    way: z.string().describe('the route, or the kind of file'),
    single: z.boolean().describe('it was opened, and not shown as a row of a list'),
  }),
);

export const BlockBody = z.object({ reason });
export const BlockView = z
  .object({ accountId: z.string(), reason: z.string(), blockedBy: z.string(), at: z.iso.datetime() })
  .meta({ id: 'RevealBlock' });
export const BlockList = z.object({ items: z.array(BlockView) });

export const PolicyBody = z.object({
  perHour: z.int().min(1).max(10_000),
  recordsPerDay: z.int().min(1).max(100_000),
  timesTheirAverage: z.int().min(2).max(100),
  rowsPerDay: z
    .int()
    .min(10)
    .max(10_000_000)
    .default(USUAL_ROWS_PER_DAY)
    .describe('records that a person is shown in the clear, whatever way'),
  clientRowsPerDay: z
    .int()
    .min(10)
    .max(1_000_000_000)
    .default(USUAL_CLIENT_ROWS_PER_DAY)
    .describe('the same of a program'),
  opensPerHour: z
    .int()
    .min(10)
    .max(100_000)
    .default(USUAL_OPENS_PER_HOUR)
    .describe('different records that a person opens one by one and sees in the clear, texts included; exports too'),
  readsPerDay: z
    .int()
    .min(10)
    .max(10_000_000)
    .default(USUAL_READS_PER_DAY)
    .describe('records that a person is shown in the clear, texts included, each once an hour'),
  alarmTo: z.array(z.string().max(36)).max(50).describe('accounts; none: all administrators'),
  blocksAtOnce: z
    .array(Oddity)
    .max(3)
    .describe('whoever does this is shown nothing in the clear any more until the block is lifted'),
});
export type PolicyBody = z.infer<typeof PolicyBody>;
export const PolicyView = PolicyBody.extend({ version: z.int() }).meta({ id: 'RevealPolicy' });
