import { overlap, type Pause } from './shift-option.js';

/** From when to when, in minutes from the first midnight. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

export interface PlacedPause extends Stretch {
  readonly kind: Pause['kind'];
  readonly isPaid: boolean;
}

/** A shift that somebody works. */
export interface WorkedShift extends Stretch {
  readonly pauses: readonly Pause[];
  /** What else is in it already. */
  readonly taken: readonly Stretch[];
}

export interface Needs {
  readonly intervalMinutes: number;
  /** By interval from the first midnight. */
  readonly needed: readonly number[];
}

const PASSES = 3;
/** Times are on this grid, minutes. */
const GRID = 5;

/**
 * Where everybody's pauses are: each where fewest are missed then, in its window and apart from the others of its shift; again and again, as
 * the others have theirs by now. A pause for which its window has no room is left out.
 */
export function placePauses(shifts: readonly WorkedShift[], needs: Needs): PlacedPause[][] {
  const staffed = new Staffed(needs);
  for (const shift of shifts) {
    staffed.add(shift, 1);
    for (const stretch of shift.taken) staffed.add(stretch, -1);
  }
  const placed = shifts.map((): (PlacedPause | undefined)[] => []);
  for (let pass = 0; pass < PASSES; pass++)
    shifts.forEach((shift, at) =>
      shift.pauses.forEach((pause, which) => {
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
export class Staffed {
  readonly #there: Float64Array;

  constructor(private readonly needs: Needs) {
    this.#there = new Float64Array(needs.needed.length);
  }

  add({ from, to }: Stretch, people: number): void {
    this.#each(from, to, (interval, part) => (this.#there[interval]! += part * people));
  }

  there(interval: number): number {
    return this.#there[interval]!;
  }

  /** What it costs that so many are away: lack by its square, so that it is spread. */
  costOf({ from, to }: Stretch, people: number): number {
    let cost = 0;
    this.#each(from, to, (interval, part) => {
      const spare = this.#there[interval]! - this.needs.needed[interval]!;
      const square = (over: number) => (over < 0 ? over * over : -over * 1e-3);
      cost += square(spare - part * people) - square(spare);
    });
    return cost;
  }

  #each(from: number, to: number, visit: (interval: number, part: number) => void): void {
    const { intervalMinutes } = this.needs;
    const last = Math.min(this.#there.length - 1, Math.ceil(to / intervalMinutes) - 1);
    for (let at = Math.max(0, Math.floor(from / intervalMinutes)); at <= last; at++)
      visit(at, overlap(from, to, at * intervalMinutes, (at + 1) * intervalMinutes) / intervalMinutes);
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
  staffed: Staffed,
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
