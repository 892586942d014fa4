/** People who can do the same; parts of people are parts of their time. */
export interface SkilledPeople {
  readonly skills: readonly string[];
  readonly people: number;
}

/** Less is nobody. */
const NOBODY = 1e-9;

/** Who does what, one skill at a time: a flow from kinds of people to skills (Edmonds & Karp 1972). */
export class SkillFlow {
  /** For each kind of people, by the place of the skill, how many do it. */
  readonly doing: number[][];
  readonly #free: number[];
  readonly #can: readonly (readonly number[])[];

  constructor(kinds: readonly SkilledPeople[], skills: readonly string[]) {
    this.doing = kinds.map(() => skills.map(() => 0));
    this.#free = kinds.map(({ people }) => people);
    this.#can = kinds.map((kind) => skills.flatMap((skill, at) => (kind.skills.includes(skill) ? [at] : [])));
  }

  /** As many as can be do what is needed, beside what is done already. @param needed by the place of the skill */
  fill(needed: readonly number[]): void {
    for (let path = this.#path(needed); path; path = this.#path(needed)) {
      const moved = path.map(([kind, from]) => (from === null ? this.#free[kind]! : this.doing[kind]![from]!));
      const open = needed[path.at(-1)![2]]! - this.done(path.at(-1)![2]);
      const people = Math.min(open, ...moved);
      for (const [kind, from, to] of path) {
        if (from === null) this.#free[kind]! -= people;
        else this.doing[kind]![from]! -= people;
        this.doing[kind]![to]! += people;
      }
    }
  }

  done(skill: number): number {
    return this.doing.reduce((sum, kind) => sum + kind[skill]!, 0);
  }

  /** Places of the skills that lack people. */
  lacking(needed: readonly number[]): number[] {
    return needed.flatMap((people, at) => (people - this.done(at) > NOBODY ? [at] : []));
  }

  /** Skills that lack people together with these: everybody who has one of them does one of them (Hall 1935). */
  shortWith(lacking: readonly number[]): number[] {
    const short = new Set(lacking);
    for (const skill of short)
      this.doing.forEach((kind, at) => {
        if (this.#can[at]!.includes(skill)) kind.forEach((people, other) => people > NOBODY && short.add(other));
      });
    return [...short].sort((one, other) => one - other);
  }

  /** How many have one of the skills. */
  peopleOf(skills: readonly number[]): number {
    return this.doing.reduce((sum, kind, at) => {
      const has = this.#can[at]!.some((skill) => skills.includes(skill));
      return has ? sum + this.#free[at]! + kind.reduce((all, people) => all + people, 0) : sum;
    }, 0);
  }

  /** From somebody who is free, over others who do something else instead, to a skill that lacks people: kind, from what, to what. */
  #path(needed: readonly number[]): (readonly [number, number | null, number])[] | null {
    const cameBy = new Map<number, readonly [number, number | null, number]>();
    const kinds = this.#free.flatMap((people, kind): [number, number | null][] =>
      people > NOBODY ? [[kind, null]] : [],
    );
    for (const [kind, from] of kinds)
      for (const to of this.#can[kind]!) {
        if (cameBy.has(to)) continue;
        cameBy.set(to, [kind, from, to]);
        if (needed[to]! - this.done(to) > NOBODY) return traced(cameBy, to);
        this.doing.forEach((people, other) => people[to]! > NOBODY && kinds.push([other, to]));
      }
    return null;
  }
}

function traced(cameBy: ReadonlyMap<number, readonly [number, number | null, number]>, last: number) {
  const path: (readonly [number, number | null, number])[] = [];
  for (let at: number | null = last; at !== null; at = path[0]![1]) path.unshift(cameBy.get(at)!);
  return path;
}
