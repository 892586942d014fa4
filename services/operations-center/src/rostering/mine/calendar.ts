import { addDays } from '../domain/dates.js';
import type { Activity } from '../domain/work-shift.js';
import { localTimeOf } from '../roster/local-time.js';
import type { RosterShift } from '../roster/roster.schema.js';
import { calendarText, dateOnly, textOf, utcTime, zonedTime, zoneLines } from './calendar-text.js';
import type { Schedule } from './own-schedule.js';

const NAMES = {
  break: 'Break',
  lunch: 'Lunch',
  training: 'Training',
  meeting: 'Meeting',
  overtime: 'Overtime',
} as const;

/**
 * Shifts and leave as a calendar (RFC 5545). An event has the uid of its shift and its version as sequence, so that programs know a change from
 * another shift.
 * @param from what the rules of time zones are told for @param now when it was made
 */
export function calendarOf({ shifts, leave }: Schedule, from: Date, to: Date, now: Date): string {
  const zones = [...new Set(shifts.map(({ timeZone }) => timeZone))];
  return calendarText([
    ...['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Switchboard//Rosters//EN', 'CALSCALE:GREGORIAN', 'METHOD:PUBLISH'],
    ...['X-WR-CALNAME:Shifts', 'REFRESH-INTERVAL;VALUE=DURATION:PT1H'],
    ...zones.flatMap((zone) => zoneLines(zone, from, to)),
    ...shifts.flatMap((shift) => shiftLines(shift, now)),
    ...leave.flatMap(({ id, version, from: first, to: last }) => [
      ...['BEGIN:VEVENT', `UID:${id}@leave.switchboard`, `DTSTAMP:${utcTime(now)}`, `SEQUENCE:${version}`],
      ...[`DTSTART;VALUE=DATE:${dateOnly(first)}`, `DTEND;VALUE=DATE:${dateOnly(addDays(last, 1))}`],
      ...['SUMMARY:Leave', 'END:VEVENT'],
    ]),
    'END:VCALENDAR',
  ]);
}

function shiftLines(shift: RosterShift, now: Date): string[] {
  const { id, version, timeZone, startsAt, endsAt } = shift;
  return [
    ...['BEGIN:VEVENT', `UID:${id}@rosters.switchboard`, `DTSTAMP:${utcTime(now)}`, `SEQUENCE:${version}`],
    ...[`DTSTART${zonedTime(timeZone, startsAt)}`, `DTEND${zonedTime(timeZone, endsAt)}`, 'SUMMARY:Shift'],
    ...[`DESCRIPTION:${textOf(activitiesOf(shift))}`, 'END:VEVENT'],
  ];
}

function activitiesOf({ timeZone, activities }: RosterShift): string {
  const clock = (time: string) => {
    const { minute } = localTimeOf(timeZone, new Date(time));
    return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
  };
  const called = ({ kind, course }: Activity) => (course ? `${NAMES[kind]}: ${course.title}` : NAMES[kind]);
  return activities.map((each) => `${called(each)} ${clock(each.from)}–${clock(each.to)}`).join('\n');
}
