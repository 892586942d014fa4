import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { z } from 'zod';
import { SourceDays } from '../forecasts/source-days.js';
import { ForecastChange } from './forecast-edits.js';

const date = z.iso.date();
const percent = z.number().nullable();

export const VersionsQuery = PageQuery.extend({ groupId: z.uuid() });
export type VersionsQuery = z.infer<typeof VersionsQuery>;

export const ForecastVersionView = z
  .object({
    id: z.uuid(),
    version: z.int(),
    groupId: z.uuid(),
    number: z.int().describe('of its group, from 1 on'),
    from: date,
    to: date,
    models: z
      .array(z.object({ name: z.string(), wapePercent: z.number(), biasPercent: z.number() }))
      .describe('as they did a week ahead on the last weeks of the history, by interval; the first was chosen'),
    backTestDays: z.int(),
    historyFrom: date,
    historyTo: date,
    sourceDays: SourceDays.describe('days of the history that somebody has weighted or excluded'),
    copyOf: z.uuid().nullable(),
    publishedWeeks: z.array(date).describe('that are planned by it now, by their Mondays'),
    publishedAt: z.iso.datetime().nullable().describe('since then it stays as it is'),
    createdBy: z.string(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ForecastVersion' });
export const ForecastVersionPage = pageOfSchema(ForecastVersionView);

const days = z.object({ from: date.optional(), to: date.optional() });

export const DaysQuery = days.extend({
  confidence: z.coerce.number().min(0.5).max(0.99).default(0.9).describe('of the prediction interval'),
});
export type DaysQuery = z.infer<typeof DaysQuery>;

export const ForecastDaysView = z.object({
  intervalMinutes: z.int(),
  days: z.array(
    z.object({
      date,
      contacts: z.number(),
      handleSeconds: z.number().describe('by volume'),
      intervals: z.array(
        z.object({
          at: z.string(),
          contacts: z.number(),
          low: z.number(),
          high: z.number().describe('with that confidence it is between them'),
          handleSeconds: z.number(),
        }),
      ),
    }),
  ),
});

export const EditBody = z.object({ change: ForecastChange, reason: z.string().trim().min(1).max(500) });
export type EditBody = z.infer<typeof EditBody>;

export const EditPage = pageOfSchema(
  z.object({
    id: z.uuid(),
    change: ForecastChange,
    reason: z.string(),
    contacts: z.object({ before: z.number(), after: z.number() }).describe('all of the version together'),
    editedBy: z.string(),
    editedAt: z.iso.datetime(),
  }),
);

export const PublishBody = z.object({
  weeks: z.array(date).max(60).default([]).describe('by their Mondays; all that it has days of when none is named'),
});
export type PublishBody = z.infer<typeof PublishBody>;

export const ComparisonQuery = days.extend({ with: z.uuid() });
export type ComparisonQuery = z.infer<typeof ComparisonQuery>;

const compared = z.object({ one: z.number(), other: z.number(), difference: z.number(), percent });

export const ComparisonView = z.object({
  one: z.uuid(),
  other: z.uuid(),
  days: z.array(
    z.object({
      date,
      contacts: compared,
      handleSeconds: compared,
      intervals: z.array(z.object({ at: z.string(), contacts: compared, handleSeconds: compared })),
    }),
  ),
});

export const AccuracyView = z.object({
  wapePercent: percent.describe('by interval, of days that are over; null: none is'),
  dailyWapePercent: percent.describe('by day'),
  biasPercent: percent.describe('more was forecast than came, where positive'),
  handleTimeWapePercent: percent,
  coveragePercent: percent.describe('intervals within the 90 % prediction interval'),
  days: z.array(
    z.object({
      date,
      actual: z.number(),
      forecast: z.number(),
      wapePercent: z.number(),
      biasPercent: z.number(),
    }),
  ),
});
