import { TaskKind } from '#libs/contracts/ticket-center/task-events';
import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const TaskStatus = z.enum(['open', 'assigned', 'taken', 'completed', 'expired', 'cancelled']);
const TaskOutcome = z.enum(['done', 'interested', 'refused', 'unreachable']);
const AttemptOutcome = z.enum(['reached', 'not-reached', 'call-back', 'refused', 'wrong-number']);
const moment = z.iso.datetime({ offset: true });
const time = z.iso.datetime();

export const CreateTaskBody = z.object({
  kind: TaskKind,
  customerId: z.uuid(),
  ticketId: z.uuid().nullable().default(null),
  dueAt: moment.nullable().default(null),
});
export const AssignTaskBody = z.object({ agentId: z.string().min(1).max(64) });
export const RecordContactBody = z.object({ contactId: z.uuid() });
export const RecordAttemptBody = z.object({
  outcome: AttemptOutcome,
  contactId: z.uuid().nullable().default(null),
  callBackAt: moment.nullable().default(null).describe('when the customer asked to be called'),
  doNotContact: z.boolean().default(false).describe('by no plan any more'),
});
const Conversion = z.object({
  product: z.string().trim().min(1).max(200),
  value: z.int().min(0).max(1e12).describe('in the smallest unit of the currency'),
});
const Answers = z.record(
  z.string().max(64),
  z.union([z.string().max(4_000), z.number(), z.array(z.string().max(64)).max(100)]),
);
export const CompleteTaskBody = z.object({
  outcome: TaskOutcome,
  satisfaction: z.int().min(1).max(5).nullable().default(null),
  note: personal('text', z.string().max(20_000).default('')),
  code: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,63}$/, 'expected a code')
    .nullable()
    .default(null),
  conversion: Conversion.nullable().default(null),
  answers: Answers.nullable().default(null).describe('to its questionnaire'),
});
export const OpenLeadBody = z.object({
  ticketType: z.string().max(64).default('lead'),
  subject: personal('text', z.string().trim().min(1).max(300)),
  description: personal('text', z.string().max(20_000).default('')),
});
export const LeadView = z.object({ ticketId: z.string() });

export const TaskView = z
  .object({
    id: z.string(),
    version: z.int(),
    kind: TaskKind,
    customerId: z.string(),
    planId: z.string().nullable(),
    ticketId: z.string().nullable(),
    segment: z.string().nullable(),
    channel: z.enum(['people', 'voice', 'message']).nullable(),
    campaignId: z.string().nullable(),
    template: z.string().nullable(),
    questionnaire: z.string().nullable(),
    status: TaskStatus,
    agentId: z.string().nullable(),
    contactIds: z.array(z.string()),
    attempts: z.array(
      z.object({
        at: z.string(),
        by: z.string(),
        outcome: AttemptOutcome,
        contactId: z.string().nullable(),
        callBackAt: z.string().nullable(),
      }),
    ),
    nextAttemptAt: time.nullable(),
    promised: z.boolean().describe('the customer expects it then'),
    dueAt: time.nullable(),
    expiresAt: time.nullable(),
    conversion: Conversion.nullable(),
    code: z.string().nullable(),
    responseId: z.string().nullable(),
    leadTicketId: z.string().nullable(),
    outcome: TaskOutcome.nullable(),
    satisfaction: z.int().nullable(),
    note: personal('text', z.string().nullable()),
    updatedAt: time,
  })
  .meta({ id: 'Task' });
export type TaskView = z.infer<typeof TaskView>;

export const TaskPage = pageOfSchema(TaskView);
export const NextTask = z.object({ task: TaskView.nullable().describe('null: nothing is to be done now') });

export const ListTasksQuery = PageQuery.extend({
  status: TaskStatus.optional(),
  kind: TaskKind.optional(),
  planId: z.uuid().optional(),
  ticketId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  agentId: z.string().max(64).optional(),
});
export type ListTasksQuery = z.infer<typeof ListTasksQuery>;
