import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { sealedJournalSchema } from '#libs/personal-data/sealed-journal';
import { EntitySchema } from 'typeorm';
import type { Attempt } from '../domain/attempts.js';
import { Task } from '../domain/task.aggregate.js';
import type { TaskChannel, TaskKind, TaskStatus } from '../domain/task-origin.js';
import type { Conversion, TaskOutcome } from '../domain/task.events.js';

export interface TaskRow {
  id: string;
  version: number;
  updatedAt: Date;
  kind: TaskKind;
  customerId: string;
  planId: string | null;
  ticketId: string | null;
  segment: string | null;
  channel: TaskChannel | null;
  campaignId: string | null;
  template: string | null;
  questionnaire: string | null;
  createdAt: Date | null;
  status: TaskStatus;
  agentId: string | null;
  contactIds: string[];
  attempts: Attempt[];
  nextAttemptAt: Date | null;
  promised: number;
  dueAt: Date | null;
  expiresAt: Date | null;
  reached: number;
  converted: number;
  convertedValue: number | null;
  conversion: Conversion | null;
  code: string | null;
  responseId: string | null;
  leadTicketId: string | null;
  outcome: TaskOutcome | null;
  satisfaction: number | null;
  note: string | null;
}

/** Tasks of before these were kept have none. */
const count = { ...column.nullable(column.int()), transformer: orWhereMissing(0) };

export const TaskSchema = new EntitySchema<TaskRow>({
  name: 'Task',
  tableName: 'task',
  target: Task,
  columns: {
    ...aggregateColumns,
    kind: column.varchar(32),
    customerId: column.ref(),
    planId: column.nullable(column.ref()),
    ticketId: column.nullable(column.ref()),
    segment: column.nullable(column.varchar(64)),
    channel: column.nullable(column.varchar(16)),
    campaignId: column.nullable(column.ref()),
    template: column.nullable(column.varchar(64)),
    questionnaire: column.nullable(column.varchar(64)),
    createdAt: column.nullable(column.time()),
    status: column.varchar(16),
    agentId: column.nullable(column.varchar(64)),
    contactIds: column.json(),
    attempts: sealed({ ...column.nullable(column.json()), transformer: orWhereMissing([]) }),
    nextAttemptAt: column.nullable(column.time()),
    promised: count,
    dueAt: column.nullable(column.time()),
    expiresAt: column.nullable(column.time()),
    reached: count,
    converted: count,
    convertedValue: column.nullable(column.bigint()),
    conversion: column.nullable(column.json()),
    code: column.nullable(column.varchar(64)),
    responseId: column.nullable(column.ref()),
    leadTicketId: column.nullable(column.ref()),
    outcome: column.nullable(column.varchar(16)),
    satisfaction: column.nullable(column.int()),
    note: sealed(column.nullable(column.text())),
  },
  indices: [
    schemaIndex('task', { columns: ['status', 'kind', 'id'] }),
    schemaIndex('task', { columns: ['planId', 'status'] }),
    schemaIndex('task', { columns: ['customerId', 'id'] }),
    schemaIndex('task', { columns: ['ticketId'] }),
    schemaIndex('task', { columns: ['customerId', 'createdAt'] }),
    schemaIndex('task', { columns: ['agentId', 'status'] }),
    schemaIndex('task', { columns: ['expiresAt'] }),
  ],
});

export const TaskJournalSchema = sealedJournalSchema('task_journal');

function orWhereMissing(missing: unknown) {
  return { to: (value: unknown) => value, from: (read: unknown) => read ?? missing };
}
