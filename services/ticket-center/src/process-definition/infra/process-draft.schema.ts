import { aggregateColumns, column } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { ProcessDraft, type DraftStatus } from '../domain/process-draft.aggregate.js';
import type { DraftProblem, Findings, ProcessSource } from '../domain/process-source.js';

export interface DraftRow {
  id: string;
  version: number;
  updatedAt: Date;
  name: string;
  source: ProcessSource;
  processes: Findings['processes'];
  problems: DraftProblem[];
  status: DraftStatus;
  savedBy: string;
}

export const ProcessDraftSchema = new EntitySchema<DraftRow>({
  name: 'ProcessDraft',
  tableName: 'process_draft',
  target: ProcessDraft,
  columns: {
    ...aggregateColumns,
    name: column.varchar(200),
    // JSON, since text ends at 64 KB on MySQL and files do not.
    source: column.json(),
    processes: column.json(),
    problems: column.json(),
    status: column.varchar(16),
    savedBy: column.varchar(64),
  },
});
