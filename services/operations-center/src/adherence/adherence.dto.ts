import { z } from 'zod';
import { ACTIVITIES } from './domain/adherence.js';

const LONGEST_MS = 7 * 86_400_000;
const instant = z.iso.datetime({ offset: true });
const time = z.iso.datetime();
const activity = z.enum(ACTIVITIES);

const period = { from: instant, to: instant, minutes: z.coerce.number().int().min(5).max(1_440).optional() };
const isPeriod = ({ from, to }: { from: string; to: string }) =>
  Date.parse(from) < Date.parse(to) && Date.parse(to) - Date.parse(from) <= LONGEST_MS;

export const OwnQuery = z.object(period).refine(isPeriod, 'a week at most');
export type OwnQuery = z.infer<typeof OwnQuery>;
export const GroupQuery = z
  .object({ planningGroupId: z.string().max(64), ...period })
  .refine(isPeriod, 'a week at most');
export type GroupQuery = z.infer<typeof GroupQuery>;
export const LiveQuery = z.object({ planningGroupId: z.string().max(64) });
export type LiveQuery = z.infer<typeof LiveQuery>;

const rates = {
  scheduledMinutes: z.number(),
  adherence: z.number().nullable().describe('percent: time in the state that was planned / planned time'),
  conformance: z.number().nullable().describe('percent: time worked / time planned as work'),
};

export const AgentAdherence = z.object({
  agentId: z.string(),
  ...rates,
  deviations: z.array(z.object({ from: time, to: time, activity, state: z.string() })),
  intervals: z.array(z.object({ from: time, ...rates })).describe('of so many minutes; none where none were asked for'),
});
export type AgentAdherence = z.infer<typeof AgentAdherence>;
export const AdherenceList = z.object({ items: z.array(AgentAdherence) });

export const LiveRow = z.object({
  agentId: z.string(),
  activity: activity.nullable().describe('planned now; null: nothing'),
  until: time.nullable(),
  state: z.string(),
  reason: z.string().nullable(),
  isOut: z.boolean(),
  outSince: time.nullable(),
  minutesOut: z.number().describe('today, until now'),
  adherence: z.number().nullable().describe('percent, today until now'),
});
export type LiveRow = z.infer<typeof LiveRow>;
export const LiveList = z.object({ asOf: time, items: z.array(LiveRow) });

export const ExceptionBody = z
  .object({
    agentId: z.string().min(1).max(64),
    from: instant,
    to: instant,
    as: z.enum([...ACTIVITIES, 'excused']).describe('excused: the time counts for nothing'),
    reason: z
      .string()
      .regex(/^[a-z0-9-]{1,64}$/)
      .describe('a code'),
  })
  .refine(isPeriod, 'a week at most');
export type ExceptionBody = z.infer<typeof ExceptionBody>;
export const ExceptionView = z.object({
  id: z.uuid(),
  version: z.int(),
  agentId: z.string(),
  from: time,
  to: time,
  as: z.enum([...ACTIVITIES, 'excused']),
  reason: z.string(),
  approvedBy: z.string(),
});
export const ExceptionList = z.object({ items: z.array(ExceptionView) });
export const ExceptionQuery = z.object({ agentId: z.string().max(64), from: instant, to: instant });
export type ExceptionQuery = z.infer<typeof ExceptionQuery>;

const reason = z.string().min(1).max(32);
export const SettingsBody = z.object({
  toleranceSeconds: z.int().min(0).max(3_600),
  reasons: z.partialRecord(activity, z.array(reason).max(20)).describe('the not-ready reasons that are the activity'),
});
export type SettingsBody = z.infer<typeof SettingsBody>;
export const SettingsView = SettingsBody.extend({ id: z.string(), version: z.int() });
