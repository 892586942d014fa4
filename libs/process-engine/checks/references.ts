import type { FlowNode, ProcessModel } from '../model.js';
import type { Problem } from '../problem.js';
import type { Environment } from './environment.js';
import { error } from './finding.js';

/** What a process names must be there. @param file the processes that are deployed together */
export function checkReferences(
  model: ProcessModel,
  file: readonly ProcessModel[],
  environment: Environment,
): Problem[] {
  return Object.values(model.nodes).flatMap((node) => [
    ...checkNode(model, node, file, environment),
    ...checkCalendars(node, environment),
  ]);
}

function checkCalendars(node: FlowNode, { calendars }: Environment): Problem[] {
  if (!('event' in node) || node.event?.type !== 'timer') return [];
  const { calendar } = node.event;
  if (calendar === undefined || calendars.has(calendar)) return [];
  return [error(node.id, 'unknown-calendar', `There is no calendar "${calendar}".`)];
}

function checkNode(
  model: ProcessModel,
  node: FlowNode,
  file: readonly ProcessModel[],
  environment: Environment,
): Problem[] {
  switch (node.kind) {
    case 'service-task':
      if (node.connector === '') return [error(node.id, 'no-connector', 'It is not said which connector is called.')];
      if (environment.connectors.has(node.connector)) return [];
      return [error(node.id, 'unknown-connector', `There is no connector "${node.connector}".`)];
    case 'business-rule-task':
      if (node.decision === '') return [error(node.id, 'no-decision', 'It is not said which decision is made.')];
      if (Object.hasOwn(model.decisions, node.decision)) return [];
      return [error(node.id, 'unknown-decision', `There is no decision "${node.decision}" among those given.`)];
    case 'user-task':
      if (node.form === undefined || environment.forms.has(node.form)) return [];
      return [error(node.id, 'unknown-form', `There is no form "${node.form}".`)];
    case 'call-activity':
      if (file.some(({ id }) => id === node.called) || environment.definitions.has(node.called)) return [];
      return [error(node.id, 'unknown-process', `There is no process "${node.called}" to call.`)];
    default:
      return [];
  }
}
