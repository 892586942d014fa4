import type { Person } from '../../api/hire.js';
import { answerAdvice, askAdvice } from './advice.js';
import type { Cast } from './cast.js';
import { endContact, finish, takeOn } from './desk-steps.js';
import { detour, returnVisit } from './detours.js';
import { fillInForm } from './fill-in-form.js';
import { followSop } from './follow-sop.js';
import type { Journey } from './journey.js';
import { orderTicketFor, type PlayedTicket } from './played-ticket.js';
import { arrive } from './portal-steps.js';
import { carryThrough } from './process-desk.js';

/** Carries one request from the web form to the closed ticket. Does not reject: the journey says how far it came, and why. */
export async function playRequest(cast: Cast, journey: Journey): Promise<void> {
  const begun = performance.now();
  try {
    await arrive(cast.portal, journey);
    if (journey.tickets.length > 0) await work(cast, journey);
  } catch (error) {
    journey.failure = `after "${journey.stage}": ${error instanceof Error ? error.message : String(error)}`;
  }
  journey.ms = performance.now() - begun;
}

async function work(cast: Cast, journey: Journey): Promise<void> {
  const agent = personAt(cast, journey.index);
  const colleague = personAt(cast, journey.index + 1);
  if (!journey.unattended) journey.advice = await askAdvice(agent, journey);
  if (!journey.unattended) await takeOn(agent, journey);
  await detour(cast, agent, colleague, journey);
  for (const ticket of journey.orderTickets) await carryThrough(cast, agent, journey, ticket);
  journey.stage = 'orders changed';
  if (journey.deskTicket) await workAtDesk(agent, colleague, journey, journey.deskTicket);
  journey.stage = 'tickets closed';
  if (journey.advice) await answerAdvice(agent, journey, journey.advice);
  await endContact(agent, journey);
}

/** What people do without a process: what is asked, by the procedure, and closed by a close flow. */
async function workAtDesk(agent: Person, colleague: Person, journey: Journey, ticket: PlayedTicket): Promise<void> {
  const { orderId } = orderTicketFor(journey.request.actions[0]!);
  await fillInForm(agent, journey, ticket, orderId);
  await followSop(agent, journey, ticket, orderId);
  await finish(agent, journey, ticket);
  if (journey.variation === 'return visit') await returnVisit(colleague, journey, ticket);
}

function personAt({ agents }: Cast, index: number) {
  return agents[index % agents.length]!;
}
