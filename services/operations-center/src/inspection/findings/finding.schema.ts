import type { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { column, schemaIndex } from '#libs/persistence/rows/columns';
import type { Severity } from '#libs/quality-rules/inspection/rule';
import { EntitySchema } from 'typeorm';

/** What a rule found in a subject, and where the words are that it rests on. */
export interface FindingRow {
  id: string;
  subjectId: string;
  kind: InspectedKind;
  /** The same finding found again has the same. */
  print: string;
  place: number;
  ruleSetId: string;
  ruleNo: number;
  rule: string;
  severity: Severity;
  /** Of the turn; null: the whole of it. */
  seq: number | null;
  spanFrom: number | null;
  spanTo: number | null;
  ofWhat: string | null;
  /** Times 1,000. */
  measured: number | null;
  agentId: string | null;
  /** Found while it went on. */
  isLive: boolean;
  /** `withdrawn`: not found in the whole, e.g. when a piece of it came late. */
  state: 'standing' | 'withdrawn';
  mark: 'right' | 'false-positive' | null;
  markedBy: string | null;
  markedAt: Date | null;
  raisedAt: Date;
}

export const FindingSchema = new EntitySchema<FindingRow>({
  name: 'inspection_finding',
  columns: {
    id: column.id(),
    subjectId: column.ref(),
    kind: column.varchar(8),
    print: column.varchar(32),
    place: column.int(),
    ruleSetId: column.ref(),
    ruleNo: column.int(),
    rule: column.varchar(64),
    severity: column.varchar(8),
    seq: column.nullable(column.int()),
    spanFrom: column.nullable(column.int()),
    spanTo: column.nullable(column.int()),
    ofWhat: column.nullable(column.varchar(200)),
    measured: column.nullable(column.bigint()),
    agentId: column.nullable(column.varchar(64)),
    isLive: column.flag(),
    state: column.varchar(16),
    mark: column.nullable(column.varchar(16)),
    markedBy: column.nullable(column.varchar(64)),
    markedAt: column.nullable(column.time()),
    raisedAt: column.time(),
  },
  indices: [
    schemaIndex('inspection_finding', { columns: ['subjectId', 'print'], unique: true }),
    schemaIndex('inspection_finding', { columns: ['ruleSetId', 'rule', 'id'] }),
    schemaIndex('inspection_finding', { columns: ['agentId', 'id'] }),
  ],
});
