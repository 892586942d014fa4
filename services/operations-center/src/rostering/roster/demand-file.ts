import { parse } from 'csv-parse/sync';
import { addDays, datesFrom } from '../domain/dates.js';
import { RosterDemandInvalid } from '../domain/rostering.errors.js';
import type { Demand, Roster } from './roster.schema.js';

const DAY_MINUTES = 1_440;
const INTERVALS = [15, 30, 60];

/** A CSV with a row for each interval in which somebody is needed. @throws RosterDemandInvalid */
export function readDemand(csv: string, intervalMinutes: number): Demand {
  const days = new Map<string, number[]>();
  rowsOf(csv).forEach(({ date = '', time = '', agents = '' }, at) => {
    const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
    const place = (Number(hour) * 60 + Number(minute)) / intervalMinutes;
    const there = Number(agents);
    const isSound = /^\d{4}-\d\d-\d\d$/.test(date) && Number.isInteger(place) && place < DAY_MINUTES / intervalMinutes;
    if (!isSound || !(there >= 0) || agents.trim() === '')
      throw new RosterDemandInvalid('A row cannot be read.', { facts: { row: at + 2 } });
    const day = days.get(date) ?? new Array<number>(DAY_MINUTES / intervalMinutes).fill(0);
    day[place] = there;
    days.set(date, day);
  });
  return { intervalMinutes, days: [...days].map(([date, agents]) => ({ date, agents })) };
}

/** The demand of exactly the days of the roster; those that are not named need nobody. @throws RosterDemandInvalid */
export function demandFor({ startsOn, weeks }: Pick<Roster, 'startsOn' | 'weeks'>, demand: Demand): Demand {
  const { intervalMinutes } = demand;
  const length = DAY_MINUTES / intervalMinutes;
  if (!INTERVALS.includes(intervalMinutes) || demand.days.some(({ agents }) => agents.length !== length))
    throw new RosterDemandInvalid('A day has another number of intervals.', { facts: { wanted: length } });
  const known = new Map(demand.days.map(({ date, agents }) => [date, agents]));
  const dates = datesFrom(startsOn, addDays(startsOn, weeks * 7 - 1));
  if (!dates.some((date) => known.has(date)))
    throw new RosterDemandInvalid('No day of the roster is in it.', { facts: { from: startsOn } });
  const nobody = new Array<number>(length).fill(0);
  return { intervalMinutes, days: dates.map((date) => ({ date, agents: known.get(date) ?? nobody })) };
}

function rowsOf(csv: string): Partial<Record<string, string>>[] {
  try {
    return parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new RosterDemandInvalid('It is no CSV.', { cause: error });
  }
}
