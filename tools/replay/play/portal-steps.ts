import { z } from 'zod';
import type { Caller } from '../api/caller.js';
import type { ServiceRequest } from '../dataset.js';
import { SHOP } from './customer-import.js';
import type { Journey } from './journey.js';

const Id = z.object({ id: z.string() });
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
  if (outcome === 'referred') await openTicket(portal, journey);
  if (outcome === 'solved-online' || journey.variation === 'self-served') await leave(portal, journey);
}

async function openTicket(portal: Caller, journey: Journey): Promise<void> {
  const { request } = journey;
  const ticket = {
    ticketType: journey.variation === 'return visit' ? 'complaint' : 'order-service',
    customerId: journey.customerId,
    interactionEventIds: [journey.interactionEventId],
    channel: 'web',
    subject: request.request.slice(0, LONGEST_SUBJECT),
    description: request.request,
    category: demandOf(request).topic,
  };
  journey.ticketId = (await portal.post('/api/v1/tickets', {}, ticket, journey.key('ticket'), Id)).id;
  journey.stage = 'ticket opened';
}

async function leave(portal: Caller, journey: Journey): Promise<void> {
  const [id] = journey.contactIds as [string];
  await portal.post('/api/v1/contacts/{id}/end', { id }, { outcome: 'self-served' }, journey.key('leave'), z.unknown());
  if (journey.ticketId === '') journey.stage = 'contact ended';
}

export async function urge(portal: Caller, journey: Journey): Promise<void> {
  const { ticketId: id } = journey;
  await portal.post('/api/v1/tickets/{id}/urge', { id }, { note: 'How far is it?' }, journey.key('urge'), Id);
}

/** What kind of demand it is, by what resolves it. */
function demandOf({ actions }: ServiceRequest): { type: string; topic: string } {
  const [first, ...others] = new Set(actions.map(({ name }) => name.replaceAll('_', '-')));
  if (first === undefined) return { type: 'enquiry', topic: 'question' };
  return { type: 'business-request', topic: others.length === 0 ? first : 'several-order-changes' };
}
