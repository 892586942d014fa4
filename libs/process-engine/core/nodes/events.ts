import type { EventDefinition, LinkEvent } from '../../model/event.js';
import type { CatchEvent, EndEvent, StartEvent, ThrowEvent } from '../../model/node.js';
import type { ThrownEvent } from '../../records/event.js';
import type { LiveElement } from '../../snapshot.js';
import type { Variables } from '../../variables.js';
import { cancelTransaction, compensateFrom } from '../events/compensation.js';
import { endInstance } from '../run/ending.js';
import { correlationKey, subscribe, subscriptionTo } from '../events/subscriptions.js';
import { throwError, throwEscalation } from '../events/throw.js';
import { placeOf, type Execution } from '../run/execution.js';
import { empty, enter, leave } from '../run/tokens.js';
import { valueOf } from '../run/variables.js';

type Thrower = EndEvent | ThrowEvent;
type Throwers = {
  [Type in EventDefinition['type']]?: (
    run: Execution,
    element: LiveElement,
    event: Extract<EventDefinition, { type: Type }>,
    node: Thrower,
  ) => void;
};

/** Reached without its event, or nothing to wait for. */
export function passEvent(run: Execution, { id }: LiveElement, _node: StartEvent | CatchEvent | Thrower): void {
  run.agenda.push({ do: 'leave', element: id });
}

export function catchEvent(run: Execution, element: LiveElement, node: CatchEvent): void {
  const subscription = subscriptionTo(run, element, node.id, node.event);
  if (subscription) subscribe(run, element, [subscription]);
  else passEvent(run, element, node);
}

export function throwEvent(run: Execution, element: LiveElement, node: Thrower): void {
  if (!node.event) return passEvent(run, element, node);
  // The table has for each type a function for that type, which TypeScript cannot see through an index.
  const thrower = throwers[node.event.type] as Throwers[keyof Throwers] & ((...all: unknown[]) => void);
  thrower(run, element, node.event, node);
}

const throwers: Throwers = {
  message(run, element, { message }, node) {
    const key = correlationKey(run, element, message);
    send(run, element, { type: 'message', name: message.name, key, variables: payload(run, element, node) });
  },
  signal(run, element, { signal }, node) {
    send(run, element, { type: 'signal', name: signal, variables: payload(run, element, node) });
  },
  /** What nothing catches ends the instance: there is nobody else to hear it but the parent. */
  error(run, element, { code = '' }, node) {
    const error = { code, variables: payload(run, element, node) };
    if (!throwError(run, element, error)) endInstance(run, 'failed', { code });
  },
  escalation(run, element, { code = '' }, node) {
    throwEscalation(run, element, { code, variables: payload(run, element, node) });
    if (run.find(element.id)) run.agenda.push({ do: 'leave', element: element.id });
  },
  compensation: compensateFrom,
  cancel: cancelTransaction,
  terminate(run, element) {
    run.record({ type: 'event-thrown', ...placeOf(element), event: { type: 'terminate' } });
    leave(run, element);
    empty(run, run.element(element.parent!));
  },
  link: throwLink,
};

function throwLink(run: Execution, element: LiveElement, { target }: LinkEvent): void {
  const landed = enter(run, { node: target!, parent: element.parent! }, 'link');
  leave(run, element);
  run.agenda.push({ do: 'leave', element: landed.id });
}

function send(run: Execution, element: LiveElement, event: ThrownEvent): void {
  run.record({ type: 'event-thrown', ...placeOf(element), event });
  run.agenda.push({ do: 'leave', element: element.id });
}

function payload(run: Execution, element: LiveElement, { input }: Thrower): Variables {
  return Object.fromEntries(input.map(({ target, value }) => [target, valueOf(run, element, value)]));
}
