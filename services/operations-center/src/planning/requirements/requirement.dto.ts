import { dayNumber } from '#libs/workforce/forecast/civil-date';
import { z } from 'zod';
import { redialPercent } from '../groups/planning-group.dto.js';

const date = z.iso.date();
/** Days of one answer. */
const MOST_DAYS = 35;

const few = { path: ['to'], message: `one to ${MOST_DAYS} days` };
const isFew = ({ from, to }: { from: string; to: string }) => to >= from && dayNumber(to) - dayNumber(from) < MOST_DAYS;

export const RequirementQuery = z.object({ from: date, to: date.describe('included') }).refine(isFew, few);
export type RequirementQuery = z.infer<typeof RequirementQuery>;

const count = z.int();

export const PublishedRequirementView = z.object({
  planningGroupId: z.uuid(),
  timezone: z.string(),
  intervalMinutes: z.int(),
  days: z
    .array(z.object({ date, agents: z.array(count) }))
    .describe(
      'published days; who have to be at work by the roster in each interval from midnight on: with unplanned shrinkage',
    ),
});

export const OutlookView = z.object({
  contacts: z.number(),
  attempts: z.number().describe('with those who gave up and call again; percentages of contacts are of them'),
  agents: z.number().describe('who are there; of a day: all intervals together'),
  serviceLevelPercent: z.number().describe('by the formula of the group'),
  occupancyPercent: z.number(),
  averageSpeedOfAnswerSeconds: z.number().nullable().describe('null: in the long run nobody is answered'),
  abandonPercent: z.number(),
  isOverloaded: z.boolean().describe('more work than the agents can do, and nobody gives up'),
});
export type OutlookView = z.infer<typeof OutlookView>;

export const RequirementView = z.object({
  intervalMinutes: z.int(),
  days: z.array(
    z.object({
      date,
      agentHours: z.number().describe('of who has to be there'),
      scheduledHours: z.number().describe('with all shrinkage'),
      predicted: OutlookView,
      intervals: z.array(
        z.object({
          at: z.string(),
          contacts: z.number(),
          handleSeconds: z.number(),
          agents: count.describe('who has to be there'),
          scheduled: count.describe('with all shrinkage'),
          rostered: count.describe('at work by the roster: with unplanned shrinkage'),
        }),
      ),
    }),
  ),
});

const change = z.number().gt(-100).max(1_000).default(0);

export const ScenarioBody = z
  .object({
    from: date,
    to: date,
    volumePercent: change.describe('more contacts, e.g. 100 for twice as many'),
    handleTimePercent: change.describe('longer handle times'),
    shrinkagePercent: z.number().min(0).max(95).optional(),
    patienceSeconds: z.number().positive().optional(),
    redialPercent: redialPercent.optional().describe('of those who give up, who calls again each time (Erlang X)'),
    scheduled: z
      .record(date, z.array(z.int().min(0).max(100_000)).max(288))
      .default({})
      .describe('who are scheduled in each interval, by date; else who the forecast requires'),
  })
  .refine(isFew, few);
export type ScenarioBody = z.infer<typeof ScenarioBody>;

export const ScenarioView = z.object({
  baseline: OutlookView,
  scenario: OutlookView,
  days: z.array(
    z.object({
      date,
      baseline: OutlookView,
      scenario: OutlookView,
      intervals: z.array(
        z.object({
          at: z.string(),
          scheduled: count,
          required: count.describe('who would have to be scheduled in the scenario'),
          baseline: OutlookView,
          scenario: OutlookView,
        }),
      ),
    }),
  ),
});
