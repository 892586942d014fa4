import type { AgentStanding } from '../../agent/agent-standing.api.js';
import type { By } from '../desk.api.js';
import type { Turn } from './turn.js';

/** The agent is done with the contact before routing is told of it: with after-contact work to do, nothing is offered to them. */
export async function letGo(
  turn: Turn,
  { agentId, reservationId }: { readonly agentId: string; readonly reservationId: string },
): Promise<void> {
  released(turn, await turn.hands.agents.release(agentId, reservationId));
}

/** Over for everybody on it, each with after-contact work of their own. @throws ContactNotYours, ContactCannotEndSo */
export async function endHandled(turn: Turn, contactId: string, by: By): Promise<void> {
  const standings = await turn.hands.agents.releaseContact(contactId);
  const wrappingUp = standings.filter((each) => each.wrappingUp.includes(contactId)).map(({ agentId }) => agentId);
  await turn.hands.contacts.end(contactId, 'handled', by, wrappingUp);
  overForAll(turn, contactId, standings);
}

export function overForAll(turn: Turn, contactId: string, standings: readonly AgentStanding[]): void {
  const { router } = turn.live;
  for (const standing of standings) released(turn, standing);
  const own = `${contactId}/0`;
  const isOwn = standings.some(({ agentId }) => router.agent(agentId)?.work.some(({ id }) => id === own));
  if (isOwn || router.contact(contactId)) turn.happen({ type: 'contact-ended', contactId });
}

function released(turn: Turn, standing: AgentStanding): void {
  turn.touch(standing);
  turn.stopOffering(standing);
}
