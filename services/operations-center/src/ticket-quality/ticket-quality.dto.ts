import { PageQuery, pageOfSchema } from '#libs/web/paging';
import { z } from 'zod';
import type { TicketQualityCheck } from './ticket-quality.schema.js';

export const TicketQualityFilter = PageQuery.extend({
  passed: z.stringbool().optional(),
  ticketId: z.uuid().optional(),
});
export type TicketQualityFilter = z.infer<typeof TicketQualityFilter>;

const percent = z.number().min(0).max(100).nullable();

export const TicketQualityView = z.object({
  id: z.uuid(),
  ticketId: z.uuid(),
  ticketNumber: z.string(),
  assigneeId: z.string().nullable(),
  formVersion: z.int(),
  score: percent.describe('in percent; null when nothing applied'),
  nonFatalScore: percent.describe('the items that are not fatal by themselves'),
  fatalMissed: z.boolean(),
  passed: z.boolean(),
  items: z.array(
    z.object({
      group: z.string(),
      measures: z.string(),
      possible: z.number(),
      points: z.number().nullable().describe('null: does not apply'),
      fatal: z.boolean(),
    }),
  ),
  urgedTimes: z.int(),
  checkedAt: z.iso.datetime(),
});

export const TicketQualityPage = pageOfSchema(TicketQualityView);

export function ticketQualityView({ result, checkedAt, ...check }: TicketQualityCheck) {
  const { total, nonFatal, fatalMissed, items } = result;
  return { ...check, score: total, nonFatalScore: nonFatal, fatalMissed, items, checkedAt: checkedAt.toISOString() };
}
