import type { AgentDefinition, RoutingState } from '../model/agent.js';
import type { Reservation } from '../model/reservation.js';
import type { Agent } from './agent.js';
import type { Contact } from './contact.js';

/** What a host compares its own records of an agent with. */
export interface AgentSeen {
  readonly definition: AgentDefinition;
  readonly state: RoutingState;
  readonly idleSince: number;
  /** What takes capacity, by id. */
  readonly work: readonly Pick<Reservation, 'id' | 'contactId' | 'state'>[];
  /** Channels on which it can take one more. */
  readonly hasRoomOn: readonly string[];
}

export interface ContactSeen {
  readonly queueId: string;
  /** It wants an agent: it waits, or is being offered. */
  readonly waiting: boolean;
  /** Offers that stand. */
  readonly offers: readonly Pick<Reservation, 'id' | 'agentId'>[];
  /** Reservation of who has it, and who that is. */
  readonly handledBy: { readonly reservationId: string; readonly agentId: string } | null;
}

export function agentSeen(agent: Agent): AgentSeen {
  const { definition, state, idleSince, work } = agent;
  const seen = [...work].map((each) => ({ id: each.id, contactId: each.contactId, state: each.state }));
  const hasRoomOn = Object.keys(definition.capacity).filter((channel) => agent.hasRoom(channel));
  return { definition, state, idleSince, work: seen.sort((a, b) => (a.id < b.id ? -1 : 1)), hasRoomOn };
}

export function contactSeen({ queueId, waiting, pending, handledBy, handler }: Contact): ContactSeen {
  const offers = [...pending].map(({ id, agentId }) => ({ id, agentId }));
  const has = handledBy === null ? null : { reservationId: handledBy, agentId: handler! };
  return { queueId, waiting, offers, handledBy: has };
}
