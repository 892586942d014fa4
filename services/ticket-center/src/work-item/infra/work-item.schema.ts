import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import type { Variables } from '#libs/process-engine/variables';
import { sealed } from '#libs/personal-data/sealed-column';
import { sealedJournalSchema } from '#libs/personal-data/sealed-journal';
import { EntitySchema } from 'typeorm';
import { WorkItem, type WorkItemState } from '../domain/work-item.aggregate.js';

/** Characters. */
export const MAX_PERSON = 64;
export const MAX_TEXT = 255;

/** Work without a due time is due then: so the most urgent comes first in every index, and null nowhere. */
export const NEVER_DUE = new Date('9999-12-31T00:00:00.000Z');

export interface WorkItemRow {
  id: string;
  version: number;
  updatedAt: Date;
  /** The process instance, and its wait. */
  instance: string;
  wait: number;
  node: string;
  name: string;
  definitionId: string;
  definitionVersion: number;
  businessKey: string | null;
  /** As it was when the work opened. */
  formName: string | null;
  formVersion: number | null;
  sop: string | null;
  /** The SLA that says when it is due. */
  sla: string | null;
  /** Who may take it, by name: a team, or one person; null: everybody. */
  pool: string | null;
  /** What of the process says who does it: the name of a rule, or an expression. */
  assignment: string | null;
  assigneeId: string | null;
  /** Who gets it back, while it is delegated. */
  ownerId: string | null;
  state: WorkItemState;
  due: Date;
  /** What the person is shown. */
  input: Variables;
  openedAt: Date;
  /** When it was completed or withdrawn. */
  closedAt: Date | null;
  completedBy: string | null;
}

export const WorkItemSchema = new EntitySchema<WorkItemRow>({
  name: 'WorkItem',
  tableName: 'work_item',
  target: WorkItem,
  columns: {
    ...aggregateColumns,
    instance: column.ref(),
    wait: column.int(),
    node: column.varchar(MAX_TEXT),
    name: column.varchar(MAX_TEXT),
    definitionId: column.varchar(MAX_TEXT),
    definitionVersion: column.int(),
    businessKey: column.nullable(column.varchar(MAX_TEXT)),
    formName: column.nullable(column.varchar(120)),
    formVersion: column.nullable(column.int()),
    sop: column.nullable(column.varchar(MAX_TEXT)),
    sla: column.nullable(column.varchar(MAX_TEXT)),
    pool: column.nullable(column.varchar(MAX_TEXT)),
    assignment: column.nullable(column.varchar(MAX_TEXT)),
    assigneeId: column.nullable(column.varchar(MAX_PERSON)),
    ownerId: column.nullable(column.varchar(MAX_PERSON)),
    state: column.varchar(16),
    due: column.time(),
    input: sealed(column.json()),
    openedAt: column.time(),
    closedAt: column.nullable(column.time()),
    completedBy: column.nullable(column.varchar(MAX_PERSON)),
  },
  indices: [
    schemaIndex('work_item', { columns: ['instance', 'wait'], unique: true }),
    schemaIndex('work_item', { columns: ['state', 'pool', 'due', 'id'] }),
    schemaIndex('work_item', { columns: ['state', 'due', 'id'] }),
    schemaIndex('work_item', { columns: ['assigneeId', 'state', 'due', 'id'] }),
    schemaIndex('work_item', { columns: ['businessKey'] }),
  ],
});

export const WorkItemJournalSchema = sealedJournalSchema('work_item_journal');
