import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { evaluate } from '#libs/process-engine/expression/evaluate';
import { possibleOf, type FormItem, type ScorecardForm } from '#libs/quality-rules/scorecard/form';
import type { Holds } from '#libs/quality-rules/scorecard/judge';
import type { ScorecardContent } from './scorecard.schema.js';

/** Says where, as a JSON pointer, and what is wrong. */
export interface FormProblem {
  readonly pointer: string;
  readonly message: string;
}

/** Conditions read no clock: the same answers are judged alike for ever. */
const NO_TIME = { now: new Date(0), timeZone: 'UTC' };

/** Only true is true: what cannot be said is not. */
export const holdsInFeel: Holds = (condition, answers) => {
  const evaluation = evaluate(compileExpression(condition, Object.keys(answers)), answers, NO_TIME);
  return evaluation.outcome === 'value' && evaluation.value === true;
};

/** What must be mended before it is published. */
export function contentProblems({ form, automatic, channels }: ScorecardContent): FormProblem[] {
  const problems = formProblems(form);
  if (!automatic) return problems;
  if (channels.some((channel) => channel !== 'ticket'))
    problems.push({ pointer: '/channels', message: 'only tickets are judged at once' });
  if (form.groups.some(({ items }) => items.some(({ kind }) => kind !== 'measured')))
    problems.push({ pointer: '/automatic', message: 'what is judged at once has measured items only' });
  return problems;
}

export function formProblems({ groups }: ScorecardForm): FormProblem[] {
  const problems: FormProblem[] = [];
  const keys = new Set<string>();
  const before: string[] = [];
  for (const [at, group] of groups.entries()) {
    const place = `/form/groups/${at}`;
    const tell = (pointer: string, message: string | null) => message !== null && problems.push({ pointer, message });
    tell(`${place}/key`, taken(keys, group.key));
    tell(`${place}/when`, conditionProblem(group.when, before));
    for (const [number, item] of group.items.entries()) {
      tell(`${place}/items/${number}/key`, taken(keys, item.key));
      tell(`${place}/items/${number}/when`, conditionProblem(item.when, before));
      tell(`${place}/items/${number}`, itemProblem(item));
      before.push(item.key);
    }
  }
  return problems;
}

function taken(keys: Set<string>, key: string): string | null {
  if (keys.has(key)) return `there are two of the key ${key}`;
  keys.add(key);
  return null;
}

function itemProblem(item: FormItem): string | null {
  if (!(possibleOf(item) > 0)) return 'no answer gives a point';
  if (item.kind === 'measured') {
    const isOfTime = item.measure !== 'content-completeness';
    return isOfTime === (item.target !== null) ? null : 'a target belongs to measures of time, and only to them';
  }
  const values = item.options.map(({ value }) => value);
  if (new Set(values).size < values.length) return 'two options have the same value';
  return values.includes('n/a') ? 'n/a is no option: allow it' : null;
}

function conditionProblem(condition: string | null, before: readonly string[]): string | null {
  if (condition === null) return null;
  try {
    const unknown = compileExpression(condition, before).names.filter((name) => !before.includes(name));
    return unknown.length === 0 ? null : `no item before it is called ${unknown.join(', ')}`;
  } catch (error) {
    if (error instanceof ExpressionFault) return error.message;
    throw error;
  }
}
