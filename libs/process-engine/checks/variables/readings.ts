import { namesOf } from '../../expression/compile.js';
import type { FlowNode, ProcessModel } from '../../model.js';
import type { Activity } from '../../model/activity.js';
import type { EventDefinition } from '../../model/event.js';
import type { Expression, Mapping } from '../../model/expression.js';
import type { Loop, MultiInstance } from '../../model/loop.js';
import { isActivity } from '../activities.js';

/** BPMN 2.0.2, table 10.30. */
const ofLoops = [
  'loopCounter',
  'numberOfInstances',
  'numberOfActiveInstances',
  'numberOfCompletedInstances',
  'numberOfTerminatedInstances',
];

/** The variables that the expressions of a node read from around it, without those that may as well be fields in a filter. */
export function readBy(model: ProcessModel, node: FlowNode): Set<string> {
  const own = new Set('loop' in node && node.loop ? [...ofLoops, ...elementOf(node.loop)] : []);
  const given = new Set([...own, 'result']);
  const output = 'output' in node ? valuesOf(node.output) : [];
  return new Set([...certain(before(model, node), own), ...certain([...output, ...after(node)], given)]);
}

/** The variables a condition, or another expression that stands alone, reads. */
export function readIn(expression: Expression): Set<string> {
  return certain([expression], new Set());
}

function certain(expressions: readonly Expression[], given: ReadonlySet<string>): Set<string> {
  const names = expressions.flatMap(({ text, names: known }) => {
    const { variables, perhaps } = namesOf(text, known);
    return [...variables].filter((name) => !perhaps.has(name) && name !== '?' && !given.has(name));
  });
  return new Set(names);
}

function before(model: ProcessModel, node: FlowNode): readonly Expression[] {
  const input = 'input' in node ? valuesOf(node.input) : [];
  const event = 'event' in node ? ofEvent(node.event) : [];
  if (!isActivity(node)) return [...input, ...event];
  return [...input, ...ofWork(model, node), ...(node.loop ? ofLoop(node.loop) : [])];
}

function ofWork(model: ProcessModel, node: Activity): readonly Expression[] {
  switch (node.kind) {
    case 'script-task':
      return [node.script];
    case 'user-task':
      return present([node.assignment.performer, node.assignment.candidates]);
    case 'service-task':
      return present([node.fallback]);
    case 'send-task':
    case 'receive-task':
      return present([node.message.correlationKey]);
    case 'business-rule-task': {
      const { inputs = [], rules = [] } = model.decisions[node.decision] ?? {};
      const cells = rules.flatMap(({ tests, values }) => [...tests.flatMap((each) => each.tests), ...values]);
      return [...inputs.map(({ value }) => value), ...cells];
    }
    default:
      return [];
  }
}

function ofLoop(loop: Loop): readonly Expression[] {
  if (loop.type === 'standard') return present([loop.condition]);
  const { behavior } = loop;
  const conditions = behavior.type === 'complex' ? behavior.definitions.map(({ condition }) => condition) : [];
  return [...present([loop.cardinality, loop.collection, loop.completion]), ...conditions];
}

/** What is evaluated when an instance has its result. */
function after(node: FlowNode): readonly Expression[] {
  return isActivity(node) && node.loop?.type === 'multi' ? present([node.loop.output?.value]) : [];
}

function ofEvent(event: EventDefinition | undefined): readonly Expression[] {
  switch (event?.type) {
    case 'message':
      return present([event.message.correlationKey]);
    case 'timer':
      return typeof event.value === 'string' ? [] : [event.value];
    case 'conditional':
      return [event.condition];
    default:
      return [];
  }
}

function elementOf(loop: Loop | MultiInstance): string[] {
  return loop.type === 'multi' && loop.element !== undefined ? [loop.element] : [];
}

function valuesOf(mappings: readonly Mapping[]): Expression[] {
  return mappings.map(({ value }) => value);
}

function present<T>(all: readonly (T | undefined)[]): T[] {
  return all.filter((each) => each !== undefined);
}
