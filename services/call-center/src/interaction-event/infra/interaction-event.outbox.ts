import * as contract from '#libs/contracts/call-center/call-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { InteractionEvent } from '../domain/interaction-event.aggregate.js';
import type { InteractionEventHappening } from '../domain/interaction-event.events.js';
import type { InteractionEventRow } from './interaction-event.schema.js';

/** All of it leaves but the words: neither the summary nor the answer. */
export function publishInteractionEvent(happening: InteractionEventHappening, event: InteractionEvent): OutgoingEvent {
  const { id: interactionEventId, type, topic, customerId, contactIds } = event as unknown as InteractionEventRow;
  switch (happening.type) {
    case 'interaction-event-recorded':
      return outgoing(contract.interactionEventRecorded, { interactionEventId, type, topic, customerId, contactIds });
    case 'interaction-event-contact-linked':
      return outgoing(contract.interactionEventContactLinked, { interactionEventId, contactId: happening.contactId });
    case 'interaction-event-pre-checked': {
      const { outcome, ruleId } = happening.result;
      return outgoing(contract.interactionEventPreChecked, { interactionEventId, outcome, ruleId });
    }
    case 'interaction-event-closed':
      return outgoing(contract.interactionEventClosed, { interactionEventId, customerId, outcome: happening.outcome });
  }
}
