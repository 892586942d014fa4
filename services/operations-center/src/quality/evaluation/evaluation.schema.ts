import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import { Evaluation } from './evaluation.aggregate.js';

export const EvaluationSchema = new EntitySchema<Evaluation>({
  name: 'Evaluation',
  tableName: 'evaluation',
  target: Evaluation,
  columns: {
    ...aggregateColumns,
    subjectKind: column.varchar(8),
    subjectId: column.ref(),
    agentId: column.nullable(column.varchar(64)),
    teamId: column.nullable(column.ref()),
    channel: column.varchar(16),
    finishedAt: column.time(),
    scorecardId: column.ref(),
    scorecardVersion: column.int(),
    origin: column.varchar(16),
    drawId: column.nullable(column.ref()),
    twinId: column.nullable(column.ref()),
    inspectorId: column.nullable(column.varchar(64)),
    reviewerId: column.nullable(column.varchar(64)),
    state: column.varchar(16),
    answers: column.json(),
    notes: column.json(),
    revisions: column.json(),
    appeals: column.json(),
    score: column.nullable(column.int()),
    passed: column.nullable(column.flag()),
    fatalMissed: column.nullable(column.flag()),
    dueAt: column.nullable(column.time()),
    remindAt: column.nullable(column.time()),
    submittedAt: column.nullable(column.time()),
    releasedAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('evaluation', { columns: ['subjectId', 'scorecardId'] }),
    schemaIndex('evaluation', { columns: ['agentId', 'finishedAt'] }),
    schemaIndex('evaluation', { columns: ['inspectorId', 'state'] }),
    schemaIndex('evaluation', { columns: ['state', 'dueAt'] }),
    schemaIndex('evaluation', { columns: ['remindAt'] }),
    schemaIndex('evaluation', { columns: ['finishedAt'] }),
    schemaIndex('evaluation', { columns: ['twinId'] }),
    schemaIndex('evaluation', { columns: ['drawId'] }),
  ],
});

/** What an item came to in the evaluation that counts, for reports. */
export interface EvaluationItem {
  evaluationId: string;
  itemKey: string;
  scorecardId: string;
  agentId: string;
  teamId: string | null;
  origin: string;
  finishedAt: Date;
  /** Ten-thousandths of what it can give. */
  share: number;
}

export const EvaluationItemSchema = new EntitySchema<EvaluationItem>({
  name: 'evaluation_item',
  columns: {
    evaluationId: column.primary(column.ref()),
    itemKey: column.primary(column.varchar(40)),
    scorecardId: column.ref(),
    agentId: column.varchar(64),
    teamId: column.nullable(column.ref()),
    origin: column.varchar(16),
    finishedAt: column.time(),
    share: column.int(),
  },
  indices: [schemaIndex('evaluation_item', { columns: ['finishedAt', 'itemKey'] })],
});

/** Two inspectors who judge the same and do not know of each other. Scores are hundredths of a percent. */
export interface EvaluationTwin {
  id: string;
  firstId: string;
  secondId: string;
  firstInspectorId: string;
  secondInspectorId: string;
  /** Beyond it an arbiter settles it. */
  mostApart: number;
  /** The first of them settles it. */
  arbiters: readonly string[];
  /** Null: both are near enough, or have not judged yet. */
  arbiterId: string | null;
  /** Both have judged: they may know of each other. */
  isSettled: boolean;
}

export const EvaluationTwinSchema = new EntitySchema<EvaluationTwin>({
  name: 'evaluation_twin',
  columns: {
    id: column.id(),
    firstId: column.ref(),
    secondId: column.ref(),
    firstInspectorId: column.varchar(64),
    secondInspectorId: column.varchar(64),
    mostApart: column.int(),
    arbiters: column.json(),
    arbiterId: column.nullable(column.varchar(64)),
    isSettled: column.flag(),
  },
});
