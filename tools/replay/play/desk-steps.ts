import { z } from 'zod';
import { TicketView } from '../views.js';
import { until } from '../../until.js';
import type { Person } from '../../api/hire.js';
import type { Journey } from './journey.js';
import type { PlayedTicket } from './played-ticket.js';

/** Out of the pool, with the contact that waits beside them. */
export async function takeOn(agent: Person, journey: Journey): Promise<void> {
  for (const ticket of journey.tickets) await ticketStep(agent, journey, ticket, 'grab');
  journey.stage = 'tickets grabbed';
  if (journey.variation !== 'self-served') {
    const [id] = journey.contactIds as [string];
    await agent.caller.post('/api/v1/contacts/{id}/connect', { id }, {}, journey.key('connect'), z.unknown());
  }
  for (const ticket of journey.tickets) await ticketStep(agent, journey, ticket, 'reply', { text: 'We are on it.' });
  journey.stage = 'customer replied to';
}

/** By a close flow: closed at once, or after the return visit. */
export async function finish(agent: Person, journey: Journey, ticket: PlayedTicket): Promise<void> {
  const flow = journey.variation === 'return visit' ? 'apologised' : 'answered';
  await ticketStep(agent, journey, ticket, 'finish', { flow, answers: { answer: 'It is put right.' } });
}

export async function endContact(agent: Person, journey: Journey): Promise<void> {
  const [id] = journey.contactIds as [string];
  if (journey.variation !== 'self-served') {
    await agent.caller.post(
      '/api/v1/contacts/{id}/end',
      { id },
      { outcome: 'handled' },
      journey.key('end'),
      z.unknown(),
    );
  }
  journey.stage = 'contact ended';
}

/** A POST on a ticket of the journey, e.g. `solve`. */
export async function ticketStep(
  { caller }: Person,
  journey: Journey,
  { id }: PlayedTicket,
  verb: string,
  body: object = {},
): Promise<TicketView> {
  return caller.post(`/api/v1/tickets/{id}/${verb}`, { id }, body, journey.key(`${verb}/${id}`), TicketView);
}

/** The ticket as soon as it is so. */
export async function ticketThat(
  { caller }: Person,
  { id }: PlayedTicket,
  what: string,
  withinMs: number,
  isSo: (ticket: TicketView) => boolean,
): Promise<TicketView> {
  const look = async () => {
    const ticket = await caller.get('/api/v1/tickets/{id}', { id }, TicketView);
    return isSo(ticket) ? ticket : undefined;
  };
  return until(what, look, { withinMs });
}
