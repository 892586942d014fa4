import { personal } from '#libs/personal-data/personal';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { SlaMetric } from '../ticket/ticket-sla.dto.js';

const instant = z.iso.datetime({ offset: true });

export const RecomputationBody = z.object({
  reason: personal('text', z.string().trim().min(1).max(2_000)),
  openedFrom: instant.nullable().default(null),
  openedTo: instant.nullable().default(null).describe('before then'),
  tickets: z.enum(['open', 'closed', 'all']).default('all'),
});
export type RecomputationBody = z.infer<typeof RecomputationBody>;

const Outcomes = z.object({ met: z.int(), missed: z.int(), running: z.int(), stopped: z.int() });

export const RecomputationView = RecomputationBody.extend({
  id: z.string(),
  orderedBy: z.string(),
  orderedAt: z.iso.datetime(),
  state: z.enum(['running', 'done', 'stopped']),
  total: z.int().describe('tickets when it was ordered'),
  done: z.int(),
  changed: z.int().describe('tickets whose numbers are others now'),
  failed: z.int(),
  before: Outcomes.describe('clocks, as they were promised'),
  after: Outcomes.describe('clocks, as they are recomputed'),
  endedAt: z.iso.datetime().nullable(),
});
export const RecomputationPage = pageOfSchema(RecomputationView);

const Clock = z.object({
  metric: SlaMetric,
  instance: z.int(),
  policyName: z.string().nullable(),
  policyVersion: z.int().nullable(),
  outcome: z.enum(['met', 'missed', 'running', 'stopped']),
  targetSeconds: z.int().nullable(),
  elapsedSeconds: z.int().nullable(),
  dueAt: z.iso.datetime().nullable(),
});
export const RecomputedTicketPage = pageOfSchema(
  z.object({ ticketId: z.string(), before: z.array(Clock), after: z.array(Clock) }),
);
