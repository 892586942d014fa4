import type { Highs } from 'highs';
import { LinearModel } from './linear-model.js';
import { CHANGED, DAY_MINUTES, DAYS_AT_ONCE, isSeated, MISSING, SHARED_LACK, TOO_MANY } from './shift-counts.js';
import { paidMinutes, presence, type ShiftOption } from './shift-option.js';

/** People who can do the same. */
export interface KindOfPeople {
  readonly skills: readonly string[];
  /** Where they work; none: where there are seats enough. */
  readonly site?: string | null;
  /** For each day, the options that they cannot work then. */
  readonly closed: readonly (readonly number[])[];
  /** For each day, how many of them could come. */
  readonly people: readonly number[];
  /** Paid minutes that all of them may work in a week. */
  readonly weeklyMinutes: number;
  /** For each day, how many work each option already: others come only where they are worth a change. */
  readonly kept?: readonly (readonly number[])[] | undefined;
}

export interface SkilledDemand {
  readonly intervalMinutes: number;
  readonly skills: readonly string[];
  /** For each skill and day, how many are needed in each of its intervals. */
  readonly needed: readonly (readonly (readonly number[])[])[];
  readonly options: readonly ShiftOption[];
  readonly kinds: readonly KindOfPeople[];
  /** Of each site, at work at the same time at most, by interval from the first midnight; a site that is not named has seats enough. */
  readonly seats: Readonly<Record<string, readonly number[]>>;
}

/** For each kind of people and day, how many work each option. */
export type SkilledCounts = readonly (readonly (readonly number[])[])[];

/**
 * How many of each kind of people work which shift, so that every skill has those it needs, each doing one thing at a time: whoever is there flows to what
 * they can do. A linear program of each week says how its hours are spread over the days; then an integer program a day says who comes, on what the
 * days before left over.
 * @throws NoShiftCounts
 */
export function countSkilledShifts(highs: Highs, demand: SkilledDemand): SkilledCounts {
  const { kinds, options, intervalMinutes } = demand;
  const days = demand.needed[0]?.length ?? 0;
  const shapes = options.map((option) => presence(option, intervalMinutes));
  const perDay = DAY_MINUTES / intervalMinutes;
  const counts: number[][][] = kinds.map(() => []);
  const there = kinds.map(() => new Float64Array((days + 2) * perDay));
  const seated = new Map(Object.keys(demand.seats).map((site) => [site, new Float64Array((days + 2) * perDay)]));
  const before = { there, seated };
  for (let first = 0; first < days; first += DAYS_AT_ONCE) {
    const length = Math.min(DAYS_AT_ONCE, days - first);
    const left = kinds.map(({ weeklyMinutes }) => weeklyMinutes);
    const planned = new Stretch(demand, shapes, before, { first, days: length, minutes: left }).minutes(highs);
    for (let day = first; day < first + length; day++) {
      const later = planned.map((minutes) => minutes.slice(day - first + 1).reduce((sum, each) => sum + each, 0));
      const minutes = left.map((each, kind) => each - later[kind]!);
      const stretch = new Stretch(demand, shapes, before, { first: day, days: 1, minutes });
      stretch.count(highs).forEach((line, kind) => {
        counts[kind]!.push(line);
        line.forEach((count, option) => {
          left[kind]! -= count * paidMinutes(options[option]!);
          const taken = seated.get(kinds[kind]!.site ?? '');
          shapes[option]!.forEach((part, at) => {
            there[kind]![day * perDay + at]! += part * count;
            if (taken && isSeated(demand, option, at)) taken[day * perDay + at]! += count;
          });
        });
      });
    }
  }
  return counts;
}

/** Numbers of rows: by kind or skill, then by interval or day. */
interface Rows {
  readonly there: readonly (readonly number[])[];
  readonly skills: readonly (readonly number[])[];
  /** By site. */
  readonly seats: ReadonlyMap<string, readonly number[]>;
  readonly people: readonly (readonly number[])[];
  readonly minutes: readonly number[];
}

interface Days {
  readonly first: number;
  readonly days: number;
  /** Paid minutes that each kind may work in them. */
  readonly minutes: readonly number[];
}

/** By the shifts of the days before, in each interval. */
interface DaysBefore {
  /** For each kind, who is there. */
  readonly there: readonly Float64Array[];
  /** For each site, the seats that are taken. */
  readonly seated: ReadonlyMap<string, Float64Array>;
}

/** Some days of the program, on what the days before left over. */
class Stretch {
  readonly #perDay: number;
  readonly #intervals: number;
  readonly #first: number;
  readonly #days: number;

