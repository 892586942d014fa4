import type { Cast } from './cast.js';
import { awaitActions, close, endContact, requestActions, solve, takeOn } from './desk-steps.js';
import { detour, returnVisit } from './detours.js';
import type { Journey } from './journey.js';
import { arrive } from './portal-steps.js';

/** Carries one request from the web form to the closed ticket. Does not reject: the journey says how far it came, and why. */
export async function playRequest(cast: Cast, journey: Journey): Promise<void> {
  const begun = performance.now();
  try {
    await arrive(cast.portal, journey);
    if (journey.ticketId !== '') await work(cast, journey);
  } catch (error) {
    journey.failure = `after "${journey.stage}": ${error instanceof Error ? error.message : String(error)}`;
  }
  journey.ms = performance.now() - begun;
}

async function work(cast: Cast, journey: Journey): Promise<void> {
  const agent = personAt(cast, journey.index);
  const colleague = personAt(cast, journey.index + 1);
  await takeOn(agent, journey);
  await detour(cast, agent, colleague, journey);
  await requestActions(agent, journey);
  await solve(agent, journey, await awaitActions(agent, journey));
  await (journey.variation === 'return visit' ? returnVisit(colleague, journey) : close(agent, journey));
  await endContact(agent, journey);
}

function personAt({ agents }: Cast, index: number) {
  return agents[index % agents.length]!;
}
