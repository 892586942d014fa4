import { z } from 'zod';
import { Page } from '../../api/page.js';
import { until } from '../../until.js';
import type { Person } from '../../api/hire.js';
import type { Cast } from './cast.js';
import { ticketStep, ticketThat } from './desk-steps.js';
import type { Journey } from './journey.js';
import type { PlayedTicket } from './played-ticket.js';
import { urge } from './portal-steps.js';

const Id = z.object({ id: z.string() });
/** For what follows by event. */
const FOLLOWS_WITHIN_MS = 60_000;

/** What happens between taking a ticket on and working on it, in the variations that have something. */
export async function detour(cast: Cast, agent: Person, colleague: Person, journey: Journey): Promise<void> {
  const first = journey.tickets[0]!;
  if (journey.variation === 'urged') await urge(cast.portal, journey);
  if (journey.variation === 'supervised') await supervise(cast.supervisor, agent, journey, first);
  if (journey.variation === 'transferred') await askColleague(agent, colleague, journey, first);
  if (journey.variation === 'dispatched') await sendEngineer(agent, cast.engineer, journey, journey.deskTicket!);
}

/** A supervisor asks how it stands, and lets go when told. */
async function supervise({ caller }: Person, agent: Person, journey: Journey, ticket: PlayedTicket): Promise<void> {
  const given = { id: ticket.id };
  const demand = { why: 'The customer has asked before.', demanded: 'Today.' };
  const { id } = await caller.post('/api/v1/tickets/{id}/supervise', given, demand, journey.key('supervise'), Id);
  const report = { text: 'It is under way.' };
  await agent.caller.post('/api/v1/supervisions/{id}/reports', { id }, report, journey.key('report'), Id);
  const end = { conclusion: 'Good.' };
  await caller.post('/api/v1/supervisions/{id}/lift', { id }, end, journey.key('lift'), Id);
}

async function askColleague(agent: Person, colleague: Person, journey: Journey, ticket: PlayedTicket): Promise<void> {
  await ticketStep(agent, journey, ticket, 'transfer', { toId: colleague.id, withReturn: true });
  await ticketStep(colleague, journey, ticket, 'note', { text: 'Agreed.' });
  await ticketStep(colleague, journey, ticket, 'return');
}

async function sendEngineer(agent: Person, engineer: Person, journey: Journey, ticket: PlayedTicket): Promise<void> {
  const { openVisitId } = await ticketStep(agent, journey, ticket, 'dispatch');
  const given = { id: openVisitId! };
  const visits = () => engineer.caller.get('/api/v1/visits', { ticketId: ticket.id }, Page(Id));
  await until('the visit is there', async () => (await visits()).items[0], { withinMs: FOLLOWS_WITHIN_MS });
  await engineer.caller.post('/api/v1/visits/{id}/accept', given, {}, journey.key('accept'), Id);
  const report = { outcome: 'fixed', report: 'Looked at the parcel.' };
  await engineer.caller.post('/api/v1/visits/{id}/complete', given, report, journey.key('visit'), Id);
  await ticketThat(agent, ticket, 'the visit is over', FOLLOWS_WITHIN_MS, ({ status }) => status === 'open');
}

/** The customer is called and asked; the ticket closes by what they say. */
export async function returnVisit(agent: Person, journey: Journey, ticket: PlayedTicket): Promise<void> {
  const { caller } = agent;
  const { customerId } = journey;
  const tasks = () => caller.get('/api/v1/tasks', { ticketId: ticket.id }, Page(Id));
  const find = async () => (await tasks()).items[0];
  const { id } = await until('there is a return visit', find, { withinMs: FOLLOWS_WITHIN_MS });
  journey.taskId = id;
  await caller.post('/api/v1/tasks/{id}/take', { id }, {}, journey.key('take'), Id);
  const call = { channel: 'voice', direction: 'outbound', customerId, taskId: id };
  const contact = await caller.post('/api/v1/contacts', {}, call, journey.key('call'), Id);
  journey.contactIds.push(contact.id);
  const visited = { contactId: contact.id };
  await caller.post('/api/v1/contacts/{id}/connect', contact, {}, journey.key('called'), z.unknown());
  await caller.post('/api/v1/tasks/{id}/contacts', { id }, visited, journey.key('contacted'), Id);
  const mark = { outcome: 'done', satisfaction: 5, note: 'Happy.' };
  await caller.post('/api/v1/tasks/{id}/complete', { id }, mark, journey.key('complete'), Id);
  await caller.post('/api/v1/contacts/{id}/end', contact, { outcome: 'handled' }, journey.key('hung-up'), z.unknown());
  await ticketThat(
    agent,
    ticket,
    'it closed after the return visit',
    FOLLOWS_WITHIN_MS,
    ({ status }) => status === 'closed',
  );
}
