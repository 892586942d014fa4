import type { Pause } from './shift-option.js';
import { SkilledFloor } from './skilled-floor.js';
import { eachInterval, type Floor, type Stretch } from './floor.js';

export interface PlacedPause extends Stretch {
  readonly kind: Pause['kind'];
  readonly isPaid: boolean;
}

/** A shift that somebody works. */
export interface WorkedShift extends Stretch {
  readonly pauses: readonly Pause[];
  /** What else is in it already. */
  readonly taken: readonly Stretch[];
  /** Of whoever works it; asked for only where needs are by skill. */
  readonly skills?: readonly string[];
}

export interface Needs {
  readonly intervalMinutes: number;
  /** By interval from the first midnight. */
  readonly needed: readonly number[];
  /** Of each skill, where it matters who does what; `needed` are all of them. */
  readonly skills?: Readonly<Record<string, readonly number[]>>;
}

const PASSES = 3;
/** Times are on this grid, minutes. */
const GRID = 5;

/**
 * Where everybody's pauses are: each where fewest are missed then – where needs are by skill, where the skills lack least –, in its window and apart from the others of its shift; again and again, as
 * the others have theirs by now. A pause for which its window has no room is left out.
 */
export function placePauses(shifts: readonly WorkedShift[], needs: Needs): PlacedPause[][] {
  const floors = floorsOf(shifts, needs);
  shifts.forEach((shift, at) => {
    floors[at]!.add(shift, 1);
    for (const stretch of shift.taken) floors[at]!.add(stretch, -1);
  });
  const placed = shifts.map((): (PlacedPause | undefined)[] => []);
  for (let pass = 0; pass < PASSES; pass++)
    shifts.forEach((shift, at) =>
      shift.pauses.forEach((pause, which) => {
        const staffed = floors[at]!;
        const had = placed[at]![which];
        if (had) staffed.add(had, 1);
        const others = [...shift.taken, ...placed[at]!.filter((each, index) => each && index !== which)] as Stretch[];
        const best = cheapest(startsOf(shift, pause), pause.minutes, others, staffed);
        placed[at]![which] = best && { ...best, kind: pause.kind, isPaid: pause.isPaid };
        if (best) staffed.add(best, -1);
      }),
    );
  return placed.map((pauses) => pauses.filter((pause) => pause !== undefined).sort((a, b) => a.from - b.from));
}

function floorsOf(shifts: readonly WorkedShift[], { skills, ...needs }: Needs): Floor[] {
  if (skills === undefined) {
    const staffed = new Staffed(needs);
    return shifts.map(() => staffed);
  }
  const skilled = new SkilledFloor({ intervalMinutes: needs.intervalMinutes, skills });
  return shifts.map((shift) => skilled.of(shift.skills ?? []));
}

/**
 * When something for several people is, all of them at work: where fewest are missed.
 * @param shifts of each of them, what is in them already in `taken` @returns undefined when there is no such time
 */
export function placeTogether(
  shifts: readonly (readonly WorkedShift[])[],
  minutes: number,
  window: Stretch,
  staffed: Staffed,
): Stretch | undefined {
  const starts: number[] = [];
  for (let from = Math.ceil(window.from / GRID) * GRID; from + minutes <= window.to; from += GRID) {
    const to = from + minutes;
    const free = shifts.every((own) =>
      own.some((shift) => shift.from <= from && to <= shift.to && isFree({ from, to }, shift.taken)),
    );
    if (free) starts.push(from);
  }
  return cheapest(starts, minutes, [], staffed, shifts.length);
}

/** How many are at work in each interval; parts of an interval count as parts. */
export class Staffed implements Floor {
  readonly #there: Float64Array;

  constructor(private readonly needs: Needs) {
    this.#there = new Float64Array(needs.needed.length);
  }

  add(stretch: Stretch, people: number): void {
    this.#each(stretch, (interval, part) => (this.#there[interval]! += part * people));
  }

  there(interval: number): number {
    return this.#there[interval]!;
  }

  costOf(stretch: Stretch, people: number): number {
    let cost = 0;
    this.#each(stretch, (interval, part) => {
      const spare = this.#there[interval]! - this.needs.needed[interval]!;
      const square = (over: number) => (over < 0 ? over * over : -over * 1e-3);
      cost += square(spare - part * people) - square(spare);
    });
    return cost;
  }

  #each(stretch: Stretch, visit: (interval: number, part: number) => void): void {
    eachInterval(stretch, this.needs.intervalMinutes, this.#there.length, visit);
  }
}

function startsOf(shift: Stretch, { earliest, latest, minutes }: Pause): number[] {
  const starts: number[] = [];
  for (let after = earliest; after <= latest && shift.from + after + minutes <= shift.to; after += GRID)
    starts.push(shift.from + after);
  return starts;
}

function cheapest(
  starts: readonly number[],
  minutes: number,
  taken: readonly Stretch[],
  staffed: Floor,
  people = 1,
): Stretch | undefined {
  let best: Stretch | undefined;
  let least = Infinity;
  for (const from of starts) {
    const stretch = { from, to: from + minutes };
    if (!isFree(stretch, taken)) continue;
    const cost = staffed.costOf(stretch, people);
    if (cost < least - 1e-9) [best, least] = [stretch, cost];
  }
  return best;
}

function isFree({ from, to }: Stretch, taken: readonly Stretch[]): boolean {
  return taken.every((other) => to <= other.from || other.to <= from);
}
