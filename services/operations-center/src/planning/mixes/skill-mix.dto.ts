import { dayNumber } from '#libs/workforce/forecast/civil-date';
import { pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { JOB_STATUSES } from '../forecasts/forecast-job.schema.js';
import { PART_OF_SHRINKAGE } from '../groups/planning-group.dto.js';
import type { StaffedDay, SkillPool, StaffingJob } from './skill-mix.schema.js';

const MOST_DAYS = 35;
const name = z.string().trim().min(1).max(120);

const Takes = z.object({
  planningGroupId: z.uuid(),
  priority: z.int().min(1).max(9).default(1).describe('a lower number first'),
});
const PoolContent = z.object({
  name,
  shrinkagePercent: z.int().min(0).max(95).default(0).describe('of paid time, what is not worked, planned or not'),
  plannedShrinkagePercent: z
    .int()
    .min(0)
    .max(95)
    .default(0)
    .describe('the part of it that rosters place themselves: paid pauses, training, leave'),
  takes: z.array(Takes).min(1).max(20).describe('whose contacts its people take'),
});
const Pool = PoolContent.refine(
  ({ shrinkagePercent, plannedShrinkagePercent }) => plannedShrinkagePercent <= shrinkagePercent,
  PART_OF_SHRINKAGE,
);

export const SkillMixBody = z.object({ name, pools: z.array(Pool).min(1).max(20) });
export type SkillMixBody = z.infer<typeof SkillMixBody>;

export const SkillMixView = z.object({
  ...{ id: z.uuid(), name, timeZone: z.string(), intervalMinutes: z.int(), createdAt: z.iso.datetime() },
  pools: z.array(PoolContent.extend({ id: z.uuid().describe('what rosters of its people are made for') })),
});
export const SkillMixPage = pageOfSchema(SkillMixView);

export const StaffingJobBody = z
  .object({ from: z.iso.date(), to: z.iso.date().describe('included') })
  .refine(({ from, to }) => to >= from && dayNumber(to) - dayNumber(from) < MOST_DAYS, {
    path: ['to'],
    message: `one to ${MOST_DAYS} days`,
  });
export type StaffingJobBody = z.infer<typeof StaffingJobBody>;

export const StaffingJobView = z
  .object({
    ...{ id: z.uuid(), mixId: z.uuid(), status: z.enum(JOB_STATUSES), from: z.iso.date(), to: z.iso.date() },
    done: z.int().describe('intervals that are staffed, of `intervals`'),
    intervals: z.int(),
    code: z.string().nullable().describe('why it failed'),
    ...{ orderedBy: z.string(), orderedAt: z.iso.datetime(), endedAt: z.iso.datetime().nullable() },
  })
  .meta({ id: 'StaffingJob' });
export const StaffingJobPage = pageOfSchema(StaffingJobView);

const counts = z.array(z.int());

export const StaffedDaysView = z.object({
  days: z.array(
    z.object({
      date: z.iso.date(),
      pools: z.array(z.object({ poolId: z.uuid(), agents: counts.describe('who has to be there, from midnight on') })),
      groups: z.array(
        z.object({
          planningGroupId: z.uuid(),
          alone: counts.describe('whom it would need if nobody were shared, by Erlang'),
          serviceLevelPercent: z.array(z.number().nullable()).describe('that the mix gives; null: nobody comes'),
        }),
      ),
    }),
  ),
});

export function jobView({ fromDate: from, toDate: to, orderedAt, endedAt, attempt: _, ...job }: StaffingJob) {
  return { ...job, from, to, orderedAt: orderedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
}

export function poolView({ mixId: _, plannedShrinkagePercent, ...pool }: SkillPool) {
  return { ...pool, plannedShrinkagePercent: plannedShrinkagePercent ?? 0 };
}

export function staffedDayView({ date, agents, groups }: StaffedDay) {
  return {
    date,
    pools: Object.entries(agents).map(([poolId, each]) => ({ poolId, agents: each })),
    groups: Object.entries(groups).map(([planningGroupId, { alone, serviceLevel }]) => ({
      ...{ planningGroupId, alone },
      serviceLevelPercent: serviceLevel.map((share) => (share === null ? null : Math.round(share * 10_000) / 100)),
    })),
  };
}
