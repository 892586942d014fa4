import { Channel } from '#libs/contracts/call-center/call-events';
import { Priority, TicketCategory } from '#libs/contracts/ticket-center/ticket-events';
import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

export const text = (max: number) => z.string().trim().min(1).max(max);
const agentId = z.string().min(1).max(64);

/** What the form of a stage asks. */
export const answering = {
  answers: z.record(z.string().max(120), z.json()).default({}).describe('before what the draft has'),
  draftId: z.uuid().nullable().default(null).describe('gives the other answers, and is gone with this'),
};

export const OpenTicketBody = z.object({
  ticketType: z.string().min(1).max(64),
  customerId: z.uuid(),
  interactionEventIds: z.array(z.uuid()).max(100).default([]),
  /** The task it came from: a lead. */
  taskId: z.uuid().nullable().default(null),
  channel: Channel.default('web'),
  subject: personal('text', text(300)),
  description: personal('text', z.string().max(20_000).default('')),
  category: text(120).nullable().default(null),
  categoryId: z.uuid().nullable().default(null).describe('of the tree; null: that of its type'),
  priority: Priority.default('normal'),
  /** What the process of its type begins with. */
  variables: z.record(z.string().max(120), z.json()).default({}),
  ...answering,
});
export type OpenTicketBody = z.infer<typeof OpenTicketBody>;

export const EditTicketBody = z
  .object({
    subject: personal('text', text(300)),
    description: personal('text', z.string().max(20_000)),
    category: text(120).nullable(),
    priority: Priority,
  })
  .partial();
export type EditTicketBody = z.infer<typeof EditTicketBody>;

export const AssignBody = z.object({ assigneeId: agentId });
export const AssignTeamBody = z.object({ teamId: z.string().min(1).max(64).nullable() });
export const TransferBody = z
  .object({
    toId: agentId.optional(),
    teamId: z.string().min(1).max(64).optional().describe('whoever of the team takes it'),
    withReturn: z.boolean().default(false).describe('it comes back to its owner'),
  })
  .refine(({ toId, teamId }) => (toId === undefined) !== (teamId === undefined), {
    path: ['toId'],
    message: 'to a person or to a team',
  });
export type TransferBody = z.infer<typeof TransferBody>;
export const StatusBody = z.object({ statusId: z.uuid() });
export const TypeBody = z.object({
  ticketType: z.string().min(1).max(64),
  categoryId: z.uuid().nullable().default(null).describe('null: that of the type'),
});
export const SolveBody = z.object({
  solution: personal('text', text(20_000)),
  withParts: z.boolean().default(false).describe('what is part of it is solved with it, in the same words'),
});
export const FillFormBody = z.object(answering);
export type FillFormBody = z.infer<typeof FillFormBody>;
export const FinishBody = z.object({ ...answering, flow: text(64).describe('the code of a close flow') });
export type FinishBody = z.infer<typeof FinishBody>;
export const ReopenBody = z.object({ reason: text(2_000) });
export const AnswerBody = z.object({ topic: text(120), answer: z.record(z.string().max(120), z.json()) });
export const LinkBody = z.object({ interactionEventId: z.uuid() });
export const ActionBody = z.object({
  connector: z.string().min(1).max(64),
  name: z.string().min(1).max(120),
  arguments: personal('text', z.record(z.string(), z.unknown()).default({})),
});

const ActionView = ActionBody.extend({
  id: z.string(),
  status: z.enum(['requested', 'succeeded', 'failed']),
  result: personal('outside', z.string()).nullable(),
});

const time = z.iso.datetime();

/** A line of a list: nothing long. */
const TicketSummary = z.object({
  id: z.string(),
  version: z.int(),
  number: z.string(),
  ticketType: z.string(),
  customerId: z.string(),
  subject: personal('text', z.string()),
  priority: Priority,
  status: TicketCategory,
  statusId: z.string().nullable(),
  /** What the tenant, or its process, calls it. */
  statusName: z.string().nullable(),
  assigneeId: z.string().nullable(),
  teamId: z.string().nullable(),
  urgedTimes: z.int(),
  openedAt: time,
  updatedAt: time,
});

export const TicketView = TicketSummary.extend({
  taskId: z.string().nullable(),
  channel: z.string(),
  description: personal('text', z.string()),
  category: z.string().nullable(),
  categoryId: z.string().nullable(),
  /** As it was when the ticket was opened. */
  categoryPath: z.array(z.object({ id: z.string(), name: z.string() })).nullable(),
  processInstanceId: z.string().nullable(),
  returnsTo: z.string().nullable().describe('its owner, while others have it'),
  parentId: z.string().nullable(),
  mergedInto: z.string().nullable(),
  originId: z.string().nullable(),
  originKind: z.enum(['split', 'follow-up']).nullable(),
  openAssistRequests: z.int(),
  supervisorId: z.string().nullable(),
  interactionEventIds: z.array(z.string()),
  actions: z.array(ActionView),
  openVisitId: z.string().nullable(),
  solution: personal('text', z.string().nullable()),
  returnVisit: z.boolean(),
  satisfaction: z.int().nullable(),
  firstRepliedAt: time.nullable(),
  solvedAt: time.nullable(),
  closedAt: time.nullable(),
  archivedAt: time.nullable(),
}).meta({ id: 'Ticket' });
export type TicketView = z.infer<typeof TicketView>;

const TicketLine = TicketSummary.extend({
  special: personal('text', z.record(z.string(), z.unknown()).describe('the `fields` that were asked for')),
});
export type TicketLine = z.infer<typeof TicketLine>;

export const TicketPage = pageOfSchema(TicketLine);

const fieldNames = z
  .string()
  .max(1_000)
  .transform((text) => text.split(','))
  .pipe(z.array(z.string().min(1)).max(20));

export const ListTicketsQuery = PageQuery.extend({
  status: TicketCategory.optional(),
  /** An agent, or `none` for the pool. */
  assigneeId: agentId.optional(),
  customerId: z.uuid().optional(),
  interactionEventId: z.uuid().optional(),
  archived: z.stringbool().default(false),
  fields: fieldNames.default([]).describe('of the forms of the tickets, by commas'),
  field: z.string().max(120).optional().describe('an indexed field of a form'),
  value: z.string().max(1_000).default('').describe('that it has'),
});
export type ListTicketsQuery = z.infer<typeof ListTicketsQuery>;

export const JournalPage = pageOfSchema(
  z.object({
    id: z.string(),
    ticketId: z.string(),
    type: z.string(),
    at: time,
    data: personal('text', z.record(z.string(), z.unknown())),
  }),
);
