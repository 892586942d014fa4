import type { Message } from '../../model/event.js';
import { extensionOf, nameOf } from '../bpmn.js';
import type { Bpmn, Element } from '../bpmn.js';
import type { Reading } from '../reading.js';

type MessageFlow = NonNullable<Bpmn<'Collaboration'>['messageFlows']>[number];

interface Messaging extends Element {
  readonly messageRef?: Bpmn<'Message'> | Element;
  readonly operationRef?: { readonly inMessageRef?: Element };
}

/**
 * The message of an event or task. Where it names none, it is that of the flow between the pools that ends at its node, or
 * of the node at the other end, or else the flow itself is the message.
 */
export class Messages {
  constructor(private readonly flows: readonly MessageFlow[]) {}

  /** @param node the event or task; @param holder what names the message: the event definition, or the task itself */
  read(node: Element, holder: Messaging, reading: Reading): Message | undefined {
    const message = named(holder) ?? this.flowed(node);
    if (!message) {
      reading.error(node, 'message', 'It is not said which message this is.');
      return undefined;
    }
    const key = extensionOf(holder, 'correlationKey') ?? extensionOf(message, 'correlationKey');
    return {
      name: nameOf(message),
      correlationKey: key === undefined ? undefined : reading.expression(node, 'The correlation key', key),
    };
  }

  private flowed(node: Element): Element | undefined {
    const flow = this.flows.find(({ sourceRef, targetRef }) => sourceRef === node || targetRef === node);
    if (!flow) return undefined;
    const other = (flow.sourceRef === node ? flow.targetRef : flow.sourceRef) as Element | undefined;
    return flow.messageRef ?? (other && named(holderOf(other))) ?? flow;
  }
}

/** Of an event: its message event definition. */
function holderOf(node: Element): Messaging {
  const { eventDefinitions } = node as Element & { readonly eventDefinitions?: readonly Messaging[] };
  return eventDefinitions?.find(({ $type }) => $type === 'bpmn:MessageEventDefinition') ?? node;
}

function named({ messageRef, operationRef }: Messaging): Element | undefined {
  return messageRef ?? operationRef?.inMessageRef;
}
