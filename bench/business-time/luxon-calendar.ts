import { DateTime } from 'luxon';
import { WEEKDAYS, type CalendarDefinition, type Hours } from '#libs/business-time/calendar-definition';

/** Business time as it is usually written with a date library: day by day, with zoned arithmetic. */
export class LuxonCalendar {
  readonly #special: ReadonlyMap<string, readonly Hours[]>;

  constructor(private readonly definition: CalendarDefinition) {
    const { holidays, extraWorkingDays } = definition;
    this.#special = new Map([...holidays, ...extraWorkingDays].map(({ date, hours }) => [date, hours ?? []]));
  }

  add(from: Date, durationMs: number): Date {
    let left = durationMs;
    let day = DateTime.fromJSDate(from, { zone: this.definition.timeZone }).startOf('day').minus({ days: 1 });
    for (; ; day = day.plus({ days: 1 })) {
      for (const hours of this.#hoursOn(day)) {
        const opens = Math.max(from.getTime(), on(day, hours.from).toMillis());
        const closes = on(hours.to < hours.from ? day.plus({ days: 1 }) : day, hours.to).toMillis();
        if (closes <= opens) continue;
        if (left <= closes - opens) return new Date(opens + left);
        left -= closes - opens;
      }
    }
  }

  #hoursOn(day: DateTime): readonly Hours[] {
    return this.#special.get(day.toISODate()!) ?? this.definition.weekly[WEEKDAYS[day.weekday - 1]!] ?? [];
  }
}

function on(day: DateTime, time: string): DateTime {
  const [hour, minute] = time.split(':').map(Number);
  return hour === 24 ? day.plus({ days: 1 }) : day.set({ hour, minute });
}
