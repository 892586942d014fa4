import { criticalScore, score, type JudgedItem, type Score } from '../score.js';
import { NOT_APPLICABLE, possibleOf, type Answers, type FormGroup, type FormItem, type ScorecardForm } from './form.js';

export interface ItemResult extends JudgedItem {
  readonly key: string;
  readonly group: string;
  /** `open`: nobody has answered it yet; it counts for nothing so far. */
  readonly state: 'answered' | 'not-applicable' | 'hidden' | 'open';
}

/** What answers come to under a form; scores are percent, rounded to two decimals. */
export interface JudgedForm extends Score {
  readonly critical: number | null;
  /** What nothing applied to has not failed. */
  readonly passed: boolean;
  readonly items: readonly ItemResult[];
}

/** Whether a condition is true of the answers so far; keys without an answer, or not applicable, are null. */
export type Holds = (condition: string, answers: Readonly<Record<string, string | number | null>>) => boolean;

/**
 * Judges answers by a form (domain-rules D5). Conditions see the items before them; what is hidden is not applicable, whatever was
 * answered, and nothing for the conditions behind it.
 * What is measured says itself whether it applies.
 * @throws RangeError for an answer that is none of the item
 */
export function judge({ mode, passMark, groups }: ScorecardForm, answers: Answers, holds: Holds): JudgedForm {
  const seen: Record<string, string | number | null> = {};
  const judged = groups.map((group) => {
    const isShown = group.when === null || holds(group.when, seen);
    const items = group.items.map((item) => {
      const result = judgeItem(item, group, answers, isShown && (item.when === null || holds(item.when, seen)));
      seen[item.key] = result.state === 'answered' ? answers[item.key]! : null;
      return result;
    });
    return { weight: group.weight, items };
  });
  const { total, nonFatal, fatalMissed } = score(judged, mode);
  const rounded = roundedPercent(total);
  return {
    ...{ total: rounded, nonFatal: roundedPercent(nonFatal), fatalMissed },
    critical: roundedPercent(criticalScore(judged, mode)),
    passed: rounded === null || rounded >= passMark,
    items: judged.flatMap(({ items }) => items),
  };
}

/** The keys of what was asked and earned less than all its points. */
export function failedItems({ items }: Pick<JudgedForm, 'items'>): string[] {
  return items.filter(({ points, possible }) => points !== null && points < possible).map(({ key }) => key);
}

function judgeItem(item: FormItem, group: FormGroup, answers: Answers, isShown: boolean): ItemResult {
  const { key, fatal, critical } = item;
  const known = { key, group: group.key, possible: possibleOf(item), fatal, critical };
  if (!isShown) return { ...known, points: null, state: 'hidden' };
  const given = answers[group.key] === NOT_APPLICABLE && group.naAllowed ? NOT_APPLICABLE : answers[key];
  if (given === undefined) return { ...known, points: null, state: 'open' };
  if (given === NOT_APPLICABLE) {
    if (item.kind === 'choice' && !item.naAllowed && answers[group.key] !== NOT_APPLICABLE)
      throw new RangeError(`${key} always applies`);
    return { ...known, points: null, state: 'not-applicable' };
  }
  return { ...known, points: pointsOf(item, given), state: 'answered' };
}

function pointsOf(item: FormItem, given: string | number): number {
  if (item.kind === 'measured') {
    if (typeof given === 'number' && given >= 0 && given <= 1) return given * item.points;
    throw new RangeError(`${item.key} takes a share from 0 to 1`);
  }
  const chosen = item.options.find(({ value }) => value === given);
  if (!chosen) throw new RangeError(`${item.key} has no option ${given}`);
  return chosen.points;
}

function roundedPercent(percent: number | null): number | null {
  return percent === null ? null : Math.round(percent * 100) / 100;
}
