import { TaskKind } from '#libs/contracts/ticket-events';
import { PageQuery, pageOfSchema } from '#libs/web/paging';
import { z } from 'zod';

const TaskStatus = z.enum(['open', 'taken', 'completed', 'cancelled']);
const TaskOutcome = z.enum(['done', 'interested', 'refused', 'unreachable']);

export const CreateTaskBody = z.object({
  kind: TaskKind,
  customerId: z.uuid(),
  ticketId: z.uuid().nullable().default(null),
});
export const RecordContactBody = z.object({ contactId: z.uuid() });
export const CompleteTaskBody = z.object({
  outcome: TaskOutcome,
  satisfaction: z.int().min(1).max(5).nullable().default(null),
  note: z.string().max(20_000).default(''),
});

export const TaskView = z
  .object({
    id: z.string(),
    version: z.int(),
    kind: TaskKind,
    customerId: z.string(),
    planId: z.string().nullable(),
    ticketId: z.string().nullable(),
    status: TaskStatus,
    agentId: z.string().nullable(),
    contactIds: z.array(z.string()),
    outcome: TaskOutcome.nullable(),
    satisfaction: z.int().nullable(),
    note: z.string().nullable(),
    updatedAt: z.iso.datetime(),
  })
  .meta({ id: 'Task' });
export type TaskView = z.infer<typeof TaskView>;

export const TaskPage = pageOfSchema(TaskView);

export const ListTasksQuery = PageQuery.extend({
  status: TaskStatus.optional(),
  kind: TaskKind.optional(),
  planId: z.uuid().optional(),
  ticketId: z.uuid().optional(),
  customerId: z.uuid().optional(),
  agentId: z.string().max(64).optional(),
});
export type ListTasksQuery = z.infer<typeof ListTasksQuery>;
