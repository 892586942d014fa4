import { AgentUnknown, ContactNotRouted, ContactNotWaiting } from '#libs/contact-routing/routing.errors';
import type { AgentStanding } from '../../agent/agent-standing.api.js';
import type { DeskCommand } from '../desk.api.js';
import { AgentNotFree, QueueIsFull, QueueTakesNoSuchChannel } from '../routing.errors.js';
import { feedDefinitions, type Setup } from './feed-definitions.js';
import { openOffer } from './open-offer.js';
import type { Turn } from './turn.js';

type Of<Type extends DeskCommand['type']> = Extract<DeskCommand, { type: Type }>;

const AT_ONCE = { letGo: 'at-once', waitSeconds: 1, fallbackQueueId: null } as const;
const NO_AFTER_WORK = { mode: 'optional', seconds: null } as const;

/**
 * What may refuse a command does so before the router is told of it; then everything that follows is carried out.
 * @throws DomainError what is refused
 */
export async function carryOut(turn: Turn, command: DeskCommand, setup: Setup): Promise<void> {
  switch (command.type) {
    case 'tick':
      turn.happen({ type: 'tick' });
      break;
    case 'setup-changed':
      await feedDefinitions(turn, setup);
      break;
    case 'agent-moves':
      turn.touch(await turn.hands.moves.carryOut(command.agentId, command.move));
      break;
    case 'own-work-begins':
      await beginOwnWork(turn, command);
      break;
    case 'contact-queues':
      await queue(turn, command);
      break;
    case 'offer-accepted':
      await accept(turn, command);
      break;
    case 'offer-declined': {
      const offer = await openOffer(turn, command);
      if (offer) turn.happen({ type: 'reservation-rejected', reservationId: offer.id });
      break;
    }
    case 'contact-taken':
      await take(turn, command);
      break;
    case 'contact-transfers':
      await transfer(turn, command);
      break;
    case 'contact-ends':
      await end(turn, command);
      break;
  }
  await turn.settle();
}

async function queue(turn: Turn, { contactId, wish }: Of<'contact-queues'>): Promise<void> {
  const kept = turn.live.queues.get(wish.queueId);
  const { channel } = await turn.hands.contacts.queue(contactId, wish.queueId);
  if (kept && !kept.channels.includes(channel))
    throw new QueueTakesNoSuchChannel('The queue takes no contacts of this channel.', { channel });
  const most = kept?.definition.maxWaiting ?? null;
  if (most !== null && turn.live.router.waitingIn(wish.queueId) >= most)
    throw new QueueIsFull('Nobody else is let into the queue now.', { queueId: wish.queueId });
  turn.happen({ type: 'contact-queued', contact: { id: contactId, channel, ...wish } });
}

/** Whoever had the contact before lets go first: with after-contact work to do, nothing is offered to them. */
async function accept(turn: Turn, command: Of<'offer-accepted' | 'offer-declined'>): Promise<void> {
  const offer = await openOffer(turn, command);
  if (!offer) return;
  const former = turn.live.router.contact(command.contactId)?.handledBy;
  if (former) release(turn, await turn.hands.agents.release(former.agentId, former.reservationId));
  turn.happen({ type: 'reservation-accepted', reservationId: offer.id });
}

/** It is transferred to the agent, who accepts at once. */
async function take(turn: Turn, { contactId, agentId }: Of<'contact-taken'>): Promise<void> {
  const { router } = turn.live;
  const routed = router.contact(contactId);
  if (!routed) throw new ContactNotRouted('The contact is not being routed.', { contact: contactId });
  if (routed.handledBy?.agentId === agentId) return;
  if (routed.handledBy) throw new ContactNotWaiting('Somebody else has the contact.', { contact: contactId });
  if (!routed.offers.some((offer) => offer.agentId === agentId)) {
    const { channel } = await turn.hands.contacts.get(contactId);
    const agent = router.agent(agentId);
    if (agent?.state !== 'ready' || !agent.hasRoomOn.includes(channel))
      throw new AgentNotFree('Only who is ready and has room for one more takes a contact.', { agentId });
    await transfer(turn, { type: 'contact-transfers', contactId, to: { agentId, ...AT_ONCE } });
    await turn.settle();
  }
  await accept(turn, { type: 'offer-accepted', contactId, agentId });
}

/** What the router would refuse is found out first: whoever lets go at once has let go before it is told. */
async function transfer(turn: Turn, { contactId, to }: Of<'contact-transfers'>): Promise<void> {
  const { router } = turn.live;
  const routed = router.contact(contactId);
  if (!routed) throw new ContactNotRouted('The contact is not being routed.', { contact: contactId });
  if ('agentId' in to && !router.agent(to.agentId))
    throw new AgentUnknown('There is no such agent.', { agent: to.agentId });
  await turn.hands.contacts.transfer(contactId, to);
  if (routed.handledBy && to.letGo === 'at-once') {
    const { agentId, reservationId } = routed.handledBy;
    release(turn, await turn.hands.agents.release(agentId, reservationId));
  }
  turn.happen({ type: 'contact-transferred', contactId, to });
}

async function end(turn: Turn, { contactId, outcome }: Of<'contact-ends'>): Promise<void> {
  const { router, queues } = turn.live;
  const routed = router.contact(contactId);
  if (outcome === 'handled') return endHandled(turn, contactId);
  if (routed && outcome === 'abandoned') {
    const { queuedAt } = await turn.hands.contacts.get(contactId);
    const short = (queues.get(routed.queueId)?.definition.shortAbandonSeconds ?? 0) * 1_000;
    const waited = turn.now.getTime() - (queuedAt ?? turn.now.getTime());
    await turn.hands.contacts.leave(contactId, waited < short ? 'short-abandoned' : 'abandoned');
  } else await turn.hands.contacts.end(contactId, outcome, []);
  if (routed) return turn.happen({ type: 'contact-abandoned', contactId });
  letGo(turn, contactId, await turn.hands.agents.releaseContact(contactId));
}

async function endHandled(turn: Turn, contactId: string): Promise<void> {
  const standings = await turn.hands.agents.releaseContact(contactId);
  const wrappingUp = standings.filter((each) => each.wrappingUp.includes(contactId)).map(({ agentId }) => agentId);
  await turn.hands.contacts.end(contactId, 'handled', wrappingUp);
  letGo(turn, contactId, standings);
}

/** The contact is over for those who had it. */
function letGo(turn: Turn, contactId: string, standings: readonly AgentStanding[]): void {
  const { router } = turn.live;
  for (const standing of standings) release(turn, standing);
  const own = `${contactId}/0`;
  const isOwn = standings.some(({ agentId }) => router.agent(agentId)?.work.some(({ id }) => id === own));
  if (isOwn || router.contact(contactId)) turn.happen({ type: 'contact-ended', contactId });
}

function release(turn: Turn, standing: AgentStanding): void {
  turn.touch(standing);
  turn.stopOffering(standing);
}

async function beginOwnWork(turn: Turn, { agentId, contactId, channel }: Of<'own-work-begins'>): Promise<void> {
  const assignment = { id: `${contactId}/0`, contactId, channel, queueId: null, afterWork: NO_AFTER_WORK };
  turn.touch(await turn.hands.agents.engage(agentId, assignment));
  turn.happen({ type: 'own-work-begun', agentId, contactId, channel });
}
