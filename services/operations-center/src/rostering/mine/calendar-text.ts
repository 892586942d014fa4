import { TimeZone } from '#libs/business-time/time-zone';
import { localTimeOf } from '../roster/local-time.js';

/** Octets of a line without its end (RFC 5545, 3.1). */
const LINE_OCTETS = 75;
const MINUTE_MS = 60_000;

/** Content lines, folded. */
export function calendarText(lines: readonly string[]): string {
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

/** A value of type TEXT (3.3.11). */
export function textOf(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll(';', '\\;').replaceAll(',', '\\,').replaceAll('\n', '\\n');
}

/** `;TZID=Asia/Shanghai:20261130T090000`: what follows the name of a property. */
export function zonedTime(timeZone: string, instant: Date): string {
  return `;TZID=${timeZone}:${wallClock(timeZone, instant)}`;
}

export function utcTime(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

export function dateOnly(date: string): string {
  return date.replaceAll('-', '');
}

/** What the clocks there do between the two (3.6.5): an observance for each change, and the one it begins with. */
export function zoneLines(timeZone: string, from: Date, to: Date): string[] {
  const periods = TimeZone.named(timeZone)
    .offsetsBetween(from.getTime(), to.getTime())
    .filter((period) => period.to > from.getTime());
  const least = Math.min(...periods.map(({ offset }) => offset));
  const observances = periods.flatMap(({ from: begins, offset }, at) => {
    const before = periods[at - 1]?.offset ?? offset;
    const kind = offset > least ? 'DAYLIGHT' : 'STANDARD';
    const start = at === 0 ? '19700101T000000' : utcTime(new Date(begins + before)).slice(0, -1);
    return [
      ...[`BEGIN:${kind}`, `DTSTART:${start}`, `TZOFFSETFROM:${offsetText(before)}`],
      ...[`TZOFFSETTO:${offsetText(offset)}`, `END:${kind}`],
    ];
  });
  return ['BEGIN:VTIMEZONE', `TZID:${timeZone}`, ...observances, 'END:VTIMEZONE'];
}

function wallClock(timeZone: string, instant: Date): string {
  const { date, minute } = localTimeOf(timeZone, instant);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${dateOnly(date)}T${two(Math.floor(minute / 60))}${two(minute % 60)}${two(instant.getUTCSeconds())}`;
}

function offsetText(ms: number): string {
  const minutes = Math.abs(ms) / MINUTE_MS;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${ms < 0 ? '-' : '+'}${two(minutes / 60)}${two(minutes % 60)}`;
}

/** No character is cut in two. */
function folded(line: string): string {
  const parts: string[] = [''];
  let room = LINE_OCTETS;
  for (const character of line) {
    const octets = Buffer.byteLength(character);
    if (octets > room) {
      parts.push('');
      room = LINE_OCTETS - 1;
    }
    parts[parts.length - 1] += character;
    room -= octets;
  }
  return parts.join('\r\n ');
}
