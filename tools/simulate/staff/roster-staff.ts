import { loadHighs } from '#libs/roster-search/load-highs';
import { readCalls } from '../../calls/read-calls.js';
import { VOICE } from '../day/habits.js';
import { staffingPlan, type Block } from '../day/staffing-plan.js';
import { OPENS_AT_SECONDS, type Volumes } from '../day/volumes.js';
import { overall, promises, type StaffedDay } from './promises.js';
import { rosteredDay } from './rostered-week.js';
import { weekAhead } from './week-ahead.js';

const SECONDS_FOR_ROSTER = 20;
const HALF_HOURS = 48;
const HALF_HOUR_SECONDS = 1_800;

/** The people of a roster that was made from a forecast, and what they promise. */
export interface RosterStaff {
  /** Who is there in each interval. */
  readonly plan: readonly Block[];
  readonly day: StaffedDay;
  /** Who came, as far as they are played: expected, not drawn. */
  readonly came: readonly number[];
  readonly forecast: { readonly method: string; readonly wape: number };
  readonly people: number;
  readonly paidHours: number;
  /** Of agents at their work, by Erlang A. */
  readonly neededHours: number;
  /** Share answered in time over the whole day, contacts as long as planned: if the forecast comes true, and by what came. */
  readonly predicted: { readonly asForecast: number; readonly asItCame: number };
}

export interface RosterTerms {
  readonly file: string;
  readonly day: number;
  /** Of the calls, what is played. */
  readonly scale: number;
  /** How long an agent is busy with a call beside handling it, seconds of the day. */
  readonly pickUpSeconds: number;
}

/** Forecasts the week of the day, makes a roster for it, and says how the day will go. @throws CannotPlay */
export async function rosterStaff(
  volumes: Volumes,
  { file, day, scale, pickUpSeconds }: RosterTerms,
): Promise<RosterStaff> {
  const { opensAtSeconds, intervalSeconds, calls } = volumes;
  const week = weekAhead(readCalls(file), day);
  const blocks = (said: readonly number[]) =>
    staffingPlan(
      { opensAtSeconds: OPENS_AT_SECONDS, intervalSeconds, calls: said },
      { habits: VOICE, scale, agents: 'auto', pickUpSeconds },
    );
  const needed = week.days.map((said) => fromMidnight(blocks(said)));
  const rostered = rosteredDay(await loadHighs(), { needed, ...openOf(needed) }, week.weekday, SECONDS_FOR_ROSTER);
  const first = opensAtSeconds / intervalSeconds;
  const agents = rostered.present.slice(first, first + calls.length);
  const staffed = { intervalSeconds, agents, handleSeconds: VOICE.handleSeconds + pickUpSeconds };
  const played = (counts: readonly number[]) => counts.map((count) => count * scale);
  const promised = (coming: readonly number[]) => overall(promises(played(coming), staffed));
  const skipped = (opensAtSeconds - OPENS_AT_SECONDS) / intervalSeconds;
  const said = week.days[week.weekday]!.slice(skipped, skipped + calls.length);
  return {
    plan: calls.map((count, at) => ({
      ...{ from: at * intervalSeconds, to: (at + 1) * intervalSeconds, agents: agents[at]! },
      halves: [(count * scale) / 2, (count * scale) / 2],
    })),
    day: staffed,
    came: played(calls),
    forecast: { method: week.method, wape: week.wape },
    people: rostered.people,
    paidHours: rostered.paidHours,
    neededHours: needed[week.weekday]!.reduce((sum, count) => sum + count, 0) / 2,
    predicted: { asForecast: promised(said), asItCame: promised(calls) },
  };
}

/** Agents of each half hour from midnight on. */
function fromMidnight(blocks: readonly Block[]): number[] {
  const needed = new Array<number>(HALF_HOURS).fill(0);
  for (const { from, agents } of blocks) needed[(OPENS_AT_SECONDS + from) / HALF_HOUR_SECONDS] = agents;
  return needed;
}

/** From when to when somebody is needed on any day, in minutes after midnight. */
function openOf(needed: readonly (readonly number[])[]) {
  const open = Array.from({ length: HALF_HOURS }, (_, at) => at).filter((at) => needed.some((day) => day[at]! > 0));
  return { opensAt: open[0]! * 30, closesAt: (open.at(-1)! + 1) * 30 };
}
