import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const VisitStatus = z.enum(['dispatched', 'accepted', 'appointed', 'on-the-way', 'arrived', 'on-hold', 'completed']);
const VisitOutcome = z.enum(['fixed', 'not-fixed', 'second-visit']);
const Reason = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected a code');
const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected a code');
const Agreement = z.enum(['phone', 'message', 'portal', 'in-person']);
const moment = z.iso.datetime({ offset: true });

const TWO_HOURS_MS = 7_200_000;

export const DispatchBody = z.object({
  area: Code,
  skills: z.array(Code).max(20).default([]),
  day: z.iso.date().describe('where the engineer works'),
});
export const DeclineVisitBody = z.object({ reason: Reason });
export const TransferVisitBody = z.object({
  toId: z.string().min(1).max(64),
  reason: Reason.nullable().default(null),
});
export const AppointBody = z
  .object({
    appointedFor: moment,
    appointedUntil: moment.nullable().default(null).describe('null: two hours later'),
    agreed: Agreement.default('phone').describe('how the customer agreed'),
  })
  .transform(({ appointedFor, appointedUntil, agreed }) => {
    const from = new Date(appointedFor);
    return { from, until: new Date(appointedUntil ?? from.getTime() + TWO_HOURS_MS), agreed };
  });
const Place = z.object({ latitude: z.number().min(-90).max(90), longitude: z.number().min(-180).max(180) });
export const ArriveBody = z.object({ place: Place.nullable().default(null).describe('kept to about a kilometre') });
const PartQuantity = z.object({ code: z.string().min(1).max(64), quantity: z.number().positive().max(1_000_000) });
export const PartsBody = z.object({ parts: z.array(PartQuantity).min(1).max(100) });
export const EnterCodeBody = z.object({ code: z.string().regex(/^\d{6}$/, 'expected six digits') });
export const CompleteVisitBody = z.object({
  outcome: VisitOutcome,
  report: personal('text', z.string().trim().min(1).max(20_000)),
  reason: Reason.nullable().default(null),
});

export const IssuedCode = z.object({ code: z.string().describe('for the customer; it is not kept') });
export const EnteredCode = z.object({ signed: z.boolean(), triesLeft: z.int() });

const EngineerFit = z.object({
  engineerId: z.string(),
  unfit: z.array(z.enum(['other-area', 'skill-missing', 'does-not-work', 'day-full', 'has-declined'])).readonly(),
  planned: z.int(),
  capacity: z.int(),
});

export const VisitView = z
  .object({
    id: z.string(),
    version: z.int(),
    ticketId: z.string(),
    customerId: z.string(),
    status: VisitStatus,
    engineerId: z.string().nullable(),
    area: z.string().nullable(),
    skills: z.array(z.string()),
    plannedOn: z.string().nullable(),
    proposal: z.array(EngineerFit).describe('why the engineer was chosen, or nobody was'),
    declines: z.array(z.object({ engineerId: z.string(), reason: personal('text', z.string()), at: z.string() })),
    handovers: z.array(
      z.object({
        fromId: z.string(),
        toId: z.string(),
        reason: personal('text', z.string().nullable()),
        at: z.string(),
      }),
    ),
    appointedFor: z.iso.datetime().nullable(),
    appointedUntil: z.iso.datetime().nullable(),
    missed: z.int(),
    noShows: z.int(),
    arrivedAt: z.iso.datetime().nullable(),
    place: Place.nullable(),
    partsUsed: z.array(PartQuantity),
    partsOrdered: z.array(PartQuantity),
    signature: z.object({ kind: z.enum(['image', 'code']), sha256: z.string(), at: z.string() }).nullable(),
    outcome: VisitOutcome.nullable(),
    reason: personal('text', z.string().nullable()),
    report: personal('text', z.string().nullable()),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Visit' });
export type VisitView = z.infer<typeof VisitView>;

export const VisitPage = pageOfSchema(VisitView);

export const ListVisitsQuery = PageQuery.extend({
  status: VisitStatus.optional(),
  engineerId: z.string().max(64).optional(),
  ticketId: z.uuid().optional(),
  customerId: z.uuid().optional(),
});
export type ListVisitsQuery = z.infer<typeof ListVisitsQuery>;
