import { PageQuery } from '#libs/web/http/paging';
import { z } from 'zod';
import { BID_ORDERS } from '../domain/bidding.js';
import { CHINESE_LABOUR_LAW } from '../domain/labour-law.js';
import { CALENDAR_KINDS } from '../domain/work-calendar.js';

const name = z.string().trim().min(1).max(120);
const minutes = z.int().min(0);
const ofDay = minutes.max(1_440).describe('minutes after midnight');

const Pause = z
  .object({
    kind: z.enum(['break', 'lunch']),
    minutes: z.int().min(5).max(180).multipleOf(5),
    earliest: minutes.max(1_440).describe('when it may begin, minutes after the shift has begun'),
    latest: minutes.max(1_440),
    isPaid: z.boolean(),
  })
  .refine(({ earliest, latest }) => earliest <= latest, 'latest is before earliest');

export const ShiftPattern = z.object({
  name,
  startsFrom: ofDay,
  startsUntil: ofDay.describe('shifts begin between these two, every stepMinutes'),
  stepMinutes: z.int().min(5).max(720).multipleOf(5).default(30),
  minutes: z.int().min(30).max(960).multipleOf(5).describe('from beginning to end, pauses among them'),
  pauses: z.array(Pause).max(8).default([]),
  weekdays: z.array(z.int().min(0).max(6)).min(1).max(7).default([0, 1, 2, 3, 4, 5, 6]).describe('0 is Monday'),
  isUndesired: z.boolean().default(false).describe('such as nights: shared out evenly'),
});
export type ShiftPattern = z.infer<typeof ShiftPattern>;

export const WorkPlan = z
  .object({
    name,
    leastWeeklyMinutes: minutes.max(10_080).default(0),
    mostWeeklyMinutes: minutes.max(10_080),
    mostConsecutiveDays: z.int().min(1).max(12).default(5),
    leastConsecutiveDays: z.int().min(1).max(7).default(1),
    leastConsecutiveDaysOff: z.int().min(1).max(7).default(1),
    leastRestMinutes: minutes.max(2_880).default(660),
    mostWeekendsInFourWeeks: z.int().min(0).max(4).default(2),
    patternIds: z.array(z.uuid()).min(1).max(30),
  })
  .refine((plan) => plan.leastWeeklyMinutes <= plan.mostWeeklyMinutes, 'least is more than most');
export type WorkPlan = z.infer<typeof WorkPlan>;

const Wish = z.object({
  date: z.iso.date(),
  patternId: z.uuid().nullable().describe('null: any shift, that is the day off where it is not wanted'),
  isWanted: z.boolean(),
  weight: z.int().min(1).max(10),
});

export const RosteredAgent = z.object({
  planningGroupId: z.string().min(1).max(64),
  workPlanId: z.uuid(),
  siteId: z.string().max(64).nullable().default(null),
  since: z.iso.date().describe('seniority'),
  availability: z
    .array(
      z.object({
        weekday: z.int().min(0).max(6).describe('0 is Monday'),
        hours: z
          .object({ from: ofDay, to: minutes.max(2_880) })
          .nullable()
          .describe('null: not at all'),
      }),
    )
    .max(7)
    .default([]),
  wishes: z.array(Wish).max(100).default([]),
  skills: z
    .array(z.string().trim().min(1).max(64))
    .max(50)
    .default([])
    .describe('what they can do of what a roster needs by skill; for a mix: ids of its planning groups'),
});
export type RosteredAgent = z.infer<typeof RosteredAgent>;

const Law = z.object({
  mostDailyMinutes: minutes.max(1_440),
  mostWeeklyMinutes: minutes.max(10_080),
  averagingWeeks: z.int().min(1).max(26),
  leastRestMinutes: minutes.max(2_880),
  leastRestDaysPerWeek: z.int().min(0).max(6),
  mostDailyOvertimeMinutes: minutes.max(1_440),
  mostMonthlyOvertimeMinutes: minutes.max(20_000),
  overtimePercent: z.int().min(100).max(1_000).default(CHINESE_LABOUR_LAW.overtimePercent).describe('of regular pay'),
  holidayPercent: z.int().min(100).max(1_000).default(CHINESE_LABOUR_LAW.holidayPercent).describe('of regular pay'),
  calendar: z
    .array(
      z.object({
        date: z.iso.date(),
        kind: z
          .enum(CALENDAR_KINDS)
          .describe('day-off: worked for at another time; work-day: a day at a weekend that is worked for one'),
      }),
    )
    .max(2_000)
    .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'each date once')
    .default([]),
});

const weight = z.number().min(0).max(10);
const UNPOPULAR = { night: 1, nightFrom: 1_320, nightUntil: 360, weekend: 1, holiday: 2, undesired: 1 };

/** What hours count that nobody likes; one that is several of them counts as all. */
const UnpopularHours = z.object({
  night: weight.default(UNPOPULAR.night),
  nightFrom: ofDay.default(UNPOPULAR.nightFrom),
  nightUntil: ofDay.default(UNPOPULAR.nightUntil),
  weekend: weight.default(UNPOPULAR.weekend),
  holiday: weight.default(UNPOPULAR.holiday).describe('statutory holidays of the calendar'),
  undesired: weight.default(UNPOPULAR.undesired).describe('of shift patterns that are undesired'),
});

export const RosterRules = z.object({
  law: Law.default({ ...CHINESE_LABOUR_LAW, calendar: [] }),
  sites: z
    .array(z.object({ id: z.string().min(1).max(64), name, seats: z.int().min(1).max(100_000) }))
    .max(200)
    .default([]),
  unpopularHours: UnpopularHours.default(UNPOPULAR).describe('by weight; 0: they are not shared out'),
  swaps: z.enum(['automatic', 'approved']).default('approved').describe('approved: by somebody with shift-swap:decide'),
  bids: z.enum(BID_ORDERS).default('first'),
});
export type RosterRules = z.infer<typeof RosterRules>;

export const LeaveType = z.object({
  name,
  isPaid: z.boolean(),
  hasBalance: z.boolean().describe('days are granted for a year, and used up'),
  isAutomatic: z.boolean().describe('granted while the days have places, else it waits; otherwise somebody decides'),
});
export type LeaveType = z.infer<typeof LeaveType>;

export interface SetupContents {
  readonly pattern: ShiftPattern;
  readonly 'work-plan': WorkPlan;
  readonly agent: RosteredAgent;
  readonly rules: RosterRules;
  readonly 'leave-type': LeaveType;
}

export function setupView<Content extends z.ZodObject>(content: Content) {
  return z.object({ id: z.string(), version: z.int(), ...content.shape });
}

export const AgentQuery = PageQuery.extend({ planningGroupId: z.string().max(64).optional() });
export type AgentQuery = z.infer<typeof AgentQuery>;
