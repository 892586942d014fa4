import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import type { DayClock } from '../day/day-clock.js';
import type { Agent, Handling } from './agent.js';
import type { Customer, Line } from './customer.js';

const nothing = z.unknown();
const Opened = z.object({ id: z.string(), contactId: z.string(), token: z.string() });

interface Chat {
  readonly id: string;
  readonly caller: Caller;
}

/** Customers who write, by requests. */
export class ChatLine implements Line {
  readonly #chats = new Map<Customer, Chat>();

  constructor(
    private readonly portal: Caller,
    private readonly queueId: string,
    private readonly run: string,
  ) {}

  async enter(customer: Customer): Promise<string> {
    const key = `${this.run}/chat/${customer.arrival.number}`;
    const opened = await this.portal.post('/api/v1/conversations', {}, { queueId: this.queueId }, key, Opened);
    this.#chats.set(customer, { id: opened.id, caller: this.portal.as(opened.token) });
    await this.says(customer, 'hello');
    return opened.contactId;
  }

  async leave(customer: Customer): Promise<void> {
    const { id, caller } = this.chatOf(customer);
    await caller.post('/api/v1/conversations/{id}/close', { id }, { reason: 'customer-left' }, `left/${id}`, nothing);
  }

  async says(customer: Customer, what: string): Promise<void> {
    const { id, caller } = this.chatOf(customer);
    await said(caller, id, `customer-${what}`);
  }

  chatOf(customer: Customer): Chat {
    return this.#chats.get(customer)!;
  }
}

/** Both write, then the agent closes the chat. */
export class ChatHandling implements Handling {
  constructor(
    private readonly line: ChatLine,
    private readonly clock: DayClock,
  ) {}

  async handle({ caller, pause }: Agent, customer: Customer): Promise<void> {
    const { id } = this.line.chatOf(customer);
    const quarter = this.clock.msOf(customer.arrival.talkSeconds) / 4;
    await pause(quarter);
    await said(caller, id, 'agent-question');
    await pause(quarter);
    await this.line.says(customer, 'answer');
    await pause(quarter);
    await said(caller, id, 'agent-solution');
    await pause(quarter);
    await caller.post('/api/v1/conversations/{id}/close', { id }, { reason: 'resolved' }, `resolved/${id}`, nothing);
  }
}

async function said(caller: Caller, id: string, clientMsgId: string): Promise<void> {
  const message = { clientMsgId, text: `This is the ${clientMsgId} of the simulated day.` };
  await caller.post('/api/v1/conversations/{id}/messages', { id }, message, `said/${id}/${clientMsgId}`, nothing);
}
