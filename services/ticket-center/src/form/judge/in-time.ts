import { createContext, Script } from 'node:vm';
import { domainError } from '#libs/kernel/domain-error';

export class AnswerTooHard extends domainError('form-answer-too-hard', 'invalid') {}

/** A pattern or a formula somebody wrote can take for ever on what somebody else typed: everything else waits meanwhile. */
const LONGEST_MS = 250;

// A function from here cannot be given a time limit, a script that calls it can.
const script = new Script('work()');
const sandbox = createContext({}) as { work?: () => unknown };

/** @throws AnswerTooHard when it takes too long, or goes deeper than there is stack */
export function inTime<Result>(work: () => Result): Result {
  sandbox.work = work;
  try {
    return script.runInContext(sandbox, { timeout: LONGEST_MS }) as Result;
  } catch {
    throw new AnswerTooHard('The answer cannot be checked: it is too much for the patterns and formulas of the form.');
  } finally {
    delete sandbox.work;
  }
}
