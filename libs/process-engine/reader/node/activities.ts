import type { Activity, ActivityBase } from '../../model/activity.js';
import type { NodeBase } from '../../model/node.js';
import { readAssignment } from './assignments.js';
import { extensionOf, nameOf } from '../bpmn.js';
import type { Bpmn, Element } from '../bpmn.js';
import { readCall } from './calls.js';
import type { Drawing } from '../drawing.js';
import { readLoop } from './loops.js';
import { readInput, readOutput } from './mappings.js';
import type { Reading } from '../reading.js';

export type ActivityElement =
  | Bpmn<'Task'>
  | Bpmn<'ManualTask'>
  | Bpmn<'UserTask'>
  | Bpmn<'ServiceTask'>
  | Bpmn<'SendTask'>
  | Bpmn<'ReceiveTask'>
  | Bpmn<'ScriptTask'>
  | Bpmn<'BusinessRuleTask'>
  | Bpmn<'SubProcess'>
  | Bpmn<'Transaction'>
  | Bpmn<'CallActivity'>;

/** Undefined when it was refused. */
export function readActivity(element: ActivityElement, node: NodeBase, drawing: Drawing): Activity | undefined {
  const { messages, reading } = drawing;
  const base = readBase(element, node, drawing);
  switch (element.$type) {
    case 'bpmn:Task':
      return { ...base, kind: 'task' };
    case 'bpmn:ManualTask':
      return { ...base, kind: 'manual-task' };
    case 'bpmn:UserTask':
      return { ...base, kind: 'user-task', ...readWork(element, reading) };
    case 'bpmn:ServiceTask':
      return { ...base, kind: 'service-task', ...readCall(element, reading) };
    case 'bpmn:SendTask': {
      const message = messages.read(element, element, reading);
      return message && { ...base, kind: 'send-task', message };
    }
    case 'bpmn:ReceiveTask': {
      const message = messages.read(element, element, reading);
      return message && { ...base, kind: 'receive-task', message, instantiate: element.instantiate ?? false };
    }
    case 'bpmn:ScriptTask':
      return { ...base, kind: 'script-task', ...readScript(element, element.scriptFormat, reading) };
    case 'bpmn:BusinessRuleTask':
      return { ...base, kind: 'business-rule-task', ...readRule(element) };
    case 'bpmn:Transaction':
      if (element.method && !/compensate$/i.test(element.method)) {
        reading.error(
          element,
          'unsupported',
          `A transaction by "${element.method}" cannot be run; only by compensation.`,
        );
      }
      return { ...base, kind: 'sub-process', transaction: true };
    case 'bpmn:SubProcess':
      return { ...base, kind: 'sub-process', transaction: false };
    case 'bpmn:CallActivity':
      return {
        ...base,
        kind: 'call-activity',
        called: readCalled(element, reading),
        version: readVersion(element, reading),
      };
  }
}

function readBase(element: ActivityElement, node: NodeBase, drawing: Drawing): ActivityBase {
  const { surroundings, reading } = drawing;
  return {
    ...node,
    boundary: surroundings.boundaryOf(node.id),
    loop: readLoop(element, element.loopCharacteristics, drawing),
    default: element.default?.id,
    forCompensation: element.isForCompensation ?? false,
    compensation: surroundings.handlerOf(node.id),
    startQuantity: readQuantity(element, element.startQuantity, reading),
    completionQuantity: readQuantity(element, element.completionQuantity, reading),
    input: readInput(element, reading),
    output: readOutput(element, reading),
    variables: (element.properties ?? []).map(nameOf),
    sla: extensionOf(element, 'sla'),
  };
}

function readQuantity(element: Element, quantity = 1, reading: Reading): number {
  if (!Number.isInteger(quantity) || quantity < 1)
    reading.error(element, 'quantity', 'A number of tokens must be 1 or more.');
  return quantity;
}

export function readWork(task: Element, reading: Reading) {
  return { form: extensionOf(task, 'form'), sop: extensionOf(task, 'sop'), assignment: readAssignment(task, reading) };
}

export function readScript(
  task: Element & { readonly script?: string },
  language: string | undefined,
  reading: Reading,
) {
  reading.language(task, 'The script', language);
  const script = reading.expression(task, 'The script', task.script ?? '');
  return { script, resultVariable: extensionOf(task, 'resultVariable') };
}

export function readRule(task: Element) {
  return { decision: extensionOf(task, 'decision') ?? '', resultVariable: extensionOf(task, 'resultVariable') };
}

function readCalled(element: Bpmn<'CallActivity'>, reading: Reading): string {
  // A qualified name: what is called is told by its last part, whatever namespace its file has.
  const called = element.calledElement?.trim().split(':').at(-1);
  if (!called) reading.error(element, 'called', 'It is not said which process is called.');
  return called ?? '';
}

function readVersion(element: Element, reading: Reading): number | 'latest' {
  const version = extensionOf(element, 'version') ?? 'latest';
  if (version === 'latest') return version;
  if (/^[1-9]\d{0,8}$/.test(version)) return Number(version);
  reading.error(element, 'called', `"${version}" is no version; it is a number, or "latest".`);
  return 'latest';
}
