import { accuracyOf } from '#libs/workforce/forecast/choice/accuracy';
import { OPENS_AT_SECONDS, type Volumes } from '../day/volumes.js';
import type { WorkTimes } from '../day/work-times.js';
import { INTERVALS, type KnownWeek } from './known-week.js';
import type { PlannedWeek } from './planned-week.js';
import { overall, promises, type StaffedDay } from './promises.js';
import { paidHours, presentOf, spansOf, type Shift } from './worked-day.js';

/** The people of a roster that the suite made from its forecast, and what they promise. */
export interface RosterStaff {
  /** Of each agent, those too who are off. */
  readonly work: WorkTimes;
  readonly day: StaffedDay;
  /** Who came, as far as they are played: expected, not drawn. */
  readonly came: readonly number[];
  /** Off by so much of what came, by half hours. */
  readonly forecast: { readonly method: string; readonly wape: number };
  /** With a shift on the day. */
  readonly people: number;
  readonly paidHours: number;
  /** Of agents at their work, by the requirement. */
  readonly neededHours: number;
  /** Share answered in time over the whole day, contacts as long as planned: if the forecast comes true, and by what came. */
  readonly predicted: { readonly asForecast: number; readonly asItCame: number };
}

export interface StaffTerms {
  readonly volumes: Volumes;
  readonly week: KnownWeek;
  readonly planned: PlannedWeek;
  /** Of the calls, what is played. */
  readonly scale: number;
  /** How long an agent is busy with a call. */
  readonly handleSeconds: number;
}

/** What published shifts promise for the day. @param shifts of each agent on it */
export function rosterStaff(
  shifts: readonly (readonly Shift[])[],
  { volumes, week, planned, scale, handleSeconds }: StaffTerms,
): RosterStaff {
  const { intervalSeconds, calls, opensAtSeconds } = volumes;
  const work = shifts.map((own) => own.flatMap((shift) => spansOf(shift, volumes)));
  const day = { intervalSeconds, agents: presentOf(work, volumes), handleSeconds };
  const came = calls.map((count) => count * scale);
  const skipped = (opensAtSeconds - OPENS_AT_SECONDS) / intervalSeconds;
  const whole = week.came.map((count) => count * scale);
  const said = calls.map((_, at) => {
    const half = Math.floor((skipped + at) / INTERVALS);
    return planned.said[half]! / intervalsOf(half, week.intervals);
  });
  const needed = planned.needed.get(week.date) ?? [];
  return {
    ...{ work, day, came },
    forecast: { method: planned.method, wape: accuracyOf(whole, planned.said, 1).wape },
    people: shifts.filter((own) => own.length > 0).length,
    paidHours: paidHours(shifts.flat()),
    neededHours: needed.reduce((sum, count) => sum + count, 0) / 2,
    predicted: { asForecast: overall(promises(said, day)), asItCame: overall(promises(came, day)) },
  };
}

/** The last half hour of a day may be shorter. */
function intervalsOf(half: number, all: number): number {
  return Math.max(1, Math.min(INTERVALS, all - half * INTERVALS));
}
