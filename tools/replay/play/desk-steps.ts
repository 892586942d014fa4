import { z } from 'zod';
import { TicketView } from '../api/views.js';
import { until } from '../until.js';
import type { Person } from './cast.js';
import type { Journey } from './journey.js';

/** Longer than ticket-center tries to reach the order system. */
const ACTIONS_WITHIN_MS = 300_000;
export const CONNECTOR = 'order-system';

/** Out of the pool, with the contact that waits beside it. */
export async function takeOn(agent: Person, journey: Journey): Promise<void> {
  await ticketStep(agent, journey, 'grab');
  journey.stage = 'ticket grabbed';
  if (journey.variation !== 'self-served') {
    const [id] = journey.contactIds as [string];
    await agent.caller.post('/api/v1/contacts/{id}/connect', { id }, {}, journey.key('connect'), z.unknown());
  }
  await ticketStep(agent, journey, 'reply', { text: 'We are on it.' });
  journey.stage = 'customer replied to';
}

/** One after the other, in the order in which the shop must do them. */
export async function requestActions(agent: Person, journey: Journey): Promise<void> {
  for (const [index, { name, kwargs }] of journey.request.actions.entries()) {
    const action = { connector: CONNECTOR, name, arguments: kwargs };
    await ticketStep(agent, journey, 'actions', action, `action-${index}`);
  }
  journey.stage = 'actions requested';
}

export async function awaitActions(agent: Person, journey: Journey): Promise<TicketView> {
  const ticket = await ticketThat(agent, journey, 'its actions are finished', ACTIONS_WITHIN_MS, ({ actions }) =>
    actions.every(({ status }) => status !== 'requested'),
  );
  journey.stage = 'actions finished';
  return ticket;
}

export async function solve(agent: Person, journey: Journey, { actions }: TicketView): Promise<void> {
  const told = actions.map(({ name, status, result }) => `${name}: ${status} (${result ?? '-'})`);
  await ticketStep(agent, journey, 'solve', { solution: told.join('; ') || 'Answered.' });
  journey.stage = 'solved';
}

export async function close(agent: Person, journey: Journey): Promise<void> {
  await ticketStep(agent, journey, 'close');
  journey.stage = 'closed';
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

/** A POST on the journey's ticket, e.g. `solve`. `step` names it where one is taken more than once. */
export async function ticketStep(
  { caller }: Person,
  journey: Journey,
  verb: string,
  body: object = {},
  step = verb,
): Promise<TicketView> {
  const { ticketId: id } = journey;
  return caller.post(`/api/v1/tickets/{id}/${verb}`, { id }, body, journey.key(step), TicketView);
}

/** The ticket as soon as it is so. */
export async function ticketThat(
  { caller }: Person,
  { ticketId: id }: Journey,
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
