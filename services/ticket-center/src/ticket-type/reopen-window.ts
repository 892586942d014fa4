import { addBusinessTime } from '#libs/business-time/business-time';
import { businessDuration } from '#libs/business-time/business-duration';
import { Calendar } from '#libs/business-time/calendar';
import { WEEKDAYS } from '#libs/business-time/calendar-definition';
import { Injectable } from '@nestjs/common';
import { Calendars, CalendarUnknown } from '../calendar/calendar.api.js';
import type { TicketType } from './ticket-type.schema.js';

const ALWAYS = new Calendar({
  timeZone: 'UTC',
  weekly: Object.fromEntries(WEEKDAYS.map((day) => [day, [{ from: '00:00', to: '24:00' }]])),
  holidays: [],
  extraWorkingDays: [],
  worksExtraDays: false,
});

type Window = Pick<TicketType, 'reopenWithin' | 'reopenCalendar'>;

/** How long solved tickets may be reopened. */
@Injectable()
export class ReopenWindows {
  constructor(private readonly calendars: Calendars) {}

  /** null: until they are closed. @throws CalendarUnknown, DurationInvalid */
  async endOf({ reopenWithin, reopenCalendar }: Window, solvedAt: Date): Promise<Date | null> {
    if (reopenWithin === null) return null;
    const calendar = reopenCalendar === null ? ALWAYS : await this.#calendar(reopenCalendar);
    return addBusinessTime(calendar, solvedAt, businessDuration(reopenWithin, calendar));
  }

  async #calendar(name: string): Promise<Calendar> {
    const calendar = (await this.calendars.all()).get(name);
    if (!calendar) throw new CalendarUnknown(`There is no calendar ${name}.`, { name });
    return calendar;
  }
}
