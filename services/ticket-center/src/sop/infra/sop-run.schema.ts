import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { sealed } from '#libs/personal-data/sealed-column';
import { EntitySchema } from 'typeorm';
import { SopRun, type Facts, type RunSubject, type TrailEntry } from '../domain/sop-run.aggregate.js';
import type { Outcome, Values } from '../domain/sop-content.js';
import type { Frame } from '../domain/sop-walk.js';

export interface SopRunRow extends RunSubject {
  id: string;
  version: number;
  updatedAt: Date;
  sopName: string;
  sopVersion: number;
  startedBy: string;
  startedAt: Date;
  status: 'running' | 'ended' | 'left';
  outcome: Outcome | null;
  frames: Frame[];
  values: Values;
  facts: Facts;
  trail: TrailEntry[];
  done: unknown[];
  undone: unknown[];
  /** Where: SOP and step. */
  leftAt: string | null;
  leftBecause: string | null;
  endedAt: Date | null;
  /** When the ticket it is about was solved, unless that was opened again. */
  subjectSolvedAt: Date | null;
}

export const SopRunSchema = new EntitySchema<SopRunRow>({
  name: 'SopRun',
  tableName: 'sop_run',
  target: SopRun,
  columns: {
    ...aggregateColumns,
    sopName: column.varchar(120),
    sopVersion: column.int(),
    subjectKind: column.varchar(16),
    subjectId: column.ref(),
    customerId: column.nullable(column.ref()),
    startedBy: column.varchar(64),
    startedAt: column.time(),
    status: column.varchar(16),
    outcome: column.nullable(column.varchar(16)),
    frames: sealed(column.json()),
    values: sealed(column.json()),
    facts: sealed(column.json()),
    trail: sealed(column.json()),
    done: sealed(column.json()),
    undone: sealed(column.json()),
    leftAt: column.nullable(column.varchar(250)),
    leftBecause: column.nullable(column.varchar(300)),
    endedAt: column.nullable(column.time()),
    subjectSolvedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('sop_run', { columns: ['subjectId', 'id'] }),
    schemaIndex('sop_run', { columns: ['startedBy', 'id'] }),
    schemaIndex('sop_run', { columns: ['sopName', 'startedAt'] }),
    schemaIndex('sop_run', { columns: ['outcome', 'id'] }),
  ],
});
