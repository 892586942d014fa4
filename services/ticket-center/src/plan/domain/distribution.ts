import type { DistributionRule, Match, Person } from './plan-design.js';

/** What somebody has so far. */
export interface PersonSoFar extends Person {
  /** Of this segment, ever. */
  readonly given: number;
  /** Of this segment, today. */
  readonly today: number;
  /** Unfinished tasks of any plan. */
  readonly load: number;
}

export interface TargetToGive {
  readonly id: string;
  readonly area: string | null;
  readonly skill: string | null;
}

export interface Distribution {
  /** Who gets which, in the order of the targets. */
  readonly given: readonly { readonly targetId: string; readonly personId: string }[];
  /** Nobody who fits has room: for another day. */
  readonly left: readonly string[];
}

/**
 * Shares targets out, one after the other, each to one of those who fit and have room today; the same input gives the same
 * output. Round robin: whoever has been given fewest. Least loaded: whoever has fewest unfinished tasks. Weighted: by the divisor
 * method of Webster, the least (2·given + 1) / weight, whose shares differ from exact ones by less than one task among three people.
 * Of equals the first in the list.
 */
export function distribute(
  targets: readonly TargetToGive[],
  people: readonly PersonSoFar[],
  rule: DistributionRule,
  match: readonly Match[],
): Distribution {
  const standing = people.map((person) => ({ ...person }));
  const given: Distribution['given'][number][] = [];
  const left: string[] = [];
  for (const target of targets) {
    const fit = standing.filter((person) => person.today < person.perDay && fits(target, person, match));
    const chosen = leastOf(fit, rule);
    if (chosen === undefined) {
      left.push(target.id);
      continue;
    }
    chosen.given += 1;
    chosen.today += 1;
    chosen.load += 1;
    given.push({ targetId: target.id, personId: chosen.id });
  }
  return { given, left };
}

type Standing = { -readonly [Name in keyof PersonSoFar]: PersonSoFar[Name] };

function fits({ area, skill }: TargetToGive, { areas, skills }: Person, match: readonly Match[]): boolean {
  if (match.includes('area') && (area === null || !areas.includes(area))) return false;
  return !match.includes('skill') || skill === null || skills.includes(skill);
}

function leastOf(people: readonly Standing[], rule: DistributionRule): Standing | undefined {
  let best: Standing | undefined;
  for (const person of people) if (!best || turnOf(person, rule) < turnOf(best, rule)) best = person;
  return best;
}

function turnOf({ given, load, weight }: Standing, rule: DistributionRule): number {
  if (rule === 'round-robin') return given;
  return rule === 'least-loaded' ? load : (2 * given + 1) / weight;
}
