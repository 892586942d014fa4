import type { FlowNode, ProcessModel } from '../model.js';
import type { CallActivity } from '../model/activity.js';
import type { Problem } from '../problem.js';
import type { Environment } from './environment.js';
import { error } from './finding.js';

/** What a process names must be there. @param file the processes that are deployed together */
export function checkReferences(
  model: ProcessModel,
  file: readonly ProcessModel[],
  environment: Environment,
): Problem[] {
  return [
    ...checkTarget(model, environment),
    ...Object.values(model.nodes).flatMap((node) => [
      ...checkNode(model, node, file, environment),
      ...checkCalendars(node, environment),
      ...('sla' in node ? checkTarget(node, environment) : []),
    ]),
  ];
}

function checkTarget(
  { id, sla }: { readonly id: string; readonly sla?: string | undefined },
  { targets }: Environment,
) {
  return sla === undefined || targets.has(sla) ? [] : [error(id, 'unknown-sla', `There is no SLA "${sla}".`)];
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
      return checkCalled(node, file, environment);
    default:
      return [];
  }
}

/** The file becomes the next version of what is in it. */
function checkCalled(
  { id, called, version }: CallActivity,
  file: readonly ProcessModel[],
  { definitions }: Environment,
): Problem[] {
  const newest = (definitions.get(called)?.version ?? 0) + (file.some((model) => model.id === called) ? 1 : 0);
  if (newest === 0) return [error(id, 'unknown-process', `There is no process "${called}" to call.`)];
  if (version === 'latest' || version <= newest) return [];
  return [
    error(id, 'unknown-version', `There is no version ${version} of "${called}" to call; the newest is ${newest}.`),
  ];
}