  constructor(
    private readonly demand: SkilledDemand,
    private readonly shapes: readonly (readonly number[])[],
    private readonly before: DaysBefore,
    private readonly about: Days,
  ) {
    [this.#first, this.#days] = [about.first, about.days];
    this.#perDay = DAY_MINUTES / demand.intervalMinutes;
    this.#intervals = about.days * this.#perDay;
  }

  /** For each kind, how many work each option on the first day. */
  count(highs: Highs): number[][] {
    return this.#solved(highs, false).map(([day]) => day!.map(Math.round));
  }

  /** For each kind and day, how long they work, where people may be in parts. */
  minutes(highs: Highs): number[][] {
    const { options } = this.demand;
    const long = (line: readonly number[]) =>
      line.reduce((sum, count, at) => sum + count * paidMinutes(options[at]!), 0);
    return this.#solved(highs, true).map((ofKind) => ofKind.map(long));
  }

  #solved(highs: Highs, isRelaxed: boolean): number[][][] {
    const model = new LinearModel();
    const rows = this.#rows(model);
    const shifts = this.demand.kinds.map((_, kind) => this.#shifts(model, rows, kind));
    this.#flows(model, rows);
    const values = model.solve(highs, isRelaxed);
    const all = (columns: readonly number[]) => columns.reduce((sum, at) => sum + values[at]!, 0);
    return shifts.map((ofKind) => ofKind.map((ofDay) => ofDay.map(all)));
  }

  #rows(model: LinearModel): Rows {
    const { kinds, skills, seats } = this.demand;
    const each = <Row>(row: (at: number) => Row) => Array.from({ length: this.#intervals }, (_, at) => row(at));
    return {
      there: kinds.map((_, kind) => each((at) => model.row(-this.#before(kind, at), -this.#before(kind, at)))),
      skills: skills.map((_, skill) => each((at) => model.row(this.#need(skill, at), this.#need(skill, at)))),
      seats: new Map(
        Object.keys(seats).map((site) => [site, each((at) => model.row(-Infinity, this.#free(site, at)))]),
      ),
      people: kinds.map(({ people }) =>
        Array.from({ length: this.#days }, (_, day) => model.row(-Infinity, people[this.#first + day]!)),
      ),
      minutes: this.about.minutes.map((most) => model.row(-Infinity, Math.max(0, most))),
    };
  }

  /** Of each day and option, its columns: those who are there already, and those who would be new. */
  #shifts(model: LinearModel, rows: Rows, kind: number): number[][][] {
    const { options, kinds } = this.demand;
    const { closed, kept, site } = kinds[kind]!;
    const seats = rows.seats.get(site ?? '');
    return Array.from({ length: this.#days }, (_, day) =>
      options.map((option, at) => {
        if (closed[this.#first + day]!.includes(at)) return [];
        const places = this.shapes[at]!.map((part, interval) => [day * this.#perDay + interval, part] as const).filter(
          ([interval]) => interval < this.#intervals,
        );
        const seated = places.filter(([interval]) => isSeated(this.demand, at, interval - day * this.#perDay));
        const entries: (readonly [number, number])[] = [
          ...places.map(([interval, part]) => [rows.there[kind]![interval]!, part] as const),
          ...(seats ? seated.map(([interval]) => [seats[interval]!, 1] as const) : []),
          [rows.people[kind]![day]!, 1],
          [rows.minutes[kind]!, paidMinutes(option)],
        ];
        const pay = paidMinutes(option) / DAY_MINUTES;
        const had = kept?.[this.#first + day]?.[at] ?? 0;
        const fresh = model.column({ cost: pay + (kept ? CHANGED : 0), most: Infinity, isWhole: true, entries });
        return had === 0 ? [fresh] : [model.column({ cost: pay, most: had, isWhole: true, entries }), fresh];
      }),
    );
  }

  /** Who is there does what they can and is asked for, or is too many; what nobody does is missing. */
  #flows(model: LinearModel, rows: Rows): void {
    const { kinds, skills } = this.demand;
    for (let at = 0; at < this.#intervals; at++) {
      kinds.forEach((kind, which) => {
        const there = rows.there[which]![at]!;
        model.column({ cost: TOO_MANY, most: Infinity, entries: [[there, -1]] });
        skills.forEach((skill, place) => {
          if (!kind.skills.includes(skill) || this.#need(place, at) === 0) return;
          model.column({
            ...{ cost: 0, most: Infinity },
            entries: [
              [there, -1],
              [rows.skills[place]![at]!, 1],
            ],
          });
        });
      });
      skills.forEach((_, place) => {
        const [need, entries] = [this.#need(place, at), [[rows.skills[place]![at]!, 1] as const]];
        model.column({ cost: MISSING, most: SHARED_LACK * need, entries });
        model.column({ cost: 2 * MISSING, most: Infinity, entries });
      });
    }
  }

  #need(skill: number, at: number): number {
    return this.demand.needed[skill]![this.#first + Math.floor(at / this.#perDay)]![at % this.#perDay]!;
  }

  #before(kind: number, at: number): number {
    return this.before.there[kind]![this.#first * this.#perDay + at]!;
  }

  #free(site: string, at: number): number {
    const interval = this.#first * this.#perDay + at;
    return Math.max(0, this.demand.seats[site]![interval]! - this.before.seated.get(site)![interval]!);
  }
}
