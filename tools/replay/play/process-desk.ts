import { z } from 'zod';
import { Page } from '../../api/page.js';
import { TicketView } from '../views.js';
import { until } from '../../until.js';
import type { Person } from '../../api/hire.js';
import type { Cast } from './cast.js';
import type { Journey } from './journey.js';
import { orderTicketFor, type OrderTicket, type PlayedTicket } from './played-ticket.js';

/** Longer than a process tries to reach the order system, and then asks people instead. */
const NEXT_WITHIN_MS = 300_000;
const NO = 'The order system says no.';

const WorkItem = z.object({ id: z.string(), assigneeId: z.string().nullable() });
const ClaimedItem = z.object({ form: z.object({ name: z.string() }).nullable() });
type Step = 'closed' | (() => Promise<unknown>);

/** What a person enters in each form, where the order system has the last word. */
const ANSWERS: Readonly<Record<string, (order: OrderTicket) => object>> = {
  'identify-order': ({ orderId }) => ({ identified: true, orderId }),
  'decide-exception': () => ({ allowed: true }),
  'choose-items': () => ({ chosen: false }),
  'by-hand': () => ({ done: false, note: NO }),
  'return-visit': () => ({ reached: true, satisfied: true, mark: 5 }),
};

/** Does what the process of a ticket asks people for, and the customer, until it has closed the ticket. */
export async function carryThrough(cast: Cast, agent: Person, journey: Journey, ticket: PlayedTicket): Promise<void> {
  const desk = new ProcessDesk(cast, agent, journey, ticket, orderTicketFor(ticket.action!));
  for (;;) {
    const step = await until('its process goes on', () => desk.next(), { withinMs: NEXT_WITHIN_MS });
    if (step === 'closed') return;
    await step();
  }
}

class ProcessDesk {
  #answered = false;

  constructor(
    private readonly cast: Cast,
    private readonly agent: Person,
    private readonly journey: Journey,
    private readonly ticket: PlayedTicket,
    private readonly order: OrderTicket,
  ) {}

  /** What is to be done now. */
  async next(): Promise<Step | undefined> {
    const { id } = this.ticket;
    const { status } = await this.agent.caller.get('/api/v1/tickets/{id}', { id }, TicketView);
    if (status === 'closed') return 'closed';
    if (status === 'waiting' && !this.#answered) return () => this.#answer();
    const { items } = await this.agent.caller.get('/api/v1/work-items', { businessKey: id }, Page(WorkItem));
    // The work of a ticket that came back is still its former owner's until the news of it has come.
    const item = items.find(({ assigneeId }) => assigneeId === null || assigneeId === this.agent.id);
    return item && (() => this.#do(item.id));
  }

  async #answer(): Promise<void> {
    const { id } = this.ticket;
    const answer = { topic: this.order.ticketType, answer: { confirmed: true } };
    const key = this.journey.key(`answer/${id}`);
    await this.cast.portal.post('/api/v1/tickets/{id}/answers', { id }, answer, key, z.unknown());
    this.#answered = true;
  }

  async #do(id: string): Promise<void> {
    const { caller } = this.agent;
    const key = (step: string) => this.journey.key(`${step}/${id}`);
    const { form } = await caller.post('/api/v1/work-items/{id}/claim', { id }, {}, key('claim'), ClaimedItem);
    const answer = ANSWERS[form?.name ?? ''];
    if (!answer) throw new Error(`nobody knows what to enter in the form ${form?.name}`);
    const done = { result: answer(this.order) };
    await caller.post('/api/v1/work-items/{id}/complete', { id }, done, key('complete'), z.unknown());
  }
}
