import { coverSkills } from '#libs/workforce/skills/skill-cover';
import { eachInterval, type Floor, type Stretch } from './floor.js';

export interface SkilledNeeds {
  readonly intervalMinutes: number;
  /** Of each skill, by interval from the first midnight. */
  readonly skills: Readonly<Record<string, readonly number[]>>;
}

interface Kind {
  readonly skills: readonly string[];
  readonly there: Float64Array;
}

/** Spare people cost less than nothing, so that of two places where nobody is missed the fuller one is taken. */
const SPARE = 1e-3;

/**
 * Who is at work where it matters who does what: what it costs that somebody is away is what skills lack then, each by its square, when the others cover what
 * they can ({@link coverSkills}), so that the worst lack is least.
 */
export class SkilledFloor {
  readonly #names: readonly string[];
  readonly #intervals: number;
  readonly #kinds: Kind[] = [];
  /** By interval: what it costs as it is, and with so many of a kind fewer. */
  readonly #costs: Map<string, number>[];

  constructor(private readonly needs: SkilledNeeds) {
    this.#names = Object.keys(needs.skills);
    this.#intervals = Math.max(0, ...Object.values(needs.skills).map(({ length }) => length));
    this.#costs = Array.from({ length: this.#intervals }, () => new Map<string, number>());
  }

  /** As it is for people who have these skills. */
  of(skills: readonly string[]): Floor {
    const kind = this.#kindOf(skills);
    const each = (stretch: Stretch, visit: (interval: number, part: number) => void) =>
      eachInterval(stretch, this.needs.intervalMinutes, this.#intervals, visit);
    return {
      add: (stretch, people) =>
        each(stretch, (interval, part) => {
          this.#kinds[kind]!.there[interval]! += part * people;
          this.#costs[interval]!.clear();
        }),
      costOf: (stretch, people) => {
        let cost = 0;
        each(stretch, (interval, part) => {
          cost += this.#cost(interval, kind, part * people) - this.#cost(interval, kind, 0);
        });
        return cost;
      },
    };
  }

  #cost(interval: number, kind: number, away: number): number {
    const name = away === 0 ? '' : `${kind} ${away}`;
    const known = this.#costs[interval]!.get(name);
    if (known !== undefined) return known;
    const people = this.#kinds.map(({ skills, there }, at) => {
      return { skills, people: Math.max(0, there[interval]! - (at === kind ? away : 0)) };
    });
    const needed = this.#names.map((skill) => this.needs.skills[skill]![interval] ?? 0);
    const { covered } = coverSkills(people, this.#names, needed);
    const lack = needed.reduce((sum, count, at) => sum + (count - covered[at]!) ** 2, 0);
    const there = people.reduce((sum, each) => sum + each.people, 0);
    const cost = lack - SPARE * (there - covered.reduce((sum, count) => sum + count, 0));
    this.#costs[interval]!.set(name, cost);
    return cost;
  }

  #kindOf(skills: readonly string[]): number {
    const own = this.#names.filter((skill) => skills.includes(skill));
    const known = this.#kinds.findIndex((kind) => kind.skills.join('\n') === own.join('\n'));
    if (known >= 0) return known;
    return this.#kinds.push({ skills: own, there: new Float64Array(this.#intervals) }) - 1;
  }
}
