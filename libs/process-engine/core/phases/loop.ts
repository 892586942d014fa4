import type { Activity } from '../../model/activity.js';
import type { Json } from '../../model/expression.js';
import type { Loop, MultiInstance, StandardLoop } from '../../model/loop.js';
import type { LiveElement, Loop as LoopState } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import type { Execution } from '../run/execution.js';
import { Fault } from '../run/fault.js';
import { begin, beginAll, empty, type Entry } from '../run/tokens.js';
import { holds, valueOf } from '../run/variables.js';
import { counters } from './counters.js';
import { implicitEvents } from './implicit-events.js';

/** More instances than these are a mistake of the data. */
export const MAX_INSTANCES = 500;

/** @throws Fault */
export function beginLoop(run: Execution, body: LiveElement, loop: Loop): void {
  run.record({ type: 'loop-begun', element: body.id, loop: stateOf(run, body, loop) });
  run.agenda.push({ do: 'advance', element: body.id });
}

/** The body has begun, or an instance has ended: another one, or the end. @throws Fault */
export function advance(run: Execution, body: LiveElement): void {
  const { loop } = run.node(body) as Activity & { loop: Loop };
  if (loop.type === 'standard') repeat(run, body, loop);
  else proceed(run, body, loop);
}

function repeat(run: Execution, body: LiveElement, { condition, testBefore, maximum = Infinity }: StandardLoop): void {
  const { completed } = body.loop!;
  const asked = testBefore || completed > 0;
  const loopCounter = testBefore ? completed + 1 : completed;
  const again = completed < maximum && (!asked || !condition || holds(run, body, condition, { loopCounter }));
  if (again) begin(run, instance(body, completed + 1), 'loop');
  else end(run, body);
}

function proceed(run: Execution, body: LiveElement, loop: MultiInstance): void {
  const { kind, total = 0, started, completed } = body.loop!;
  const { thrown, cancelled } = implicitEvents(run, body, loop);
  if (completed === total || cancelled || isComplete(run, body, loop)) end(run, body);
  else if (kind === 'sequential') begin(run, instance(body, started + 1, loop), 'loop');
  else if (started === 0) beginAll(run, parallelInstances(body, loop), 'loop');
  for (const throwIt of thrown) throwIt();
}

function isComplete(run: Execution, body: LiveElement, { completion }: MultiInstance): boolean {
  return completion !== undefined && body.loop!.completed > 0 && holds(run, body, completion, counters(body.loop!));
}

/** By completion: instances that still run are cancelled. */
function end(run: Execution, body: LiveElement): void {
  empty(run, body);
  run.agenda.push({ do: 'finish', element: body.id, result: null });
}

function parallelInstances(body: LiveElement, loop: MultiInstance): Entry[] {
  return Array.from({ length: body.loop!.total! }, (_, index) => instance(body, index + 1, loop));
}

function instance({ id, node, loop: state }: LiveElement, counter: number, loop?: MultiInstance): Entry {
  const element = loop?.element;
  const variables: Variables = {
    loopCounter: counter,
    ...(element !== undefined && state?.items && { [element]: state.items[counter - 1]! }),
  };
  return { node, parent: id, counter, variables };
}

function stateOf(run: Execution, body: LiveElement, loop: Loop): LoopState {
  if (loop.type === 'standard') return { kind: 'standard', started: 0, completed: 0 };
  const items = loop.collection && listOf(run, body, loop);
  const total = items?.length ?? numberOf(run, body, loop);
  if (total > MAX_INSTANCES) {
    throw new Fault('TOO_MANY_INSTANCES', `${total} instances are asked for; ${MAX_INSTANCES} are allowed.`);
  }
  return {
    kind: loop.sequential ? 'sequential' : 'parallel',
    total,
    started: 0,
    completed: 0,
    ...(items && { items }),
    ...(loop.output && { outputs: Array.from({ length: total }, () => null) }),
  };
}

function listOf(run: Execution, body: LiveElement, { collection }: MultiInstance): readonly Json[] {
  const list = valueOf(run, body, collection!);
  if (Array.isArray(list)) return list as readonly Json[];
  throw new Fault('EXPRESSION', `"${collection!.text}" gives no list but ${JSON.stringify(list)}.`);
}

function numberOf(run: Execution, body: LiveElement, { cardinality }: MultiInstance): number {
  const number = valueOf(run, body, cardinality!);
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0) return number;
  throw new Fault('EXPRESSION', `"${cardinality!.text}" gives no number of instances but ${JSON.stringify(number)}.`);
}
