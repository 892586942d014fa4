import { checkCallCycles } from './checks/call-cycles.js';
import { checkChoices } from './checks/choices.js';
import type { Environment } from './checks/environment.js';
import { error } from './checks/finding.js';
import { checkJoins } from './checks/joins/joins.js';
import { checkDeadEnds, checkUnreachable } from './checks/reachability.js';
import { checkReferences } from './checks/references.js';
import { checkStructure } from './checks/structure.js';
import { checkVariables } from './checks/variables/variables.js';
import type { ProcessModel } from './model.js';
import type { DecisionTable } from './model/decision.js';
import type { Problem } from './problem.js';
import { readDecisions } from './reader/decision/decisions.js';
import { read } from './reader/definitions.js';
import { fileProblems } from './reader/file-problems.js';
import { checkNoEffect } from './reader/no-effect/no-effect.js';
import { readProcesses } from './reader/processes.js';

/** What is deployed together. */
export interface Source {
  readonly bpmn: string;
  /** DMN files with the decisions that the processes name. */
  readonly dmn: readonly string[];
}

export interface Compiled {
  /** One for each executable process and global task; none where there is an error. */
  readonly models: readonly ProcessModel[];
  readonly problems: readonly Problem[];
}

/**
 * Makes models of a BPMN file, and says what is wrong with it and what could be better.
 * @throws NotBpmn, NotDmn
 */
export async function compile({ bpmn, dmn }: Source, environment: Environment): Promise<Compiled> {
  const { definitions, warnings } = await read(bpmn);
  const tables = await Promise.all(dmn.map(readDecisions));
  const decisions = tables.flatMap((each) => Object.values(each.decisions));
  const processes = readProcesses(definitions, Object.fromEntries(decisions.map((table) => [table.id, table])));
  const models = processes.map(({ model }) => model);
  const reading = [
    ...fileProblems(warnings),
    ...tables.flatMap(({ problems }) => problems),
    ...givenTwice(decisions),
    ...processes.flatMap(({ problems }) => problems),
    ...checkNoEffect(definitions),
  ];
  if (models.length === 0) reading.push(nothingToRun);
  // Each look needs what the one before has found right, or it would say everything twice.
  const looks = [
    () => reading,
    () => models.flatMap(checkStructure),
    () => models.flatMap((model) => check(model, models, environment)),
  ];
  const problems: Problem[] = [];
  for (const look of looks) {
    problems.push(...look());
    if (problems.some(({ severity }) => severity === 'error')) return { models: [], problems };
  }
  return { models, problems };
}

function check(model: ProcessModel, file: readonly ProcessModel[], environment: Environment): Problem[] {
  return [
    ...checkReferences(model, file, environment),
    ...checkCallCycles(model, file, environment),
    ...checkUnreachable(model),
    ...checkDeadEnds(model),
    ...checkJoins(model),
    ...checkChoices(model),
    ...checkVariables(model, environment),
  ];
}

function givenTwice(decisions: readonly DecisionTable[]): Problem[] {
  const ids = decisions.map(({ id }) => id);
  const twice = new Set(ids.filter((id, index) => ids.indexOf(id) < index));
  return [...twice].map((id) => error(id, 'decision', 'There is more than one decision of this id.'));
}

const nothingToRun: Problem = {
  code: 'not-executable',
  element: null,
  message: 'No process of this file is marked as executable.',
  severity: 'error',
};
