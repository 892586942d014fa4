import type { Person } from '../../api/hire.js';
import type { Cast } from './cast.js';
import { endContact, solve, takeOn, ticketStep } from './desk-steps.js';
import { detour, returnVisit } from './detours.js';
import type { Journey } from './journey.js';
import type { PlayedTicket } from './played-ticket.js';
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
  if (!journey.unattended) await takeOn(agent, journey);
  await detour(cast, agent, colleague, journey);
  for (const ticket of journey.orderTickets) await carryThrough(cast, agent, journey, ticket);
  journey.stage = 'orders changed';
  if (journey.deskTicket) await finish(agent, colleague, journey, journey.deskTicket);
  journey.stage = 'tickets closed';
  await endContact(agent, journey);
}

async function finish(agent: Person, colleague: Person, journey: Journey, ticket: PlayedTicket): Promise<void> {
  await solve(agent, journey, ticket);
  if (journey.variation === 'return visit') await returnVisit(colleague, journey, ticket);
  else await ticketStep(agent, journey, ticket, 'close');
}

function personAt({ agents }: Cast, index: number) {
  return agents[index % agents.length]!;
}
