import type { Severity } from '#libs/quality-rules/inspection/rule';
import type { SubjectState } from '../subjects/subject.schema.js';

/** How many ended things of an agent are in a state. */
export interface CountedState {
  readonly agentId: string | null;
  readonly state: SubjectState | null;
  readonly count: number;
}

/** What a rule found in an agent's work. */
export interface CountedRule {
  readonly agentId: string | null;
  readonly ruleSetId: string;
  readonly rule: string;
  readonly severity: Severity;
  readonly findings: number;
  readonly violating: number;
}

/** In how much of an agent's work rules found something from minor on. */
export interface CountedViolating {
  readonly agentId: string | null;
  readonly violating: number;
}

export interface Counted {
  readonly states: readonly CountedState[];
  readonly rules: readonly CountedRule[];
  readonly violating: readonly CountedViolating[];
}

export function coverageRow(key: string, { states, rules, violating }: Counted) {
  const inState = (...of: (SubjectState | null)[]) =>
    sum(
      states.filter(({ state }) => of.includes(state)),
      'count',
    );
  const ended = sum(states, 'count');
  const inspected = inState('inspected');
  const violations = sum(violating, 'violating');
  return {
    ...{ key, ended, inspected, share: shareOf(inspected, ended) },
    missed: {
      ...{ due: inState('due', 'open', null), withoutWords: inState('without-words') },
      ...{ withoutRules: inState('without-rules'), failed: inState('failed') },
    },
    ...{ findings: sum(rules, 'findings'), violating: violations },
    compliance: inspected === 0 ? null : Math.max(0, 1 - violations / inspected),
    rules: ruleCounts(rules),
  };
}

/** Of everybody's work, each rule by itself: the most violated first. */
export function ruleRows(all: Counted) {
  return ruleCounts(all.rules).map((each) => {
    const { rule, findings, violating, severity } = each;
    const whole = coverageRow(rule, { ...all, rules: [], violating: [] });
    const counts = whole.inspected === 0 || severity === 'hint' ? null : Math.max(0, 1 - violating / whole.inspected);
    return { ...whole, findings, violating, compliance: counts, rules: [each] };
  });
}

export function ofAgents({ states, rules, violating }: Counted, isOne: (agentId: string | null) => boolean): Counted {
  const theirs = <Row extends { readonly agentId: string | null }>(rows: readonly Row[]) =>
    rows.filter(({ agentId }) => isOne(agentId));
  return { states: theirs(states), rules: theirs(rules), violating: theirs(violating) };
}

function ruleCounts(rules: readonly CountedRule[]) {
  const bySet = Map.groupBy(rules, ({ ruleSetId, rule, severity }) => JSON.stringify([ruleSetId, rule, severity]));
  return [...bySet.values()]
    .map((rows) => {
      const { ruleSetId, rule, severity } = rows[0]!;
      return { ruleSetId, rule, severity, findings: sum(rows, 'findings'), violating: sum(rows, 'violating') };
    })
    .sort((a, b) => b.violating - a.violating || (a.rule < b.rule ? -1 : 1));
}

function shareOf(part: number, all: number): number | null {
  return all === 0 ? null : part / all;
}

function sum<Key extends string>(rows: readonly Readonly<Record<Key, number>>[], key: Key): number {
  return rows.reduce((total, row) => total + row[key], 0);
}
