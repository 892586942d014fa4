import { z } from 'zod';
import type { Caller } from '../../api/caller.js';
import type { ServiceRequest } from '../dataset.js';
import { SHOP } from './customer-import.js';
import { deskTicketOf, type Journey } from './journey.js';
import { orderTicketFor, type PlayedTicket } from './played-ticket.js';

const Id = z.object({ id: z.string() });
const OpenedTicket = Id.extend({ processInstanceId: z.string().nullable() });
const PreCheck = z.object({ outcome: z.enum(['solved-online', 'referred']) });
const LONGEST_SUBJECT = 300;

/** From the web form to the ticket. Nothing of it needs a person when a pre-check rule knows the answer. */
export async function arrive(portal: Caller, journey: Journey): Promise<void> {
  const { request } = journey;
  const key = (step: string) => journey.key(step);
  const known = { externalId: { system: SHOP, id: request.user_id } };
  journey.customerId = (await portal.post('/api/v1/customers/identify', {}, known, key('identify'), Id)).id;
  journey.stage = 'customer identified';

  const { customerId } = journey;
  const web = { channel: 'web', direction: 'inbound', customerId };
  const contact = await portal.post('/api/v1/contacts', {}, web, key('contact'), Id);
  journey.contactIds.push(contact.id);
  journey.stage = 'contact started';

  const demand = { ...demandOf(request), summary: request.request, contactIds: [contact.id] };
  journey.interactionEventId = (await portal.post('/api/v1/interaction-events', {}, demand, key('demand'), Id)).id;
  journey.stage = 'demand recorded';

  const given = { id: journey.interactionEventId };
  const preCheck = '/api/v1/interaction-events/{id}/pre-check';
  const { outcome } = await portal.post(preCheck, given, undefined, key('pre-check'), PreCheck);
  journey.stage = 'pre-checked';
  if (outcome === 'referred') await openTickets(portal, journey);
  if (outcome === 'solved-online' || journey.variation === 'self-served') await leave(portal, journey);
}

/** A ticket for each change of an order; a customer who serves themselves knows the number, and has confirmed. */
async function openTickets(portal: Caller, journey: Journey): Promise<void> {
  const { actions } = journey.request;
  const tickets: PlayedTicket[] = [];
  for (const action of actions) {
    const { ticketType, orderId, variables } = orderTicketFor(action);
    const known = { ...variables, ...(journey.unattended && { orderId, confirmed: true }) };
    tickets.push({ ...(await open(portal, journey, ticketType, known, tickets.length)), action });
  }
  const deskTicket = deskTicketOf(journey.variation);
  if (deskTicket !== undefined)
    tickets.push({ ...(await open(portal, journey, deskTicket, {}, tickets.length)), action: null });
  journey.tickets = tickets;
  journey.stage = 'tickets opened';
}

async function open(portal: Caller, journey: Journey, ticketType: string, variables: object, index: number) {
  const { request } = journey;
  const ticket = {
    ticketType,
    customerId: journey.customerId,
    interactionEventIds: [journey.interactionEventId],
    channel: 'web',
    subject: request.request.slice(0, LONGEST_SUBJECT),
    description: request.request,
    category: demandOf(request).topic,
    variables,
  };
  const opened = await portal.post('/api/v1/tickets', {}, ticket, journey.key(`ticket-${index}`), OpenedTicket);
  return { id: opened.id, instance: opened.processInstanceId };
}

async function leave(portal: Caller, journey: Journey): Promise<void> {
  const [id] = journey.contactIds as [string];
  await portal.post('/api/v1/contacts/{id}/end', { id }, { outcome: 'self-served' }, journey.key('leave'), z.unknown());
  if (journey.tickets.length === 0) journey.stage = 'contact ended';
}

export async function urge(portal: Caller, journey: Journey): Promise<void> {
  const { id } = journey.tickets[0]!;
  await portal.post('/api/v1/tickets/{id}/urge', { id }, { note: 'How far is it?' }, journey.key('urge'), Id);
}

/** What kind of demand it is, by what resolves it. */
function demandOf({ actions }: ServiceRequest): { type: string; topic: string } {
  const [first, ...others] = new Set(actions.map(({ name }) => name.replaceAll('_', '-')));
  if (first === undefined) return { type: 'enquiry', topic: 'question' };
  return { type: 'business-request', topic: others.length === 0 ? first : 'several-order-changes' };
}
