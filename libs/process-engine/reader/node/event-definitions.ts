import type { EventDefinition } from '../../model/event.js';
import { nameOf } from '../bpmn.js';
import type { AnyElement, Element } from '../bpmn.js';
import type { Drawing } from '../drawing.js';
import type { Reading } from '../reading.js';
import { readTimer } from './timers.js';

type Named = { readonly id?: string; readonly name?: string } | undefined;

/** Undefined when it was refused. */
export function readEventDefinition(node: Element, definition: Element, drawing: Drawing): EventDefinition | undefined {
  const { messages, reading } = drawing;
  const element = definition as AnyElement;
  switch (element.$type) {
    case 'bpmn:MessageEventDefinition': {
      const message = messages.read(node, element, reading);
      return message && { type: 'message', message };
    }
    case 'bpmn:TimerEventDefinition':
      return readTimer(element, reading);
    case 'bpmn:SignalEventDefinition': {
      const signal = name(node, 'signal', element.signalRef, reading);
      return signal === undefined ? undefined : { type: 'signal', signal };
    }
    case 'bpmn:ErrorEventDefinition':
      return { type: 'error', code: codeOf(element.errorRef, element.errorRef?.errorCode) };
    case 'bpmn:EscalationEventDefinition':
      return { type: 'escalation', code: codeOf(element.escalationRef, element.escalationRef?.escalationCode) };
    case 'bpmn:ConditionalEventDefinition': {
      const condition = reading.formal(node, 'The condition', element.condition);
      if (!condition) reading.error(node, 'condition', 'The conditional event has no condition.');
      return condition && { type: 'conditional', condition };
    }
    case 'bpmn:LinkEventDefinition': {
      const link = name(node, 'link', { name: element.name }, reading);
      return link === undefined ? undefined : { type: 'link', link };
    }
    case 'bpmn:CompensateEventDefinition':
      return { type: 'compensation', activity: element.activityRef?.id, waits: element.waitForCompletion ?? true };
    case 'bpmn:TerminateEventDefinition':
      return { type: 'terminate' };
    case 'bpmn:CancelEventDefinition':
      return { type: 'cancel' };
    default:
      reading.error(node, 'unsupported', `Events of the kind ${definition.$type} cannot be run.`);
      return undefined;
  }
}

function name(node: Element, what: string, element: Named, reading: Reading): string | undefined {
  const found = element && nameOf(element);
  if (!found) reading.error(node, what, `It is not said which ${what} this is.`);
  return found || undefined;
}

function codeOf(element: Named, code: string | undefined): string | undefined {
  return element && (code?.trim() || nameOf(element));
}
