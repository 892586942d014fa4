import type { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** What machines made of some work by a scorecard at a time. */
export interface MachineRevision {
  readonly revision: number;
  /** Percent times 100; null: nothing applied. */
  readonly score: number | null;
  readonly passed: boolean;
  readonly fatalMissed: boolean;
  /** Items answered, of those that are asked. */
  readonly answered: number;
  readonly asked: number;
  readonly items: readonly MachineItem[];
}

export interface MachineItem {
  readonly key: string;
  readonly answer: string;
  /** That speak against it. */
  readonly findings: readonly string[];
}

/** The score that some work got by itself; it stands beside what people say, and is none of their evaluations. */
export interface MachineScoreRow extends MachineRevision {
  id: string;
  subjectKind: EvaluatedSubject['kind'];
  subjectId: string;
  scorecardId: string;
  /** In which it was judged first: later ones change nothing about it. */
  scorecardVersion: number;
  agentId: string | null;
  teamId: string | null;
  channel: string;
  finishedAt: Date;
  scoredAt: Date;
  /** What it was before, the oldest first. */
  former: readonly (MachineRevision & { readonly scoredAt: string })[];
}

export const MachineScoreSchema = new EntitySchema<MachineScoreRow>({
  name: 'quality_machine_score',
  columns: {
    id: column.id(),
    subjectKind: column.varchar(8),
    subjectId: column.ref(),
    scorecardId: column.ref(),
    scorecardVersion: column.int(),
    agentId: column.nullable(column.varchar(64)),
    teamId: column.nullable(column.ref()),
    channel: column.varchar(16),
    finishedAt: column.time(),
    scoredAt: column.time(),
    revision: column.int(),
    score: column.nullable(column.int()),
    passed: column.flag(),
    fatalMissed: column.flag(),
    answered: column.int(),
    asked: column.int(),
    items: column.json(),
    former: column.json(),
  },
  indices: [
    schemaIndex('quality_machine_score', { columns: ['subjectId', 'scorecardId'], unique: true }),
    schemaIndex('quality_machine_score', { columns: ['finishedAt'] }),
    schemaIndex('quality_machine_score', { columns: ['agentId', 'finishedAt'] }),
  ],
});
