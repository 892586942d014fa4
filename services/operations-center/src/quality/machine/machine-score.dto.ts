import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { EstimateView } from '../plan/plan.dto.js';
import type { MachineRevision, MachineScoreRow } from './machine-score.schema.js';

const time = z.iso.datetime();
const instant = z.iso.datetime({ offset: true });
const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC']);
const kind = z.enum(['call', 'chat', 'ticket']);

const Revision = {
  revision: z.int(),
  score: z.number().nullable().describe('percent of what was answered; null: nothing applied'),
  passed: z.boolean(),
  fatalMissed: z.boolean(),
  answered: z.int().describe('items that rules answer, of those that are asked'),
  asked: z.int(),
  scoredAt: time,
  items: z.array(z.object({ key: z.string(), answer: z.string(), findings: z.array(z.uuid()) })),
};

const MachineScoreView = z
  .object({
    ...{ id: z.uuid(), subject: z.object({ kind, id: z.uuid() }), scorecardId: z.uuid(), scorecardVersion: z.int() },
    ...{ agentId: z.string().nullable(), teamId: z.string().nullable(), channel: z.string(), finishedAt: time },
    ...Revision,
    former: z.array(z.object(Revision)).describe('what it was before, the oldest first'),
  })
  .meta({ id: 'MachineScore' });
export const MachineScorePage = pageOfSchema(MachineScoreView);

export const MachineScoreFilter = PageQuery.extend({
  subjectId: z.uuid().optional(),
  scorecardId: z.uuid().optional(),
  agentId: z.string().max(64).optional(),
  passed: z.stringbool().optional(),
});
export type MachineScoreFilter = z.infer<typeof MachineScoreFilter>;

export const MachineReportQuery = z.object({
  by: z.enum(['agent', 'team', 'scorecard', 'day', 'week', 'month']),
  from: instant,
  to: instant.describe('excluded; of when the work was finished'),
  scorecardId: z.uuid().optional(),
  agentId: z.string().max(64).optional(),
  timeZone: z
    .string()
    .refine((zone) => zones.has(zone), 'an IANA time zone')
    .default('UTC')
    .describe('of days, weeks and months'),
});
export type MachineReportQuery = z.infer<typeof MachineReportQuery>;

export const MachineReportView = z.object({
  items: z.array(
    z.object({
      key: z.string(),
      score: EstimateView.describe('percent'),
      passRate: EstimateView.describe('0 to 1'),
      answeredShare: z.number().nullable().describe('of the items that were asked, how many rules answered; 0 to 1'),
    }),
  ),
});

export function machineScoreView({ subjectKind, subjectId, finishedAt, former, ...row }: MachineScoreRow) {
  return {
    ...row,
    ...revisionView({ ...row, scoredAt: row.scoredAt.toISOString() }),
    ...{ subject: { kind: subjectKind, id: subjectId }, finishedAt: finishedAt.toISOString() },
    former: former.map(revisionView),
  };
}

function revisionView({ score, items, ...rest }: MachineRevision & { readonly scoredAt: string }) {
  const { revision, passed, fatalMissed, answered, asked, scoredAt } = rest;
  const percent = score === null ? null : score / 100;
  const each = items.map(({ key, answer, findings }) => ({ key, answer, findings: [...findings] }));
  return { revision, score: percent, passed, fatalMissed, answered, asked, scoredAt, items: each };
}
