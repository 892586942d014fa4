import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';

const time = z.iso.datetime();

const State = z.enum(['raised', 'escalated', 'acknowledged', 'cleared']);

export const AlertsQuery = PageQuery.extend({
  state: State.optional(),
  isOpen: z.stringbool().optional().describe('true: those that are not cleared'),
});
export type AlertsQuery = z.infer<typeof AlertsQuery>;

export const AlertView = z
  .object({
    id: z.string(),
    version: z.int(),
    cause: z.string(),
    name: z.string(),
    severity: z.enum(['info', 'warning', 'critical']),
    figure: z.string().nullable(),
    scope: z.object({ kind: z.string(), id: z.string() }),
    state: State,
    value: z.number().nullable().describe('when it was raised, or when it was cleared'),
    firstRaisedAt: time,
    raisedAt: time,
    stepsTaken: z.int(),
    timesAgain: z.int().describe('how often it has come back soon after it was cleared'),
    snoozedUntil: time.nullable(),
    acknowledgedBy: z.string().nullable(),
    clearedAt: time.nullable(),
    nextAt: time.nullable().describe('when the next step is taken'),
  })
  .meta({ id: 'MonitorAlert' });
export const AlertPage = pageOfSchema(AlertView);

export const HistoryView = z.object({
  items: z.array(z.object({ at: time, what: z.string(), details: z.record(z.string(), z.unknown()) })),
});

export const SnoozeBody = z.object({ until: z.iso.datetime({ offset: true }).describe('within 24 hours') });
export type SnoozeBody = z.infer<typeof SnoozeBody>;
