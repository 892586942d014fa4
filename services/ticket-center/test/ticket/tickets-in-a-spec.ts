import type { NewTicket } from '../../src/ticket/domain/new-ticket.js';
import { Ticket } from '../../src/ticket/domain/ticket.aggregate.js';
import type { TicketEvent } from '../../src/ticket/domain/ticket.events.js';

export const NOW = new Date('2026-11-23T09:00:00Z');

export function minutesLater(minutes: number): Date {
  return new Date(NOW.getTime() + minutes * 60_000);
}

/** A ticket nobody has taken yet. */
export function aNewTicket(over: Partial<NewTicket> = {}): Ticket {
  const input: NewTicket = {
    id: '0199d2f0-0000-7000-8000-000000000004',
    number: 'T-20261123-000001',
    ticketType: 'general',
    customerId: '0199d2f0-0000-7000-8000-000000000002',
    interactionEventIds: [],
    taskId: null,
    subject: 'Where is my parcel?',
    description: 'It should have come on Friday.',
    category: null,
    categoryId: null,
    categoryPath: null,
    priority: 'normal',
    channel: 'web',
    processInstanceId: null,
    ...over,
  };
  return forgetting(Ticket.open(input, null, 'portal', NOW));
}

/** A ticket an agent works on. */
export function anOpenTicketOf(agentId: string): Ticket {
  const ticket = aNewTicket();
  ticket.grab(agentId, NOW);
  return forgetting(ticket);
}

export function aSolvedTicketOf(agentId: string, { returnVisit = false } = {}): Ticket {
  const ticket = anOpenTicketOf(agentId);
  ticket.solve('Sent again.', returnVisit, agentId, NOW);
  return forgetting(ticket);
}

export function aClosedTicketOf(agentId: string): Ticket {
  const ticket = aSolvedTicketOf(agentId);
  ticket.close(agentId, NOW);
  return forgetting(ticket);
}

/** What happened, by name and in order. */
export function happenedTo(ticket: Ticket): TicketEvent['type'][] {
  return ticket.takeEvents().map(({ type }) => type);
}

/** So that a test sees only what it does itself. */
function forgetting(ticket: Ticket): Ticket {
  ticket.takeEvents();
  return ticket;
}
