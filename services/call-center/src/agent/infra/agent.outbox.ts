import * as contract from '#libs/contracts/call-center/call-events';
import { outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import type { Agent } from '../domain/agent.aggregate.js';
import type { AgentEvent } from '../domain/agent.events.js';

/** What routing and live boards need to hear. What supervisors write never leaves. */
export function publishAgent(event: AgentEvent, { id: agentId }: Agent): OutgoingEvent | null {
  const at = event.at.toISOString();
  switch (event.type) {
    case 'agent-state-changed': {
      const { seq, from, to, reason } = event;
      return outgoing(contract.agentStateChanged, { agentId, seq, from, to, reason, at });
    }
    case 'agent-capacity-freed':
      return outgoing(contract.agentCapacityFreed, { agentId, at });
    case 'agent-after-contact-work-ended':
      return outgoing(contract.agentAfterContactWorkEnded, { agentId, contactIds: [...event.contactIds], at });
    case 'agent-status-requested':
      return outgoing(contract.agentStatusRequested, { agentId, requestId: event.requestId, reason: event.reason, at });
    default:
      return null;
  }
}
