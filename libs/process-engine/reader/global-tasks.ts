import type { Activity, ActivityBase } from '../model/activity.js';
import { readRule, readScript, readWork } from './node/activities.js';
import type { AnyElement, Bpmn } from './bpmn.js';
import type { Content } from './scopes.js';
import type { Reading } from './reading.js';

export type GlobalTaskElement =
  | Bpmn<'GlobalTask'>
  | Bpmn<'GlobalManualTask'>
  | Bpmn<'GlobalUserTask'>
  | Bpmn<'GlobalScriptTask'>
  | Bpmn<'GlobalBusinessRuleTask'>;

export function isGlobalTask(element: AnyElement): element is GlobalTaskElement {
  return element.$instanceOf('bpmn:GlobalTask');
}

/** A process of the task alone. Its node must not have the id of the process, and an XML id cannot have a slash in it. */
export function globalTaskContent(element: GlobalTaskElement, reading: Reading): Content {
  const id = element.id ?? '';
  const node = readTask(element, emptyBase(`${id}/task`, id), reading);
  const scope = { id, nodes: [node.id], starts: [node.id], eventSubProcesses: [], variables: [] };
  return { nodes: { [node.id]: node }, flows: {}, scopes: { [id]: scope } };
}

function readTask(element: GlobalTaskElement, base: ActivityBase, reading: Reading): Activity {
  switch (element.$type) {
    case 'bpmn:GlobalTask':
      return { ...base, kind: 'task' };
    case 'bpmn:GlobalManualTask':
      return { ...base, kind: 'manual-task' };
    case 'bpmn:GlobalUserTask':
      return { ...base, kind: 'user-task', ...readWork(element, reading) };
    case 'bpmn:GlobalScriptTask':
      return { ...base, kind: 'script-task', ...readScript(element, element.scriptLanguage, reading) };
    case 'bpmn:GlobalBusinessRuleTask':
      return { ...base, kind: 'business-rule-task', ...readRule(element) };
  }
}

function emptyBase(id: string, scope: string): ActivityBase {
  return {
    id,
    scope,
    incoming: [],
    outgoing: [],
    boundary: [],
    forCompensation: false,
    startQuantity: 1,
    completionQuantity: 1,
    input: [],
    output: [],
    variables: [],
  };
}
