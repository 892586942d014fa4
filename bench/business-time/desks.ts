import { Calendar } from '#libs/business-time/calendar';
import type { CalendarDefinition, Hours } from '#libs/business-time/calendar-definition';
import { MinuteByMinute } from '#libs/business-time/oracle/minute-by-minute';
import { LuxonCalendar } from './luxon-calendar.js';

/** When most of the clocks below change, and in China the days off are swapped for others (调休). */
export const FROM = new Date('2024-02-01T00:00Z');
const UNTIL = new Date('2024-05-15T00:00Z');

/** The hours of one desk: as the library, Luxon and somebody with a watch know them. */
export interface Desk {
  readonly calendar: Calendar;
  readonly luxon: LuxonCalendar;
  readonly oracle: MinuteByMinute;
}

const office: Hours = { from: '09:00', to: '18:00' };
const withLunch: Hours[] = [
  { from: '08:00', to: '12:00' },
  { from: '13:30', to: '18:00' },
];
const springFestival = [10, 11, 12, 13, 14, 15, 16, 17].map((day) => ({ date: `2024-02-${day}` }));

export function desks(): Desk[] {
  return [
    desk('America/New_York', workdays(office), { holidays: [{ date: '2024-02-19' }] }),
    desk('Europe/London', workdays(...withLunch), { holidays: [{ date: '2024-03-29' }, { date: '2024-04-01' }] }),
    desk('Asia/Shanghai', workdays(office), {
      holidays: springFestival,
      extraWorkingDays: ['2024-02-04', '2024-02-18'].map((date) => ({ date, hours: [office] })),
    }),
    desk('Australia/Lord_Howe', everyDay({ from: '20:00', to: '04:00' })),
    desk('America/Santiago', everyDay({ from: '00:00', to: '24:00' })),
  ];
}

function desk(timeZone: string, weekly: CalendarDefinition['weekly'], more: Partial<CalendarDefinition> = {}): Desk {
  const definition = { timeZone, weekly, holidays: [], extraWorkingDays: [], worksExtraDays: true, ...more };
  return {
    calendar: new Calendar(definition),
    luxon: new LuxonCalendar(definition),
    oracle: new MinuteByMinute(definition, FROM, UNTIL),
  };
}

function workdays(...hours: Hours[]): CalendarDefinition['weekly'] {
  return { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours };
}

function everyDay(...hours: Hours[]): CalendarDefinition['weekly'] {
  return { ...workdays(...hours), saturday: hours, sunday: hours };
}
