import { parse } from 'csv-parse/sync';
import { dateOf, dayNumber, weekdayOf } from '#libs/workforce/forecast/civil-date';
import { placedInWeeks } from '#libs/workforce/forecast/placed-in-weeks';
import type { Opening } from '../groups/opening.js';
import { VolumesUnreadable } from '../planning.errors.js';
import type { BadLine, VolumeDay } from './volume.schema.js';

const MOST_LINES = 500_000;
const MOST_BAD = 1_000;
const A_DATE = /^\d{4}-\d{2}-\d{2}$/;
const A_NUMBER = /^\d+(\.\d+)?$/;

export interface ReadVolumes {
  readonly days: readonly Omit<VolumeDay, 'groupId'>[];
  readonly bad: readonly BadLine[];
}

interface Day {
  readonly contacts: number[];
  readonly handled: number[];
  tells: boolean;
}

/**
 * Volumes by day and interval, in one of three shapes: `date,time,contacts[,handledSeconds]` with a line for each interval;
 * `date,00:00,00:05,…` with a line for each day; `day,interval,calls` with days that are counted from 0, weekdays alone, as published
 * series have them: which weekdays are missing is found by the shape of the weeks. A day that has a bad line is left out whole.
 * @param start date of day 0, where days are counted
 * @throws VolumesUnreadable
 */
export function readVolumes(csv: string, opening: Opening, start: string | undefined): ReadVolumes {
  const [head = [], ...lines] = linesOf(csv);
  const reader = new VolumeReader(opening);
  const columns = head.map((name) => name.trim());
  if (lines.length === 0 || lines.length > MOST_LINES)
    throw new VolumesUnreadable(`A file has 1 to ${MOST_LINES} lines below its header; this one has ${lines.length}.`);
  if (columns.join() === 'day,interval,calls') return counted(reader, lines, start);
  if (columns[0] === 'date' && columns[1] === 'time') return reader.byInterval(lines);
  if (columns[0] === 'date' && columns.length > 2) return reader.byDay(columns.slice(1), lines);
  throw new VolumesUnreadable(
    'The header is date,time,contacts,handledSeconds or date,00:00,00:30,… or day,interval,calls.',
  );
}

class VolumeReader {
  readonly #days = new Map<string, Day>();
  readonly #spoilt = new Set<string>();
  readonly bad: BadLine[] = [];

  constructor(readonly opening: Opening) {}

  byInterval(lines: readonly (readonly string[])[]): ReadVolumes {
    lines.forEach(([date = '', time = '', contacts = '', handled], at) =>
      this.#take(at + 2, date, this.opening.placeOf(time), contacts, handled),
    );
    return this.read();
  }

  /** Columns outside the opening are passed over. */
  byDay(times: readonly string[], lines: readonly (readonly string[])[]): ReadVolumes {
    const places = times.map((time) => (/^\d\d:\d\d$/.test(time) ? this.opening.placeOf(time) : -1));
    if (new Set(places.filter((place) => place >= 0)).size !== this.opening.intervals)
      throw new VolumesUnreadable('The columns are not the intervals of the planning group.');
    lines.forEach(([date = '', ...values], at) => {
      if (values.length !== times.length) return this.spoil(at + 2, 'date', 'too-few-columns', date);
      places.forEach((place, column) => {
        if (place >= 0) this.#take(at + 2, date, place, values[column]!, undefined);
      });
    });
    return this.read();
  }

  take(line: number, date: string, interval: string, contacts: string): void {
    this.#take(line, date, A_NUMBER.test(interval) ? Number(interval) : -1, contacts, undefined);
  }

  spoil(line: number, field: string, code: string, date?: string): void {
    if (date !== undefined) this.#spoilt.add(date);
    if (this.bad.length < MOST_BAD && this.bad.at(-1)?.line !== line) this.bad.push({ line, field, code });
  }

  read(): ReadVolumes {
    const days = [...this.#days].filter(([date]) => !this.#spoilt.has(date)).sort(([a], [b]) => (a < b ? -1 : 1));
    return {
      days: days.map(([date, { contacts, handled, tells }]) => ({
        date,
        contacts,
        handledSeconds: tells ? handled : null,
      })),
      bad: this.bad,
    };
  }

  #take(line: number, date: string, place: number, contacts: string, handled: string | undefined): void {
    if (!A_DATE.test(date) || Number.isNaN(Date.parse(`${date}T00:00:00Z`)))
      return this.spoil(line, 'date', 'not-a-date');
    if (place < 0 || place >= this.opening.intervals) return this.spoil(line, 'time', 'no-such-interval', date);
    if (!A_NUMBER.test(contacts)) return this.spoil(line, 'contacts', 'not-a-number', date);
    if (handled !== undefined && !A_NUMBER.test(handled))
      return this.spoil(line, 'handledSeconds', 'not-a-number', date);
    const day = this.#dayOf(date);
    day.contacts[place] = Number(contacts);
    day.handled[place] = Number(handled ?? 0);
    day.tells ||= handled !== undefined;
  }

  #dayOf(date: string): Day {
    const none = () => new Array<number>(this.opening.intervals).fill(0);
    const day = this.#days.get(date) ?? { contacts: none(), handled: none(), tells: false };
    this.#days.set(date, day);
    return day;
  }
}

function counted(reader: VolumeReader, lines: readonly (readonly string[])[], start: string | undefined): ReadVolumes {
  if (start === undefined) throw new VolumesUnreadable('Days are counted: say the date of day 0 (start).');
  const numbers = [...new Set(lines.map(([day = '']) => day))].filter((day) => A_NUMBER.test(day)).map(Number);
  const days = numbers.sort((a, b) => a - b);
  const values = new Map(days.map((day) => [day, new Array<number>(reader.opening.intervals).fill(0)]));
  for (const [day = '', interval = '', calls = ''] of lines) {
    const of = values.get(Number(day));
    if (of && Number(interval) < of.length && A_NUMBER.test(calls)) of[Number(interval)] = Number(calls);
  }
  const dates = datesOf([...values.values()], start);
  const dateAt = new Map(days.map((day, at) => [String(day), dates[at]!]));
  lines.forEach(([day = '', interval = '', calls = ''], at) => {
    const date = dateAt.get(day);
    if (date === undefined) reader.spoil(at + 2, 'day', 'not-a-number');
    else reader.take(at + 2, date, interval, calls);
  });
  return reader.read();
}

function datesOf(values: readonly number[][], start: string): string[] {
  const first = dayNumber(start);
  let week = first - weekdayOf(first);
  let last = -1;
  return placedInWeeks(values, weekdayOf(first)).map((weekday) => {
    if (weekday <= last) week += 7;
    last = weekday;
    return dateOf(week + weekday);
  });
}

function linesOf(csv: string): string[][] {
  try {
    return parse(csv, { skip_empty_lines: true, bom: true, relax_column_count: true, trim: true });
  } catch {
    throw new VolumesUnreadable('The file is no CSV.');
  }
}
