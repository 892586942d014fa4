import type { DataOf } from '#libs/contracts/event-contract';
import { contactConnected, contactEnded, contactStarted, type Channel } from '#libs/contracts/call-center/call-events';
import {
  ticketArchived,
  ticketClosed,
  ticketOpened,
  ticketStatusChanged,
  type TicketCategory,
} from '#libs/contracts/ticket-center/ticket-events';
import { newId } from '#libs/kernel/id';
import type { ServiceInTest } from '#libs/testing/service-in-test';

export const anId = () => newId(new Date());

/** What call-center and ticket-center tell; each step is handled when it resolves. */
export class EventsOfOthers {
  readonly #customerId = anId();

  constructor(
    private readonly service: ServiceInTest,
    private readonly tenant: string = 'acme',
  ) {}

  async contactStarted(channel: Channel, contactId = anId()): Promise<string> {
    const data = { contactId, number: 'C-1', channel, direction: 'inbound', customerId: null } as const;
    await this.service.publish(contactStarted, data, this.#about(contactId));
    return contactId;
  }

  async contactConnected(contactId: string): Promise<void> {
    await this.service.publish(contactConnected, { contactId, agentId: 'mia' }, this.#about(contactId));
  }

  async contactEnded(contactId: string): Promise<void> {
    const data = { contactId, customerId: null, outcome: 'handled' } as const;
    await this.service.publish(contactEnded, data, this.#about(contactId));
  }

  async ticketOpened(ticketId = anId(), time?: string): Promise<string> {
    const data: DataOf<typeof ticketOpened> = {
      ticketId,
      number: 'T-1',
      ticketType: 'general',
      customerId: this.#customerId,
      interactionEventIds: [],
      taskId: null,
      priority: 'normal',
    };
    await this.service.publish(ticketOpened, data, { ...this.#about(ticketId), time });
    return ticketId;
  }

  async ticketBecame(ticketId: string, to: TicketCategory, from: TicketCategory = 'new'): Promise<void> {
    const data = { ticketId, customerId: this.#customerId, from, to };
    await this.service.publish(ticketStatusChanged, { ...data, name: null }, this.#about(ticketId));
  }

  async ticketClosed(with_: Partial<DataOf<typeof ticketClosed>> = {}): Promise<string> {
    const data = { ...aClosedTicket(), ...with_ };
    await this.service.publish(ticketClosed, data, this.#about(data.ticketId));
    return data.ticketId;
  }

  async ticketArchived(ticketId: string): Promise<void> {
    await this.service.publish(ticketArchived, { ticketId, customerId: this.#customerId }, this.#about(ticketId));
  }

  #about(subject: string) {
    return { tenant: this.tenant, subject };
  }
}

/** Answered after 10 minutes, solved after 2 hours, with all its content. */
function aClosedTicket(): DataOf<typeof ticketClosed> {
  return {
    ticketId: anId(),
    number: 'T-20261123-000001',
    ticketType: 'general',
    customerId: anId(),
    interactionEventIds: [anId()],
    assigneeId: 'mia',
    openedAt: '2026-11-23T06:00:00.000Z',
    firstRepliedAt: '2026-11-23T06:10:00.000Z',
    solvedAt: '2026-11-23T08:00:00.000Z',
    closedAt: '2026-11-23T08:40:00.000Z',
    urgedTimes: 0,
    content: { description: true, solution: true, category: true, reply: true },
    satisfaction: null,
  };
}
