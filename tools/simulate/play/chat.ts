import { z } from 'zod';
import { Refused, type Caller } from '../../api/caller.js';
import type { DayClock } from '../day/day-clock.js';
import type { Agent, Handling } from './agent.js';
import type { Customer, Line } from './customer.js';

const nothing = z.unknown();
const Opened = z.object({ id: z.string(), contactId: z.string(), token: z.string() });

interface Chat {
  readonly id: string;
  readonly caller: Caller;
}

/** The offer was over already, or is unknown. */
const TOO_LATE = new Set([404, 409]);

/** Customers who write, by requests. */
export class ChatLine implements Line {
  readonly graceMs = 0;
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

/** The agent accepts over the API, both write, and the agent closes the chat. */
export class ChatHandling implements Handling {
  readonly begins = 'agent-offered';
  #accepted = 0;

  constructor(
    private readonly line: ChatLine,
    private readonly clock: DayClock,
  ) {}

  async prepare(): Promise<void> {}

  async accept({ caller }: Agent, contactId: string): Promise<boolean> {
    try {
      const key = `accept/${contactId}/${(this.#accepted += 1)}`;
      await caller.post('/api/v1/contacts/{id}/accept', { id: contactId }, {}, key, nothing);
      return true;
    } catch (error) {
      if (error instanceof Refused && TOO_LATE.has(error.status)) return false;
      throw error;
    }
  }

  async handle(agent: Agent, customer: Customer): Promise<void> {
    const { caller } = agent;
    const { id } = this.line.chatOf(customer);
    const quarter = this.clock.msOf(customer.arrival.talkSeconds) / 4;
    await agent.pause(quarter);
    await said(caller, id, 'agent-question');
    await agent.pause(quarter);
    await this.line.says(customer, 'answer');
    await agent.pause(quarter);
    await said(caller, id, 'agent-solution');
    await agent.pause(quarter);
    await caller.post('/api/v1/conversations/{id}/close', { id }, { reason: 'resolved' }, `resolved/${id}`, nothing);
  }
}

async function said(caller: Caller, id: string, clientMsgId: string): Promise<void> {
  const message = { clientMsgId, text: `This is the ${clientMsgId} of the simulated day.` };
  await caller.post('/api/v1/conversations/{id}/messages', { id }, message, `said/${id}/${clientMsgId}`, nothing);
}
