import { paidMinutes, type ShiftOption } from '#libs/workforce/shifts/shift-option';
import type { AgentTerms } from '../domain/work-terms.js';
import type { Roster, RosterShift } from '../roster/roster.schema.js';
import type { SetupOf } from '../setup/roster-setup.js';

/** All that shifts are made from, read at one time. */
export interface Making {
  readonly roster: Roster;
  readonly rules: SetupOf<'rules'>;
  readonly patterns: ReadonlyMap<string, SetupOf<'pattern'>>;
  readonly people: readonly Person[];
  /** What the draft has. */
  readonly drafted: readonly RosterShift[];
  /** What these people work in the weeks before and after. */
  readonly around: readonly RosterShift[];
  /** What is worked in the days of the roster, where seats are counted, and is no part of it; by whomever. */
  readonly elsewhere: readonly RosterShift[];
}

export interface Person {
  readonly id: string;
  readonly agent: SetupOf<'agent'>;
  readonly plan: SetupOf<'work-plan'>;
  readonly terms: AgentTerms;
}

/** A shift that may be worked, and of which pattern it is. */
export interface PatternOption extends ShiftOption {
  readonly pattern: SetupOf<'pattern'>;
}

const MOST_OPTIONS = 80;

/** Every beginning of every pattern that somebody may work; where there are too many, fewer beginnings of each. */
export function optionsOf(making: Making): PatternOption[] {
  const all = patternsUsed(making)
    .filter((pattern) => isLawful(making, pattern))
    .flatMap((pattern) => {
      const { startsFrom, startsUntil, stepMinutes, minutes, pauses } = pattern;
      const count = Math.max(1, Math.floor((startsUntil - startsFrom) / stepMinutes) + 1);
      return Array.from({ length: count }, (_, at) => ({
        ...{ pattern, startsAt: startsFrom + at * stepMinutes, minutes, pauses, at },
      }));
    });
  const every = Math.ceil(all.length / MOST_OPTIONS);
  return all.filter(({ at }) => at % every === 0);
}

/** That nobody may work: the law's day is shorter. */
export function unlawfulPatterns(making: Making): string[] {
  return patternsUsed(making).flatMap((pattern) => (isLawful(making, pattern) ? [] : [pattern.id]));
}

function patternsUsed({ patterns, people }: Making): SetupOf<'pattern'>[] {
  const used = new Set(people.flatMap(({ plan }) => plan.patternIds));
  return [...patterns.values()].filter(({ id }) => used.has(id));
}

function isLawful({ rules }: Making, { minutes, pauses }: SetupOf<'pattern'>): boolean {
  return paidMinutes({ startsAt: 0, minutes, pauses }) <= rules.law.mostDailyMinutes;
}
