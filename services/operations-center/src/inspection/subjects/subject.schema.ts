import type { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import type { Facts } from '#libs/quality-rules/inspection/rule';
import type { Speaker } from '#libs/quality-rules/transcript/turn';
import { EntitySchema } from 'typeorm';

/** `due`: over, and not inspected as it is now; the last three are over, and were never judged. */
export const SUBJECT_STATES = ['open', 'due', 'inspected', 'without-words', 'without-rules', 'failed'] as const;
export type SubjectState = (typeof SUBJECT_STATES)[number];

/** Published rules by which something was judged. */
export interface JudgedBy {
  readonly ruleSetId: string;
  readonly no: number;
}

/** What machines make of something by a scorecard. */
export interface ScoredBy {
  readonly scorecardId: string;
  readonly revision: number;
  /** Percent; null: nothing applied. */
  readonly score: number | null;
  readonly passed: boolean;
  readonly answered: number;
  readonly asked: number;
}

/** A call or a chat, by its contact, or a ticket. */
export interface SubjectRow {
  id: string;
  kind: InspectedKind;
  channel: string | null;
  queueId: string | null;
  agentId: string | null;
  customerId: string | null;
  conversationId: string | null;
  startedAt: Date;
  /** Null: whoever wrote it last knew of no states. */
  state: SubjectState | null;
  endedAt: Date | null;
  /** When all of it was first inspected. */
  inspectedAt: Date | null;
  /** When all of it is to be inspected; null: not now. */
  dueAt: Date | null;
  attempts: number;
  /** When it was judged last; null: never, or nobody noted it. */
  judgedBy: readonly JudgedBy[] | null;
  scores: readonly ScoredBy[] | null;
  /** Turns and findings have places, in the order in which they became known. */
  places: number;
  /** Of the turns that are known. */
  lastSeq: number;
  facts: Facts;
  /** Whether what the customer wanted was done; `open` until `demandDueAt`. */
  demand: 'unknown' | 'open' | 'met' | 'not-met';
  demandBy: string | null;
  demandDueAt: Date | null;
}

export interface TurnRow {
  subjectId: string;
  seq: number;
  place: number;
  speaker: Speaker;
  agentId: string | null;
  text: string;
  fromMs: number;
  toMs: number;
  isHold: boolean;
}

/** What was said, as it comes; told again it is the same. */
export type NewTurn = Omit<TurnRow, 'subjectId' | 'place'>;

export const SubjectSchema = new EntitySchema<SubjectRow>({
  name: 'inspection_subject',
  columns: {
    id: column.id(),
    kind: column.varchar(8),
    channel: column.nullable(column.varchar(16)),
    queueId: column.nullable(column.varchar(64)),
    agentId: column.nullable(column.varchar(64)),
    customerId: column.nullable(column.ref()),
    conversationId: column.nullable(column.ref()),
    startedAt: column.time(),
    state: column.nullable(column.varchar(16)),
    endedAt: column.nullable(column.time()),
    inspectedAt: column.nullable(column.time()),
    dueAt: column.nullable(column.time()),
    attempts: column.int(),
    judgedBy: column.nullable(column.json()),
    scores: column.nullable(column.json()),
    places: column.int(),
    lastSeq: column.int(),
    facts: column.json(),
    demand: column.varchar(8),
    demandBy: column.nullable(column.varchar(32)),
    demandDueAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('inspection_subject', { columns: ['dueAt'] }),
    schemaIndex('inspection_subject', { columns: ['demandDueAt'] }),
    schemaIndex('inspection_subject', { columns: ['customerId', 'demand'] }),
    schemaIndex('inspection_subject', { columns: ['inspectedAt', 'id'] }),
    schemaIndex('inspection_subject', { columns: ['agentId', 'id'] }),
    schemaIndex('inspection_subject', { columns: ['state', 'endedAt'] }),
    schemaIndex('inspection_subject', { columns: ['endedAt'] }),
  ],
});

export const TurnSchema = new EntitySchema<TurnRow>({
  name: 'inspection_turn',
  columns: {
    subjectId: column.primary(column.ref()),
    seq: column.primary(column.int()),
    place: column.int(),
    speaker: column.varchar(8),
    agentId: column.nullable(column.varchar(64)),
    text: column.text(),
    fromMs: column.bigint(),
    toMs: column.bigint(),
    isHold: column.flag(),
  },
});
