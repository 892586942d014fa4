import type { JudgedItem } from '../score.js';
import type { Finding } from './rule.js';

/** What an item of a scorecard loses by a rule. */
export interface Deduction {
  readonly rule: string;
  readonly points: number;
  /** For each finding, not once for all. */
  readonly each?: true;
}

export interface ComputedItem {
  readonly id: string;
  readonly possible: number;
  readonly fatal: boolean;
  readonly deductions: readonly Deduction[];
}

export interface ComputedAnswer extends JudgedItem {
  readonly id: string;
  /** What took points away. */
  readonly findings: readonly Finding[];
}

/** Answers items of a scorecard by what was found: all points less the deductions, never less than 0. */
export function computedAnswers(items: readonly ComputedItem[], findings: readonly Finding[]): ComputedAnswer[] {
  return items.map(({ id, possible, fatal, deductions }) => {
    const lost = deductions.map(({ rule, points, each }) => {
      const count = findings.filter((found) => found.rule === rule).length;
      return points * (each === true ? count : Math.min(count, 1));
    });
    const rules = new Set(deductions.map(({ rule }) => rule));
    return {
      ...{
        id,
        possible,
        fatal: fatal ? ('form' as const) : null,
        findings: findings.filter(({ rule }) => rules.has(rule)),
      },
      points: Math.max(0, possible - lost.reduce((sum, each) => sum + each, 0)),
    };
  });
}
