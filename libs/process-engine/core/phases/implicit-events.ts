import type { EventDefinition } from '../../model/event.js';
import type { MultiInstance } from '../../model/loop.js';
import type { ThrownEvent } from '../../records/event.js';
import type { LiveElement } from '../../snapshot.js';
import { passBoundary } from '../events/catch.js';
import { boundaryOf } from '../events/find-catcher.js';
import { placeOf, type Execution } from '../run/execution.js';
import { holds } from '../run/variables.js';
import { counters } from './counters.js';

export interface ImplicitEvents {
  /** Does the throwing: it comes after what the loop itself does next, and is worked on before. */
  readonly thrown: readonly (() => void)[];
  /** A complex behaviour that throws ends the activity; the instances left are cancelled. */
  readonly cancelled: boolean;
}

/** What an instance that has just completed throws to the boundary of its activity, which is not interrupted by it. @throws Fault */
export function implicitEvents(run: Execution, body: LiveElement, loop: MultiInstance): ImplicitEvents {
  const events = body.loop!.completed === 0 ? [] : eventsOf(run, body, loop);
  return {
    thrown: events.map((event) => () => throwToBoundary(run, body, event)),
    cancelled: loop.behavior.type === 'complex' && events.length > 0,
  };
}

function eventsOf(run: Execution, body: LiveElement, { behavior }: MultiInstance): EventDefinition[] {
  switch (behavior.type) {
    case 'all':
      return [];
    case 'none':
      return [behavior.event];
    case 'one':
      return body.loop!.completed === 1 ? [behavior.event] : [];
    case 'complex': {
      const met = behavior.definitions.filter(({ condition }) => holds(run, body, condition, counters(body.loop!)));
      return met.map(({ event }) => event);
    }
  }
}

function throwToBoundary(run: Execution, body: LiveElement, event: EventDefinition): void {
  const node = boundaryOf(run, body).find((boundary) => nameOf(boundary.event) === nameOf(event));
  if (!node) return;
  run.record({ type: 'event-thrown', ...placeOf(body), event: thrown(event), caughtBy: node.id });
  passBoundary(run, body, node, null);
}

function nameOf(event: EventDefinition): string {
  if (event.type === 'signal') return `signal ${event.signal}`;
  if (event.type === 'message') return `message ${event.message.name}`;
  return 'code' in event ? `${event.type} ${event.code}` : event.type;
}

function thrown(event: EventDefinition): ThrownEvent {
  const variables = {};
  switch (event.type) {
    case 'signal':
      return { type: 'signal', name: event.signal, variables };
    case 'message':
      return { type: 'message', name: event.message.name, key: null, variables };
    case 'error':
    case 'escalation':
      return { type: event.type, code: event.code ?? '', variables };
    default:
      return { type: event.type };
  }
}
