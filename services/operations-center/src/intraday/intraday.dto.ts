import { LEVEL_FORMULAS } from '#libs/workforce/staffing/service-level';
import { z } from 'zod';
import { IntradayChange } from './changes/intraday-change.js';

const instant = z.iso.datetime();
const percent = z.number().nullable().describe('null: nobody to count');

const IntradayInterval = z.object({
  at: z.string().describe('on the wall clock of the group'),
  from: instant,
  state: z.enum(['over', 'now', 'ahead']),
  planned: z.object({
    contacts: z.number(),
    handleSeconds: z.number(),
    agents: z.int().describe('who have to be there'),
    scheduled: z.int().describe('with all shrinkage'),
  }),
  actual: z
    .object({
      contacts: z.number(),
      answered: z.number(),
      abandoned: z.number(),
      handleSeconds: z.number().nullable().describe('null: nobody was handled'),
      agents: z.number().describe('at work, on average'),
    })
    .nullable()
    .describe('null: it has not begun'),
  expected: z.object({ contacts: z.number(), handleSeconds: z.number() }).describe('what came, or is expected now'),
  needed: z.int().describe('who have to be there for what is expected now'),
  there: z.number().describe('who were there on average, or will be'),
  predicted: z
    .object({
      serviceLevelPercent: z.number(),
      occupancyPercent: z.number(),
      averageSpeedOfAnswerSeconds: z.number().nullable(),
      abandonPercent: z.number(),
    })
    .nullable()
    .describe('of what is not over'),
});

export const IntradayView = z.object({
  planningGroupId: z.uuid(),
  name: z.string(),
  date: z.iso.date(),
  timezone: z.string(),
  intervalMinutes: z.int(),
  versionId: z.uuid().nullable().describe('the forecast the day is planned by; null: none is published'),
  staffedBy: z.enum(['roster', 'plan']).describe('who will be there: by the roster, or as many as were planned'),
  asOf: instant,
  goalPercent: z.number(),
  formula: z.enum(LEVEL_FORMULAS),
  plannedContacts: z.number(),
  expectedContacts: z.number(),
  contactsSoFar: z.number(),
  plannedSoFar: z.number(),
  serviceLevelSoFarPercent: percent,
  serviceLevelAtEndPercent: percent.describe('what came and what is expected, together'),
  intervals: z.array(IntradayInterval),
});
export type IntradayView = z.infer<typeof IntradayView>;

const effect = z.object({ before: percent, after: percent });

export const SuggestionsView = z.object({
  asOf: instant,
  items: z
    .array(
      z.object({
        kind: z.enum(['overtime', 'time-off', 'skill-relaxation', 'break-move']),
        from: instant,
        to: instant,
        agents: z.int(),
        serviceLevelPercent: effect.describe('of that time'),
        dayPercent: effect.describe('at the end of the day'),
        lender: z
          .object({ planningGroupId: z.uuid(), name: z.string(), dayPercent: effect })
          .nullable()
          .describe('whose people take the contacts too'),
        move: z.object({ agentId: z.string(), breakFrom: instant }).nullable(),
        change: IntradayChange.nullable().describe('what carries it out; null: nobody can be named'),
      }),
    )
    .describe('what helps most comes first'),
});
