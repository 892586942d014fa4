import { evaluate } from '../expression/evaluate.js';
import type { ProcessModel } from '../model.js';
import type { TimerEvent } from '../model/event.js';
import type { TimerWait } from '../snapshot.js';
import type { Context } from './context.js';
import { firstTurn, nextTurn } from './events/timers.js';

/** An event that makes an instance of a process, beginning at a node. */
export type EventStart =
  | { readonly node: string; readonly type: 'message' | 'signal'; readonly name: string }
  | { readonly node: string; readonly type: 'timer'; readonly event: TimerEvent };

/** Those a host must watch for as long as the version is in use. */
export function eventStarts(model: ProcessModel): EventStart[] {
  return model.triggers.flatMap((node) => startAt(model, node) ?? []);
}

/** When a timer first starts an instance. @throws Fault when its value cannot be told without an instance */
export function firstStart(model: ProcessModel, event: TimerEvent, context: Context): TimerWait {
  return firstTurn({ ...context, timeZone: model.timeZone }, event, textOf(model, event, context.now));
}

/** When it does so again; undefined: no more. */
export function nextStart(
  model: ProcessModel,
  event: TimerEvent,
  wait: TimerWait,
  context: Context,
): Omit<TimerWait, 'kind'> | undefined {
  return nextTurn({ ...context, timeZone: model.timeZone }, wait, event);
}

function startAt({ nodes }: ProcessModel, id: string): EventStart | undefined {
  const node = nodes[id];
  if (node?.kind === 'receive-task') return { node: id, type: 'message', name: node.message.name };
  if (node?.kind !== 'start-event' && node?.kind !== 'catch-event') return undefined;
  const { event } = node;
  if (event?.type === 'message') return { node: id, type: 'message', name: event.message.name };
  if (event?.type === 'signal') return { node: id, type: 'signal', name: event.signal };
  return event?.type === 'timer' ? { node: id, type: 'timer', event } : undefined;
}

function textOf({ timeZone }: ProcessModel, { value }: TimerEvent, now: Date): string {
  if (typeof value === 'string') return value;
  const evaluation = evaluate(value, {}, { now, timeZone });
  if (evaluation.outcome === 'value' && typeof evaluation.value === 'string') return evaluation.value;
  return '';
}
