import type { Activity } from '../../model/activity.js';
import type { Json, Mapping } from '../../model/expression.js';
import type { BoundaryEvent, CatchEvent, StartEvent } from '../../model/node.js';
import type { LiveElement } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import { endInstance } from '../run/ending.js';
import { isActivity, type Execution } from '../run/execution.js';
import { leave } from '../run/tokens.js';
import { valueOf, write } from '../run/variables.js';
import { dropWaits } from '../run/waits.js';
import { rememberForCompensation } from './compensable.js';

/** The result becomes variables, and nothing can interrupt the element any more. @throws Fault */
export function finish(run: Execution, element: LiveElement, result: Json): void {
  const node = run.node(element);
  if (!node) endInstance(run, 'completed');
  else if (isActivity(node)) finishActivity(run, element, node, result);
  else finishEvent(run, element, 'output' in node ? carried(run, element, node, result) : {});
}

function finishEvent(run: Execution, element: LiveElement, variables: Variables): void {
  writeAround(run, element, variables);
  run.agenda.push({ do: 'leave', element: element.id });
}

function finishActivity(run: Execution, element: LiveElement, node: Activity, result: Json): void {
  if (element.handlerFor !== undefined && !node.forCompensation) return conclude(run, element, node, {});
  if (element.loop) return conclude(run, element, node, collected(element, node));
  const variables = outputsOf(run, element, node, result);
  if (element.counter === undefined) conclude(run, element, node, variables);
  else finishInstance(run, element, node, variables, result);
}

function conclude(run: Execution, element: LiveElement, node: Activity, variables: Variables): void {
  dropWaits(run, element);
  writeAround(run, element, variables);
  rememberForCompensation(run, element, node);
  run.agenda.push({ do: 'leave', element: element.id });
}

/** Where results are collected, what an instance gives stays with it. */
function finishInstance(
  run: Execution,
  element: LiveElement,
  node: Activity,
  variables: Variables,
  result: Json,
): void {
  const collects = node.loop?.type === 'multi' ? node.loop.output : undefined;
  const output = collects && valueOf(run, element, collects.value, { ...variables, result });
  if (!collects) writeAround(run, element, variables);
  rememberForCompensation(run, element, node);
  endInstanceOfLoop(run, element, output);
}

/** @param output what it adds to the collected results */
export function endInstanceOfLoop(run: Execution, element: LiveElement, output?: Json): void {
  const { parent: body, counter } = element;
  leave(run, element);
  run.record({
    type: 'loop-advanced',
    element: body!,
    counter: counter!,
    ...(output !== undefined && { output }),
  });
  run.agenda.push({ do: 'advance', element: body! });
}

function collected({ loop }: LiveElement, node: Activity): Variables {
  if (!loop?.outputs || node.loop?.type !== 'multi') return {};
  return { [node.loop.output!.target]: loop.outputs };
}

function outputsOf(run: Execution, element: LiveElement, node: Activity, result: Json): Variables {
  if (!('resultVariable' in node) || node.resultVariable === undefined) {
    return mapped(run, element, node.output, result);
  }
  const byMapping = node.output.length > 0 ? mapped(run, element, node.output, result) : {};
  return { [node.resultVariable]: result, ...byMapping };
}

/** Without a mapping only messages and signals set anything. */
function carried(
  run: Execution,
  element: LiveElement,
  { event, output }: StartEvent | CatchEvent | BoundaryEvent,
  result: Json,
): Variables {
  const hasEntries = event?.type === 'message' || event?.type === 'signal';
  return hasEntries || output.length > 0 ? mapped(run, element, output, result) : {};
}

/** Without a mapping the entries of an object become variables. */
function mapped(run: Execution, element: LiveElement, output: readonly Mapping[], result: Json): Variables {
  if (output.length === 0) return isObject(result) ? result : {};
  return Object.fromEntries(output.map(({ target, value }) => [target, valueOf(run, element, value, { result })]));
}

function isObject(value: Json): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function writeAround(run: Execution, element: LiveElement, variables: Variables): void {
  write(run, run.element(element.parent!), variables, element.id);
}
