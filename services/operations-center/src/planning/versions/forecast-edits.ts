import { totalOf } from '#libs/workforce/forecast/history';
import { z } from 'zod';
import type { ForecastDay } from '../forecasts/make-forecast.js';
import type { Opening } from '../groups/opening.js';
import { OutsideForecast } from '../planning.errors.js';

const time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected the beginning of an interval, e.g. 07:30');
const contacts = z.number().min(0).max(1_000_000);
const handleSeconds = z.number().positive().max(86_400);

export const ForecastChange = z.discriminatedUnion('kind', [
  z
    .object({
      kind: z.literal('interval'),
      date: z.iso.date(),
      at: time,
      contacts: contacts.optional(),
      handleSeconds: handleSeconds.optional(),
    })
    .describe('an interval becomes another'),
  z
    .object({ kind: z.literal('day'), date: z.iso.date(), contacts })
    .describe('a day gets another total, spread as the day was; evenly, where it was nothing'),
  z
    .object({
      kind: z.literal('percentage'),
      from: z.iso.date(),
      to: z.iso.date(),
      fromTime: time.optional(),
      toTime: time.optional().describe('the last interval, included'),
      of: z.enum(['contacts', 'handleSeconds']),
      percent: z.number().gt(-100).max(10_000).describe('more, or less where negative'),
    })
    .describe('days, or the same hours of days, become more or less'),
]);
export type ForecastChange = z.infer<typeof ForecastChange>;

/** The days that are another by that. @throws OutsideForecast */
export function changedDays(days: readonly ForecastDay[], change: ForecastChange, opening: Opening): ForecastDay[] {
  if (change.kind === 'percentage') return scaled(days, change, opening);
  const day = days.find(({ date }) => date === change.date);
  if (!day) throw new OutsideForecast('The version has no such day.', { date: change.date });
  if (change.kind === 'day') return [withTotal(day, change.contacts)];
  const place = placeOf(opening, change.at);
  return [
    {
      ...day,
      contacts: change.contacts === undefined ? day.contacts : day.contacts.with(place, change.contacts),
      handleSeconds:
        change.handleSeconds === undefined ? day.handleSeconds : day.handleSeconds.with(place, change.handleSeconds),
    },
  ];
}

function withTotal(day: ForecastDay, total: number): ForecastDay {
  const was = totalOf(day.contacts);
  const contacts = day.contacts.map((value) => (was > 0 ? (value * total) / was : total / day.contacts.length));
  return { ...day, contacts };
}

function scaled(
  days: readonly ForecastDay[],
  { from, to, fromTime, toTime, of, percent }: Extract<ForecastChange, { kind: 'percentage' }>,
  opening: Opening,
): ForecastDay[] {
  const first = fromTime === undefined ? 0 : placeOf(opening, fromTime);
  const last = toTime === undefined ? opening.intervals - 1 : placeOf(opening, toTime);
  const meant = days.filter(({ date }) => from <= date && date <= to);
  if (meant.length === 0 || first > last) throw new OutsideForecast('The version has no such days or hours.');
  return meant.map((day) => ({
    ...day,
    [of]: day[of].map((value, at) => (first <= at && at <= last ? value * (1 + percent / 100) : value)),
  }));
}

function placeOf(opening: Opening, at: string): number {
  const place = opening.placeOf(at);
  if (place < 0) throw new OutsideForecast('No interval of the group begins then.', { at });
  return place;
}
