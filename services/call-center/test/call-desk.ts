import type { Channel, Direction } from '#libs/contracts/call-center/call-events';
import type { DataOf } from '#libs/contracts/event-contract';
import type { ticketClosed, ticketOpened } from '#libs/contracts/ticket-center/ticket-events';
import { newId } from '#libs/kernel/id';
import type { ApiAnswer, ApiClient } from '#libs/testing/api-client';

interface ContactInput {
  channel?: Channel;
  direction?: Direction;
  customerId?: string;
  address?: string;
  taskId?: string;
}

interface EventInput {
  type?: string;
  topic?: string;
  summary?: string;
}

/** What a portal or an agent does with call-center; each step fails the test when it is refused. */
export class CallDesk {
  constructor(private readonly client: ApiClient) {}

  async contact(input: ContactInput = {}): Promise<string> {
    const body = { channel: 'web', direction: 'inbound', ...input };
    return (await this.ok(this.client.post<{ id: string }>('/api/v1/contacts', body))).id;
  }

  async identify(contactId: string, customerId: string): Promise<void> {
    await this.ok(this.client.post(`/api/v1/contacts/${contactId}/identify`, { customerId }));
  }

  async end(contactId: string, outcome: string): Promise<void> {
    await this.ok(this.client.post(`/api/v1/contacts/${contactId}/end`, { outcome }));
  }

  async event(contactIds: string[], input: EventInput = {}): Promise<string> {
    const body = { type: 'complaint', topic: 'delivery', summary: 'It came late.', contactIds, ...input };
    return (await this.ok(this.client.post<{ id: string }>('/api/v1/interaction-events', body))).id;
  }

  readContact(id: string): Promise<Record<string, unknown>> {
    return this.ok(this.client.get(`/api/v1/contacts/${id}`));
  }

  readEvent(id: string): Promise<Record<string, unknown>> {
    return this.ok(this.client.get(`/api/v1/interaction-events/${id}`));
  }

  async ok<Body>(answering: Promise<ApiAnswer<Body>>): Promise<Body> {
    const { status, body } = await answering;
    if (status >= 400) throw new Error(`${status}: ${JSON.stringify(body)}`);
    return body;
  }
}

export function anOpenedTicket(ticketId: string, interactionEventIds: string[]): DataOf<typeof ticketOpened> {
  return {
    ticketId,
    number: 'T-20261123-000001',
    ticketType: 'general',
    customerId: newId(new Date()),
    interactionEventIds,
    taskId: null,
    priority: 'normal',
  };
}

export function aClosedTicket(ticketId: string, interactionEventIds: string[]): DataOf<typeof ticketClosed> {
  return {
    ticketId,
    number: 'T-20261123-000001',
    ticketType: 'general',
    customerId: newId(new Date()),
    interactionEventIds,
    assigneeId: 'mia',
    openedAt: '2026-11-23T08:00:00.000Z',
    firstRepliedAt: '2026-11-23T08:05:00.000Z',
    solvedAt: '2026-11-23T08:30:00.000Z',
    closedAt: '2026-11-23T08:40:00.000Z',
    urgedTimes: 0,
    content: { description: true, solution: true, category: true, reply: true },
    satisfaction: null,
  };
}
