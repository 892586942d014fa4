import { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import type { FindingRow } from './finding.schema.js';

const Severity = z.enum(['hint', 'minor', 'major', 'fatal']);
const Mark = z.enum(['right', 'false-positive']);

export const FindingView = z.object({
  id: z.uuid(),
  subject: z.object({ kind: InspectedKind, id: z.uuid() }),
  ruleSetId: z.uuid(),
  ruleNo: z.int().describe('of the published rules'),
  rule: z.string(),
  severity: Severity,
  turn: z.int().nullable().describe('the seq of what was said; null: the whole of it'),
  span: z.object({ from: z.int(), to: z.int() }).nullable().describe('the words it rests on, in code units of that'),
  of: z.string().nullable().describe('the word of a list, the kind of secret, the fact'),
  measured: z.number().nullable(),
  agentId: z.string().nullable(),
  isLive: z.boolean().describe('found while it went on'),
  state: z.enum(['standing', 'withdrawn']),
  mark: Mark.nullable().describe('what an inspector said of it'),
  markedBy: z.string().nullable(),
  raisedAt: z.iso.datetime(),
});
export const FindingPage = pageOfSchema(FindingView);

export const FindingQuery = PageQuery.extend({
  ruleSetId: z.uuid().optional(),
  rule: z.string().max(64).optional(),
  agentId: z.string().max(64).optional(),
  severity: Severity.optional(),
  mark: Mark.optional(),
  customerId: z.uuid().optional().describe('whose conversation or ticket it was'),
});
export type FindingQuery = z.infer<typeof FindingQuery>;

export const MarkBody = z.object({ mark: Mark.nullable().describe('null: takes back what was said of it') });

export const RuleStatistics = z.object({
  items: z.array(
    z.object({
      rule: z.string(),
      findings: z.int().describe('that stand'),
      right: z.int(),
      falsePositives: z.int(),
      precision: z.number().nullable().describe('of those that somebody has marked; null: none was'),
    }),
  ),
});

export const MachineScoreView = z.object({
  items: z.array(
    z.object({
      itemKey: z.string(),
      answer: z.enum(['yes', 'no', 'n/a']),
      findings: z.array(z.string()),
    }),
  ),
});

export function findingView({ id, kind, subjectId, seq, spanFrom, spanTo, ofWhat, measured, ...row }: FindingRow) {
  return {
    ...row,
    ...{ id, subject: { kind, id: subjectId }, turn: seq, of: ofWhat },
    span: spanFrom === null || spanTo === null ? null : { from: spanFrom, to: spanTo },
    measured: measured === null ? null : measured / 1_000,
    raisedAt: row.raisedAt.toISOString(),
  };
}
