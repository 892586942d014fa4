import type { EventDefinition, Message } from '../../model/event.js';
import type { LiveElement, WaitFor } from '../../snapshot.js';
import type { Execution } from '../run/execution.js';
import { Fault } from '../run/fault.js';
import { valueOf } from '../run/variables.js';
import { openWait } from '../run/waits.js';
import { isTrue } from './conditions.js';
import { timerWait } from './timers.js';

/** An event to be waited for, worked out: opening it cannot fail any more. */
export interface Subscription {
  readonly node: string;
  readonly what: WaitFor;
  /** The condition holds from the start. */
  readonly now: boolean;
}

/**
 * Undefined for events nobody waits for: errors, escalations, compensation find who catches them.
 * @throws Fault EXPRESSION
 */
export function subscriptionTo(
  run: Execution,
  element: LiveElement,
  node: string,
  event: EventDefinition | undefined,
): Subscription | undefined {
  switch (event?.type) {
    case 'message':
      return { node, what: messageWait(run, element, event.message), now: false };
    case 'timer':
      return { node, what: timerWait(run, element, event), now: false };
    case 'signal':
      return { node, what: { kind: 'signal', name: event.signal }, now: false };
    case 'conditional':
      return { node, what: { kind: 'condition', held: false }, now: isTrue(run, element, event.condition) };
    default:
      return undefined;
  }
}

/** A condition that holds already fires before anything else happens. */
export function subscribe(run: Execution, element: LiveElement, subscriptions: readonly Subscription[]): void {
  for (const { node, what, now } of subscriptions) {
    const { id } = openWait(run, element, what, node);
    if (now) run.agenda.push({ do: 'fire', wait: id, result: null });
  }
}

export function messageWait(run: Execution, element: LiveElement, message: Message): WaitFor {
  return { kind: 'message', name: message.name, key: correlationKey(run, element, message) };
}

/** Null without an expression. @throws Fault EXPRESSION when the expression gives nothing to tell messages apart by */
export function correlationKey(run: Execution, element: LiveElement, { correlationKey }: Message): string | null {
  if (!correlationKey) return null;
  const key = valueOf(run, element, correlationKey);
  if (typeof key === 'string' || typeof key === 'number' || typeof key === 'boolean') return String(key);
  throw new Fault('EXPRESSION', `"${correlationKey.text}" gives no correlation key but ${JSON.stringify(key)}.`);
}
