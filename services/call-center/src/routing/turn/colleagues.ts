import { AgentUnknown } from '#libs/contact-routing/routing.errors';
import type { ColleagueCommand } from '../desk.api.js';
import { ColleagueNotAvailable } from '../routing.errors.js';
import { letGo } from './letting-go.js';
import { routedContact } from './routed-contact.js';
import { afterWorkOf, type Turn } from './turn.js';

type Of<Type extends ColleagueCommand['type']> = Extract<ColleagueCommand, { type: Type }>;

/** @throws DomainError what the contact, an agent or routing refuses */
export async function carryOutWithColleagues(turn: Turn, command: ColleagueCommand): Promise<void> {
  switch (command.type) {
    case 'colleague-asked':
      return ask(turn, command);
    case 'request-cancelled':
      await turn.hands.contacts.cancelRequest(command.contactId, command.kind, command.by);
      return turn.happen({ type: 'request-withdrawn', contactId: command.contactId });
    case 'consultation-over':
      return command.as === 'completed' ? complete(turn, command) : endConsultation(turn, command);
    case 'participant-leaves':
      return leave(turn, command);
    case 'participant-removed':
      await turn.hands.contacts.removeParticipant(command.contactId, command.agentId, command.by);
      return takeOff(turn, command.contactId, command.agentId);
    case 'contact-handed-over': {
      const { contactId, agentId, by } = command;
      await turn.hands.contacts.handOver(contactId, agentId, by);
      return turn.happen({ type: 'contact-handed-over', contactId, agentId });
    }
    case 'contact-taken-over':
      return takeOver(turn, command);
  }
}

/** Nobody is asked who could not be offered it now or when free again. */
async function ask(turn: Turn, { contactId, wish, by }: Of<'colleague-asked'>): Promise<void> {
  routedContact(turn, contactId);
  const { to } = wish;
  if ('agentId' in to) {
    const agent = turn.live.router.agent(to.agentId);
    if (!agent) throw new AgentUnknown('There is no such agent.', { agent: to.agentId });
    const { state } = agent;
    if (state !== 'ready')
      throw new ColleagueNotAvailable(`The agent takes no contacts now: ${state}.`, { facts: { state } });
  }
  await turn.hands.contacts.askColleague(contactId, wish, by);
  turn.happen({ type: 'colleague-asked', contactId, to });
}

async function complete(turn: Turn, { contactId, by }: Of<'consultation-over'>): Promise<void> {
  const { from, to } = await turn.hands.contacts.completeConsultation(contactId, by);
  turn.happen({ type: 'contact-handed-over', contactId, agentId: to });
  await takeOff(turn, contactId, from);
}

async function endConsultation(turn: Turn, { contactId, by }: Of<'consultation-over'>): Promise<void> {
  const { contacts } = turn.hands;
  if (routedContact(turn, contactId).asks === null)
    return takeOff(turn, contactId, await contacts.endConsultation(contactId, by));
  await contacts.cancelRequest(contactId, 'consult', by);
  turn.happen({ type: 'request-withdrawn', contactId });
}

async function leave(turn: Turn, { contactId, agentId, successor }: Of<'participant-leaves'>): Promise<void> {
  const next = await turn.hands.contacts.leaveConference(contactId, agentId, successor);
  if (next !== null) turn.happen({ type: 'contact-handed-over', contactId, agentId: next });
  await takeOff(turn, contactId, agentId);
}

/** Whoever had it wraps it up, whatever the queue says of that. */
async function takeOver(turn: Turn, { contactId, supervisorId }: Of<'contact-taken-over'>): Promise<void> {
  const { contacts, agents, moves } = turn.hands;
  const { attempts, colleagues, asks, queueId } = routedContact(turn, contactId);
  const known = colleagues.find(({ agentId }) => agentId === supervisorId);
  const id = known?.reservationId ?? `${contactId}/${attempts + 1}`;
  const from = await contacts.takeOver(contactId, supervisorId, id);
  const former = turn.live.router.contact(contactId)!.handledBy!;
  if (!known) {
    const { channel } = await contacts.get(contactId);
    const afterWork = afterWorkOf(turn.live.queues.get(queueId));
    turn.touch(await agents.engage(supervisorId, { id, contactId, channel, queueId, afterWork }));
  }
  turn.touch(await moves.carryOut(from, { do: 'ask-for-after-work', engagementId: former.reservationId }));
  if (asks !== null) turn.happen({ type: 'request-withdrawn', contactId });
  if (!known) turn.happen({ type: 'colleague-joined', contactId, agentId: supervisorId });
  turn.happen({ type: 'contact-handed-over', contactId, agentId: supervisorId });
  await takeOff(turn, contactId, from);
}

async function takeOff(turn: Turn, contactId: string, agentId: string): Promise<void> {
  await letGo(
    turn,
    routedContact(turn, contactId).colleagues.find((each) => each.agentId === agentId)!,
  );
  turn.happen({ type: 'colleague-left', contactId, agentId });
}
