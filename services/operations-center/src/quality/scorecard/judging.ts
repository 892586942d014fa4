import { domainError } from '#libs/kernel/domain-error';
import type { Answers, ScorecardForm } from '#libs/quality-rules/scorecard/form';
import { judge, type JudgedForm } from '#libs/quality-rules/scorecard/judge';
import { holdsInFeel } from './form-problems.js';

/** An answer that the item does not have. */
export class AnswerImpossible extends domainError('answer-impossible', 'invalid') {}

/** @throws AnswerImpossible */
export function judgedBy(form: ScorecardForm, answers: Answers): JudgedForm {
  const keys = new Set(form.groups.flatMap(({ key, items }) => [key, ...items.map((item) => item.key)]));
  const unknown = Object.keys(answers).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new AnswerImpossible(`There is no item ${unknown}.`);
  try {
    return judge(form, answers, holdsInFeel);
  } catch (error) {
    if (error instanceof RangeError) throw new AnswerImpossible(error.message);
    throw error;
  }
}

export function judgedView({ total, nonFatal, critical, fatalMissed, passed, items }: JudgedForm) {
  return { score: total, nonFatalScore: nonFatal, criticalScore: critical, fatalMissed, passed, items };
}
