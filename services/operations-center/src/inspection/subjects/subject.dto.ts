import { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { personal } from '#libs/personal-data/personal';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import type { FindingRow } from '../findings/finding.schema.js';
import { FindingView, findingView } from '../findings/finding.dto.js';
import { SUBJECT_STATES, type SubjectRow, type TurnRow } from './subject.schema.js';

const time = z.iso.datetime();
const ms = z
  .int()
  .min(0)
  .max(86_400_000 * 7);

const Segment = z
  .object({
    seq: z.int().min(1).max(1_000_000).describe('counts 1, 2, 3 …; what comes again under its number changes nothing'),
    speaker: z.enum(['agent', 'customer', 'system']),
    agentId: z.string().min(1).max(64).nullable().default(null),
    text: z.string().max(20_000),
    fromMs: ms.describe('since the call began'),
    toMs: ms,
    isHold: z.boolean().default(false).describe('the customer was on hold'),
  })
  .refine(({ fromMs, toMs }) => toMs >= fromMs, { path: ['toMs'], error: 'expected not before fromMs' });

export const SegmentsBody = z.object({
  segments: z.array(Segment).min(1).max(500).describe('final ones, in any order'),
});
export type SegmentsBody = z.infer<typeof SegmentsBody>;
export const TakenView = z.object({ taken: z.int().describe('that were not known before') });

export const SubjectQuery = PageQuery.extend({
  kind: InspectedKind.optional(),
  agentId: z.string().max(64).optional(),
  demand: z.enum(['unknown', 'open', 'met', 'not-met']).optional(),
  state: z.enum(SUBJECT_STATES).optional(),
});
export type SubjectQuery = z.infer<typeof SubjectQuery>;

export const InspectedAgainView = z.object({ due: z.int().describe('that are inspected again now') });

const SubjectView = z.object({
  id: z.uuid(),
  kind: InspectedKind,
  channel: z.string().nullable(),
  queueId: z.string().nullable(),
  agentId: z.string().nullable(),
  customerId: z.string().nullable(),
  conversationId: z.string().nullable(),
  startedAt: time,
  endedAt: time.nullable(),
  state: z
    .enum(SUBJECT_STATES)
    .nullable()
    .describe('failed: what was said could not be read; the last three were never judged'),
  judgedBy: z
    .array(z.object({ ruleSetId: z.uuid(), no: z.int() }))
    .nullable()
    .describe('published rules; null: not noted'),
  scores: z
    .array(
      z.object({
        ...{ scorecardId: z.uuid(), revision: z.int(), score: z.number().nullable(), passed: z.boolean() },
        ...{ answered: z.int().describe('items that rules answer'), asked: z.int() },
      }),
    )
    .describe('that it got by itself: see /machine-scores'),
  inspectedAt: time.nullable().describe('when all of it was inspected; null: not yet, or what was said is forgotten'),
  demand: z.enum(['unknown', 'open', 'met', 'not-met']).describe('whether the customer got what they wanted'),
  demandBy: z.string().nullable().describe('what says so'),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});
export const SubjectPage = pageOfSchema(SubjectView);

export const TurnView = z.object({
  seq: z.int(),
  speaker: z.enum(['agent', 'customer', 'system']),
  agentId: z.string().nullable(),
  text: personal('text', z.string()),
  fromMs: z.int(),
  toMs: z.int(),
});

export const SubjectDetails = SubjectView.extend({ turns: z.array(TurnView), findings: z.array(FindingView) }).meta({
  id: 'InspectedSubject',
});

export function subjectView({ startedAt, endedAt, inspectedAt, ...row }: SubjectRow) {
  return {
    ...row,
    scores: [...(row.scores ?? [])],
    startedAt: startedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
    inspectedAt: inspectedAt?.toISOString() ?? null,
  };
}

export function turnView({ seq, speaker, agentId, text, fromMs, toMs }: TurnRow) {
  return { seq, speaker, agentId, text, fromMs, toMs };
}

export function detailsOf(subject: SubjectRow, turns: readonly TurnRow[], findings: readonly FindingRow[]) {
  return { ...subjectView(subject), turns: turns.map(turnView), findings: findings.map(findingView) };
}
