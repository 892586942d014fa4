import { RoutingState } from '#libs/contracts/call-center/call-events';
import { z } from 'zod';
import { SERVICE_LEVELS } from '../formulas/service-level.js';
import { TARGET_FORMULA } from '../formulas/target.js';
import { COUNTS } from '../formulas/tally.js';
import { ScopeKind } from './scope.js';

const count = z.int().nonnegative();
const time = z.iso.datetime();
const duration = z.string().describe('ISO 8601, e.g. PT72.5S');
const average = duration.nullable().describe('null: of nothing');
const percent = z.number().nullable().describe('two decimals; null: of nothing');

/** What is said of a part of the day. */
export const FiguresView = z.object({
  ...(Object.fromEntries(COUNTS.map((name) => [name, count])) as Record<(typeof COUNTS)[number], typeof count>),
  serviceLevels: z.record(z.enum(SERVICE_LEVELS), percent).describe('by the name of the formula (docs/figures.md)'),
  abandonRate: percent.describe('abandoned of offered'),
  connectionRate: percent.describe('answered of offered'),
  averageSpeedOfAnswer: average,
  averageHandleTime: average,
  averageTalk: average,
  averageHold: average,
  averageWrapUp: average,
  averageAssist: average.describe('of agents and teams: with contacts beside who had them'),
  longestWait: duration,
  occupancy: percent.describe('of the agents it is about, or who serve it'),
  target: z
    .object({
      percent: z.number(),
      seconds: z.number(),
      formula: z.literal(TARGET_FORMULA),
      isMet: z.boolean().nullable().describe('null: nobody to count'),
    })
    .nullable()
    .describe('what the queue promises now; null: it is no queue, or was not told'),
});
export type FiguresView = z.infer<typeof FiguresView>;

export const IntervalView = FiguresView.extend({ from: time, to: time });
export type IntervalView = z.infer<typeof IntervalView>;

export const LiveRow = z.object({
  kind: ScopeKind,
  id: z.string(),
  name: z.string(),
  now: z.object({
    waiting: count,
    waitingSince: time.nullable().describe('of who has waited longest'),
    inService: count,
    wrapUp: count,
    agents: z
      .array(
        z.object({
          state: RoutingState,
          reason: z.string().nullable(),
          count,
          since: time.describe('of who has been so longest'),
        }),
      )
      .describe('who is logged in, each once: of queues, products and channels those who serve them'),
  }),
  interval: FiguresView,
  lastInterval: FiguresView,
  day: FiguresView,
});
export type LiveRow = z.infer<typeof LiveRow>;

const period = z.object({ from: time, to: time });

export const LiveFiguresView = z.object({
  asOf: time,
  timeZone: z.string(),
  date: z.iso.date(),
  interval: period,
  lastInterval: period,
  rows: z.array(LiveRow),
});
export type LiveFiguresView = z.infer<typeof LiveFiguresView>;

/** Whose rows; all when nothing is said. */
export const LiveQuery = z.object({
  kind: ScopeKind.optional(),
  id: z.string().max(64).optional().describe('of the queue, agent, team, channel or product'),
});
export type LiveQuery = z.infer<typeof LiveQuery>;

const INTERVALS = { 15: '15', 30: '30' } as const;

export const DayQuery = z.object({
  kind: ScopeKind.default('tenant'),
  id: z.string().max(64).default(''),
  minutes: z.enum(INTERVALS).default('15').describe('the length of an interval'),
});
export type DayQuery = z.infer<typeof DayQuery>;

export const DayView = z.object({
  date: z.iso.date(),
  timeZone: z.string(),
  day: IntervalView,
  intervals: z.array(IntervalView).describe('their counts and times add up to the day'),
});
export type DayView = z.infer<typeof DayView>;
