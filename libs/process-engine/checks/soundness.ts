import type { Problem } from '../problem.js';

/** Codes of what a process may have and still be run, until it stops somewhere; which of them is known only by its runs. */
const unsound: ReadonlySet<string> = new Set(['no-default', 'no-way-out', 'dead-end', 'join-may-stick', 'never-set']);

/**
 * What was found, judged as for a process that people rely on: what may stop it is an error. Models of other engines and of
 * test suites, whose runs may end like that on purpose, are judged without this.
 */
export function judgedStrictly(problems: readonly Problem[]): Problem[] {
  return problems.map((problem) => (unsound.has(problem.code) ? { ...problem, severity: 'error' } : problem));
}
