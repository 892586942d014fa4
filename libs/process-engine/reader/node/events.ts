import type { EventDefinition } from '../../model/event.js';
import type { EventNode, NodeBase } from '../../model/node.js';
import type { Bpmn, Element } from '../bpmn.js';
import type { Drawing } from '../drawing.js';
import { readEventDefinition } from './event-definitions.js';
import { readInput, readOutput } from './mappings.js';
import type { Reading } from '../reading.js';

export type EventElement =
  | Bpmn<'StartEvent'>
  | Bpmn<'EndEvent'>
  | Bpmn<'IntermediateCatchEvent'>
  | Bpmn<'IntermediateThrowEvent'>
  | Bpmn<'BoundaryEvent'>;

/** Undefined when it was refused. */
export function readEvent(element: EventElement, base: NodeBase, drawing: Drawing): EventNode | undefined {
  const { reading } = drawing;
  const definitions = definitionsOf(element);
  if (definitions.length > 1) {
    reading.error(element, 'multiple-events', 'An event with several triggers cannot be run; draw one event for each.');
    return undefined;
  }
  const event = definitions[0] && readEventDefinition(element, definitions[0], drawing);
  if (definitions[0] && !event) return undefined;
  const place = placeOf(element);
  if (!allowed[place].has(event?.type ?? 'none')) {
    reading.error(
      element,
      'event-place',
      `${names[place]} cannot be ${event ? `of the kind "${event.type}"` : 'without a trigger'}.`,
    );
    return undefined;
  }
  return made(element, base, event, reading);
}

function made(element: EventElement, base: NodeBase, event: EventDefinition | undefined, reading: Reading): EventNode {
  switch (element.$type) {
    case 'bpmn:StartEvent':
      if (element.isInterrupting === false) refuseInterruption(element, event, reading);
      return {
        ...base,
        kind: 'start-event',
        event,
        interrupting: event?.type === 'error' || (element.isInterrupting ?? true),
        output: readOutput(element, reading),
      };
    case 'bpmn:EndEvent':
      return { ...base, kind: 'end-event', event: thrown(element, event, reading), input: readInput(element, reading) };
    case 'bpmn:IntermediateThrowEvent':
      return {
        ...base,
        kind: 'throw-event',
        event: thrown(element, event, reading),
        input: readInput(element, reading),
      };
    case 'bpmn:IntermediateCatchEvent':
      return { ...base, kind: 'catch-event', event: event!, output: readOutput(element, reading) };
    case 'bpmn:BoundaryEvent': {
      const attachedTo = element.attachedToRef?.id;
      if (!attachedTo) reading.error(element, 'boundary', 'The event stands at the edge of no activity.');
      if (element.cancelActivity === false) refuseInterruption(element, event, reading);
      const interrupting = alwaysInterrupting.has(event!.type) || (element.cancelActivity ?? true);
      const output = readOutput(element, reading);
      return { ...base, kind: 'boundary-event', attachedTo: attachedTo ?? '', interrupting, event: event!, output };
    }
  }
}

/** What it is said of goes on. */
function refuseInterruption(element: Element, event: EventDefinition | undefined, reading: Reading): void {
  if (event?.type !== 'error' && event?.type !== 'cancel') return;
  reading.error(element, 'interrupting', `An event of the kind "${event.type}" always interrupts.`);
}

/** Who throws has to say what. */
function thrown(element: Element, event: EventDefinition | undefined, reading: Reading): EventDefinition | undefined {
  if ((event?.type === 'error' || event?.type === 'escalation') && event.code === undefined) {
    reading.error(element, event.type, `It is not said which ${event.type} is thrown.`);
  }
  return event;
}

function definitionsOf({ eventDefinitions, eventDefinitionRef }: EventElement): readonly Element[] {
  return [...(eventDefinitions ?? []), ...(eventDefinitionRef ?? [])];
}

type Place = 'start' | 'inner-start' | 'event-start' | 'catch' | 'throw' | 'boundary' | 'end';

function placeOf(element: EventElement): Place {
  switch (element.$type) {
    case 'bpmn:EndEvent':
      return 'end';
    case 'bpmn:IntermediateThrowEvent':
      return 'throw';
    case 'bpmn:IntermediateCatchEvent':
      return 'catch';
    case 'bpmn:BoundaryEvent':
      return 'boundary';
    case 'bpmn:StartEvent': {
      const around = element.$parent as Element & { readonly triggeredByEvent?: boolean };
      if (around.$type === 'bpmn:Process') return 'start';
      return around.triggeredByEvent ? 'event-start' : 'inner-start';
    }
  }
}

const names: Record<Place, string> = {
  start: 'The start event of a process',
  'inner-start': 'The start event of a sub-process',
  'event-start': 'The start event of an event sub-process',
  catch: 'An event that is waited for',
  throw: 'An event that is thrown',
  boundary: 'An event at the edge of an activity',
  end: 'An end event',
};

/** BPMN 2.0.2, table 10.93; a process has no variables before it is started, so no condition starts it. */
const allowed: Record<Place, ReadonlySet<EventDefinition['type'] | 'none'>> = {
  start: new Set(['none', 'message', 'timer', 'signal']),
  'inner-start': new Set(['none']),
  'event-start': new Set(['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation']),
  catch: new Set(['message', 'timer', 'signal', 'conditional', 'link']),
  throw: new Set(['none', 'message', 'signal', 'escalation', 'compensation', 'link']),
  boundary: new Set(['message', 'timer', 'signal', 'conditional', 'error', 'escalation', 'compensation', 'cancel']),
  end: new Set(['none', 'message', 'signal', 'error', 'escalation', 'compensation', 'cancel', 'terminate']),
};

const alwaysInterrupting: ReadonlySet<EventDefinition['type']> = new Set(['error', 'cancel', 'compensation']);
