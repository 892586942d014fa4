/** An engineer on the day of a visit. */
export interface EngineerOnDay {
  readonly id: string;
  readonly areas: readonly string[];
  readonly skills: readonly string[];
  /** The calendar opens on that day. */
  readonly works: boolean;
  /** Visits in a day, at most. */
  readonly capacity: number;
  /** Visits of that day so far. */
  readonly planned: number;
}

export type Unfit = 'other-area' | 'skill-missing' | 'does-not-work' | 'day-full' | 'has-declined';

/** How an engineer fits, in words people can check; nothing in `unfit`: may be sent. */
export interface EngineerFit {
  readonly engineerId: string;
  readonly unfit: readonly Unfit[];
  readonly planned: number;
  readonly capacity: number;
}

interface Wanted {
  readonly area: string;
  readonly skills: readonly string[];
}

/**
 * Everybody with the reasons for and against, the best first: those who may be sent before those who may not, then the one
 * whose day is the emptiest by share of its capacity, then by free places, then by id, so that the answer is always the same.
 */
export function rankEngineers(
  wanted: Wanted,
  engineers: readonly EngineerOnDay[],
  declinedBy: readonly string[],
): EngineerFit[] {
  return engineers.map((engineer) => fitOf(wanted, engineer, declinedBy)).toSorted(byFit);
}

function fitOf({ area, skills }: Wanted, engineer: EngineerOnDay, declinedBy: readonly string[]): EngineerFit {
  const { id: engineerId, planned, capacity } = engineer;
  const against: [Unfit, boolean][] = [
    ['other-area', !engineer.areas.includes(area)],
    ['skill-missing', skills.some((skill) => !engineer.skills.includes(skill))],
    ['does-not-work', !engineer.works],
    ['day-full', planned >= capacity],
    ['has-declined', declinedBy.includes(engineerId)],
  ];
  const unfit = against.filter(([, holds]) => holds).map(([why]) => why);
  return { engineerId, unfit, planned, capacity };
}

function byFit(a: EngineerFit, b: EngineerFit): number {
  return (
    a.unfit.length - b.unfit.length ||
    a.planned * b.capacity - b.planned * a.capacity ||
    b.capacity - b.planned - (a.capacity - a.planned) ||
    (a.engineerId < b.engineerId ? -1 : 1)
  );
}
