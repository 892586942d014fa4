import { totalOf } from '#libs/workforce/forecast/history';
import type { ForecastDay } from '../forecasts/make-forecast.js';

export interface Compared {
  readonly one: number;
  readonly other: number;
  readonly difference: number;
  /** Of the first; null: it is nothing. */
  readonly percent: number | null;
}

export interface ComparedDay {
  readonly date: string;
  readonly contacts: Compared;
  readonly handleSeconds: Compared;
  readonly intervals: readonly { readonly contacts: Compared; readonly handleSeconds: Compared }[];
}

/** Day by day; a day that one of them does not have is nothing there. */
export function comparedDays(one: readonly ForecastDay[], other: readonly ForecastDay[]): ComparedDay[] {
  const dates = [...new Set([...one, ...other].map(({ date }) => date))].sort();
  return dates.map((date) => {
    const of = (days: readonly ForecastDay[]) => days.find((day) => day.date === date);
    const [first, second] = [of(one), of(other)];
    const count = Math.max(first?.contacts.length ?? 0, second?.contacts.length ?? 0);
    const at = (day: ForecastDay | undefined, name: 'contacts' | 'handleSeconds', place: number) =>
      day?.[name][place] ?? 0;
    return {
      date,
      contacts: compared(totalOf(first?.contacts ?? []), totalOf(second?.contacts ?? [])),
      handleSeconds: compared(meanHandleSeconds(first), meanHandleSeconds(second)),
      intervals: Array.from({ length: count }, (_, place) => ({
        contacts: compared(at(first, 'contacts', place), at(second, 'contacts', place)),
        handleSeconds: compared(at(first, 'handleSeconds', place), at(second, 'handleSeconds', place)),
      })),
    };
  });
}

/** By volume; 0 of nothing. */
export function meanHandleSeconds(day: ForecastDay | undefined): number {
  if (!day) return 0;
  const contacts = totalOf(day.contacts);
  const seconds = day.contacts.reduce((sum, count, at) => sum + count * day.handleSeconds[at]!, 0);
  return contacts > 0 ? seconds / contacts : 0;
}

function compared(one: number, other: number): Compared {
  return { one, other, difference: other - one, percent: one === 0 ? null : ((other - one) / one) * 100 };
}
