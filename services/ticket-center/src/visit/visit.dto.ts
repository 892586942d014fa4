import { PageQuery, pageOfSchema } from '#libs/web/paging';
import { z } from 'zod';

const VisitStatus = z.enum(['dispatched', 'accepted', 'appointed', 'completed']);
const VisitOutcome = z.enum(['fixed', 'not-fixed']);

export const TransferVisitBody = z.object({ toId: z.string().min(1).max(64) });
export const AppointBody = z.object({ appointedFor: z.iso.datetime({ offset: true }) });
export const CompleteVisitBody = z.object({ outcome: VisitOutcome, report: z.string().trim().min(1).max(20_000) });

export const VisitView = z
  .object({
    id: z.string(),
    version: z.int(),
    ticketId: z.string(),
    customerId: z.string(),
    status: VisitStatus,
    engineerId: z.string().nullable(),
    appointedFor: z.iso.datetime().nullable(),
    outcome: VisitOutcome.nullable(),
    report: z.string().nullable(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Visit' });
export type VisitView = z.infer<typeof VisitView>;

export const VisitPage = pageOfSchema(VisitView);

export const ListVisitsQuery = PageQuery.extend({
  status: VisitStatus.optional(),
  engineerId: z.string().max(64).optional(),
  ticketId: z.uuid().optional(),
});
export type ListVisitsQuery = z.infer<typeof ListVisitsQuery>;
