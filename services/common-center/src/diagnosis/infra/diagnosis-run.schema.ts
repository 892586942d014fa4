import type { DiagnosisVerdict } from '#libs/contracts/common-center/integration/integration-api';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

export type RunStatus = 'running' | 'finished' | 'abandoned';

/** How far a step has come, with a result that was masked before it came here. */
export interface StepProgress {
  readonly state: 'waiting' | 'running' | 'answered' | 'refused' | 'failed' | 'skipped';
  readonly code: string | null;
  readonly result: unknown;
  readonly tookMs: number | null;
}

/** One run of a diagnosis. */
export interface DiagnosisRunRow {
  id: string;
  diagnosisId: string;
  code: string;
  number: number;
  caller: string;
  subject: string | null;
  /** Digest of what repetitions are told by; null: nobody repeats it. */
  requestKey: string | null;
  status: RunStatus;
  startedBy: string;
  startedAt: Date;
  /** Whoever ran it is gone when it has not finished by then; null: it has ended. */
  dueAt: Date | null;
  finishedAt: Date | null;
  /** Masked. */
  input: object;
  steps: Record<string, StepProgress>;
  /** null: there is none yet, or never will be. */
  verdict: DiagnosisVerdict | null;
}

export const DiagnosisRunSchema = new EntitySchema<DiagnosisRunRow>({
  name: 'diagnosis_run',
  columns: {
    id: column.id(),
    diagnosisId: column.ref(),
    code: column.varchar(64),
    number: column.int(),
    caller: column.varchar(16),
    subject: column.nullable(column.varchar(64)),
    requestKey: column.nullable(column.varchar(64)),
    status: column.varchar(16),
    startedBy: column.varchar(64),
    startedAt: column.time(),
    dueAt: column.nullable(column.time()),
    finishedAt: column.nullable(column.time()),
    input: column.json(),
    steps: column.json(),
    verdict: column.nullable(column.json()),
  },
  indices: [
    schemaIndex('diagnosis_run', { columns: ['diagnosisId', 'id'] }),
    schemaIndex('diagnosis_run', { columns: ['subject', 'id'] }),
    schemaIndex('diagnosis_run', { columns: ['requestKey'], unique: true }),
    schemaIndex('diagnosis_run', { columns: ['dueAt'] }),
    schemaIndex('diagnosis_run', { columns: ['startedAt'] }),
  ],
});
