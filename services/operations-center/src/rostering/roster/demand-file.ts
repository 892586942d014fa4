import { parse } from 'csv-parse/sync';
import { addDays, datesFrom } from '../domain/dates.js';
import { RosterDemandInvalid } from '../domain/rostering.errors.js';
import type { DayDemand, Demand, Roster } from './roster.schema.js';

const DAY_MINUTES = 1_440;
const INTERVALS = [15, 30, 60];
const LONGEST_SKILL = 64;

/** How many are needed as somebody says it: all together, or by skill. */
export interface GivenDemand {
  readonly intervalMinutes: number;
  readonly days: readonly (Pick<DayDemand, 'date' | 'skills'> & { readonly agents?: readonly number[] | undefined })[];
}

/** A CSV with a row for each interval, and skill, in which somebody is needed. @throws RosterDemandInvalid */
export function readDemand(csv: string, intervalMinutes: number): GivenDemand {
  const days = new Map<string, Map<string, number[]>>();
  const length = DAY_MINUTES / intervalMinutes;
  rowsOf(csv).forEach(({ date = '', time = '', agents = '', skill = '' }, at) => {
    const [, hour, minute] = /^(\d\d):(\d\d)$/.exec(time) ?? [];
    const place = (Number(hour) * 60 + Number(minute)) / intervalMinutes;
    const there = Number(agents);
    const isSound = /^\d{4}-\d\d-\d\d$/.test(date) && Number.isInteger(place) && place < length;
    if (!isSound || !(there >= 0) || agents.trim() === '' || skill.length > LONGEST_SKILL)
      throw new RosterDemandInvalid('A row cannot be read.', { facts: { row: at + 2 } });
    const day = days.get(date) ?? new Map<string, number[]>();
    const line = day.get(skill) ?? new Array<number>(length).fill(0);
    line[place] = there;
    days.set(date, day.set(skill, line));
  });
  return {
    intervalMinutes,
    days: [...days].map(([date, day]) => {
      const agents = day.get('');
      day.delete('');
      return { date, ...(agents && { agents }), ...(day.size > 0 && { skills: Object.fromEntries(day) }) };
    }),
  };
}

/** The demand of exactly the days of the roster; those that are not named need nobody. @throws RosterDemandInvalid */
export function demandFor({ startsOn, weeks }: Pick<Roster, 'startsOn' | 'weeks'>, demand: GivenDemand): Demand {
  const { intervalMinutes } = demand;
  const length = DAY_MINUTES / intervalMinutes;
  const lines = ({ agents, skills = {} }: GivenDemand['days'][number]) => [agents ?? [], ...Object.values(skills)];
  const isWhole = (day: GivenDemand['days'][number]) =>
    lines(day).every((line, at) => line.length === length || (at === 0 && day.agents === undefined));
  if (!INTERVALS.includes(intervalMinutes) || !demand.days.every(isWhole))
    throw new RosterDemandInvalid('A day has another number of intervals.', { facts: { wanted: length } });
  if (demand.days.some(({ agents, skills }) => (agents === undefined) === (skills === undefined)))
    throw new RosterDemandInvalid('A day says how many are needed either by skill or all together.');
  if (new Set(demand.days.map(({ skills }) => skills === undefined)).size > 1)
    throw new RosterDemandInvalid('Some days say it by skill, and some do not.');
  const known = new Map(demand.days.map((day) => [day.date, day]));
  const dates = datesFrom(startsOn, addDays(startsOn, weeks * 7 - 1));
  if (!dates.some((date) => known.has(date)))
    throw new RosterDemandInvalid('No day of the roster is in it.', { facts: { from: startsOn } });
  const nobody = new Array<number>(length).fill(0);
  return {
    intervalMinutes,
    days: dates.map((date) => {
      const { agents, skills } = known.get(date) ?? { agents: nobody };
      return skills ? { date, agents: together(Object.values(skills), length), skills } : { date, agents: agents! };
    }),
  };
}

function together(lines: readonly (readonly number[])[], length: number): number[] {
  return Array.from({ length }, (_, at) => lines.reduce((sum, line) => sum + line[at]!, 0));
}

function rowsOf(csv: string): Partial<Record<string, string>>[] {
  try {
    return parse(csv, { columns: true, bom: true, skip_empty_lines: true, trim: true });
  } catch (error) {
    throw new RosterDemandInvalid('It is no CSV.', { cause: error });
  }
}
