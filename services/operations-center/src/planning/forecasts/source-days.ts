import type { ObservedDay } from '#libs/workforce/forecast/history';
import { z } from 'zod';

/** What somebody has said of a day of the history. */
export const SourceDay = z.object({
  date: z.iso.date(),
  weight: z.number().min(0).max(10).describe('how much is learnt from it; 0: nothing, 1: as from any other'),
  reason: z.string().trim().min(1).max(200).optional(),
});
export type SourceDay = z.infer<typeof SourceDay>;

export const SourceDays = z
  .array(SourceDay)
  .max(400)
  .refine((days) => new Set(days.map(({ date }) => date)).size === days.length, 'each date once');

export function weighted<Day extends ObservedDay>(history: readonly Day[], sourceDays: readonly SourceDay[]): Day[] {
  const weights = new Map(sourceDays.map(({ date, weight }) => [date, weight]));
  return history.map((day) => (weights.has(day.date) ? { ...day, weight: weights.get(day.date)! } : day));
}
