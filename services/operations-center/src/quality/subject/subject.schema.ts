import type { EvaluatedSubject } from '#libs/contracts/operations-center/quality-events';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';

/** A finished call, chat or ticket that somebody worked on: what plans draw from. */
export interface Subject extends EvaluatedSubject {
  agentId: string;
  queueId: string | null;
  channel: string;
  /** Talked, or from the opening of a ticket to its solution. */
  durationMs: number;
  finishedAt: Date;
  /** What the risk of it is judged by; durations in seconds. */
  facts: SubjectFacts;
}

export type SubjectFacts = Readonly<Record<string, string | number | null>>;

export const SubjectSchema = new EntitySchema<Subject>({
  name: 'quality_subject',
  columns: {
    kind: column.primary(column.varchar(8)),
    id: column.primary(column.ref()),
    agentId: column.varchar(64),
    queueId: column.nullable(column.ref()),
    channel: column.varchar(16),
    durationMs: column.bigint(),
    finishedAt: column.time(),
    facts: column.json(),
  },
  indices: [
    schemaIndex('quality_subject', { columns: ['finishedAt'] }),
    schemaIndex('quality_subject', { columns: ['agentId', 'finishedAt'] }),
  ],
});

/** A team of the organisation as last told. */
export interface QualityTeam {
  teamId: string;
  managerId: string | null;
  memberIds: readonly string[];
  toldAt: Date;
}

export const QualityTeamSchema = new EntitySchema<QualityTeam>({
  name: 'quality_team',
  columns: {
    teamId: column.primary(column.ref()),
    managerId: column.nullable(column.varchar(64)),
    memberIds: column.json(),
    toldAt: column.time(),
  },
});
