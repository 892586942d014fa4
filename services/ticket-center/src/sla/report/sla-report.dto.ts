import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { SlaMetric } from '../ticket/ticket-sla.dto.js';

const Basis = z.enum(['promised', 'recomputed']).describe('by what was promised then, or by the newest recomputation');
const Outcome = z.enum(['met', 'missed', 'running', 'stopped']);
const instant = z.iso.datetime({ offset: true });
const Started = {
  from: instant.optional().describe('clocks that started from then on'),
  to: instant.optional().describe('and before then'),
  basis: Basis.default('promised'),
};

export const ReportQuery = z.object({
  ...Started,
  by: z
    .string()
    .default('policy,metric,team')
    .transform((text) => text.split(','))
    .pipe(
      z
        .array(z.enum(['policy', 'metric', 'team']))
        .min(1)
        .max(3),
    )
    .describe('what is told apart, with commas between'),
});
export type ReportQuery = z.infer<typeof ReportQuery>;

const Line = z.object({
  policy: z.string().nullable().optional(),
  metric: SlaMetric.optional(),
  teamId: z.string().nullable().optional(),
  met: z.int(),
  missed: z.int(),
  running: z.int(),
  stopped: z.int(),
  compliance: z.number().nullable().describe('met of all that were met or missed, 0 to 1; null: none ended'),
});
export const Report = z.object({
  lines: z.array(Line),
  total: Line.pick({ met: true, missed: true, running: true, stopped: true, compliance: true }),
});
export type ReportLine = z.infer<typeof Line>;
export type Report = z.infer<typeof Report>;

export const ClocksQuery = PageQuery.extend({
  ...Started,
  policy: z.string().max(64).optional().describe('by name'),
  metric: SlaMetric.optional(),
  teamId: z.string().max(64).optional(),
  outcome: Outcome.optional(),
});
export type ClocksQuery = z.infer<typeof ClocksQuery>;

const ClockLine = z.object({
  ticketId: z.string(),
  metric: SlaMetric,
  instance: z.int(),
  teamId: z.string().nullable(),
  policy: z.string().nullable(),
  policyVersion: z.int().nullable(),
  outcome: Outcome,
  targetSeconds: z.int().nullable(),
  elapsedSeconds: z.int().nullable(),
  startedAt: z.iso.datetime(),
  dueAt: z.iso.datetime().nullable(),
  fulfilledAt: z.iso.datetime().nullable(),
  missedAt: z.iso.datetime().nullable(),
});
export const ClockPage = pageOfSchema(ClockLine);
