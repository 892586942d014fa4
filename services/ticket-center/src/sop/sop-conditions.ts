import { compileExpression, ExpressionFault } from '#libs/process-engine/expression/compile';
import { evaluate, type Variables } from '#libs/process-engine/expression/evaluate';
import { waysOf, type SopContent, type SopProblem, type Values } from './domain/sop-content.js';

/** Only true is true: what cannot be said is not. */
export function conditionHolds(condition: string, variables: Values, now: Date): boolean {
  const expression = compileExpression(condition, Object.keys(variables));
  const evaluation = evaluate(expression, variables as Variables, { now, timeZone: 'UTC' });
  return evaluation.outcome === 'value' && evaluation.value === true;
}

/** Conditions that do not parse, or read what nothing collects. */
export function conditionProblems(content: SopContent, known: readonly string[]): SopProblem[] {
  return content.steps.flatMap((step, place) =>
    waysOf(step).flatMap(({ when }, way) => {
      const message = when === null ? null : problemOf(when, known);
      return message === null ? [] : [{ pointer: `/steps/${place}/ways/${way}/when`, message }];
    }),
  );
}

function problemOf(condition: string, known: readonly string[]): string | null {
  try {
    const unknown = compileExpression(condition, known).names.filter((name) => !known.includes(name));
    return unknown.length === 0 ? null : `nothing collects ${unknown.join(', ')}`;
  } catch (error) {
    if (error instanceof ExpressionFault) return error.message;
    throw error;
  }
}
