import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { evaluate } from '#libs/process-engine/expression/evaluate';
import type { Answers, QuestionnaireContent } from './content.js';

/** Says where, as a JSON pointer, and what is wrong. */
export interface ContentProblem {
  readonly pointer: string;
  readonly message: string;
}

/** Only true is true: what cannot be said is not. No clock is in it. */
export function holdsOf(now: Date) {
  return (condition: string, answers: Answers): boolean => {
    const expression = compileExpression(condition, Object.keys(answers));
    const evaluation = evaluate(expression, answers, { now, timeZone: 'UTC' });
    return evaluation.outcome === 'value' && evaluation.value === true;
  };
}

/** What must be mended before it is published. */
export function contentProblems({ questions }: QuestionnaireContent): ContentProblem[] {
  const problems: ContentProblem[] = [];
  const before: string[] = [];
  for (const [place, question] of questions.entries()) {
    const tell = (part: string, message: string | null) =>
      message === null || problems.push({ pointer: `/questions/${place}/${part}`, message });
    if (before.includes(question.id)) tell('id', `there are two questions ${question.id}`);
    if (question.when !== null) tell('when', conditionProblem(question.when, before));
    if (question.kind === 'scale') tell('measures', scaleProblem(question));
    before.push(question.id);
  }
  const marks = questions.filter((each) => each.kind === 'scale' && each.measures === 'satisfaction');
  if (marks.length > 1) problems.push({ pointer: '/questions', message: 'two questions measure the satisfaction' });
  return problems;
}

/** @param known what may be named; null: all right */
export function conditionProblem(condition: string, known: readonly string[]): string | null {
  try {
    const unknown = compileExpression(condition, known).names.filter((name) => !known.includes(name));
    return unknown.length === 0 ? null : `nothing before it is called ${unknown.join(', ')}`;
  } catch (error) {
    if (error instanceof ExpressionFault) return error.message;
    throw error;
  }
}

function scaleProblem({ min, max, measures }: { min: number; max: number; measures: string | null }): string | null {
  if (min >= max) return 'the scale has no length';
  if (measures === 'nps' && (min !== 0 || max !== 10)) return 'the NPS is asked from 0 to 10';
  if (measures === 'satisfaction' && (min !== 1 || max !== 5)) return 'the satisfaction is a mark from 1 to 5';
  return null;
}
