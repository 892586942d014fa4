import { journalSchema } from '#libs/persistence/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/columns';
import { EntitySchema } from 'typeorm';
import { Task, type TaskKind, type TaskStatus } from '../domain/task.aggregate.js';
import type { TaskOutcome } from '../domain/task.events.js';

export interface TaskRow {
  id: string;
  version: number;
  updatedAt: Date;
  kind: TaskKind;
  customerId: string;
  planId: string | null;
  ticketId: string | null;
  status: TaskStatus;
  agentId: string | null;
  contactIds: string[];
  outcome: TaskOutcome | null;
  satisfaction: number | null;
  note: string | null;
}

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
    status: column.varchar(16),
    agentId: column.nullable(column.varchar(64)),
    contactIds: column.json(),
    outcome: column.nullable(column.varchar(16)),
    satisfaction: column.nullable(column.int()),
    note: column.nullable(column.text()),
  },
  indices: [
    schemaIndex('task', { columns: ['status', 'kind', 'id'] }),
    schemaIndex('task', { columns: ['planId', 'status'] }),
    schemaIndex('task', { columns: ['customerId', 'id'] }),
    schemaIndex('task', { columns: ['ticketId'] }),
  ],
});

export const TaskJournalSchema = journalSchema('task_journal');
