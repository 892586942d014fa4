import type { OfferExplanation } from '../explanation.js';
import type { MissedOffer } from '../model/queue.js';
import type { Reservation } from '../model/reservation.js';
import type { Agent } from '../state/agent.js';
import type { Contact } from '../state/contact.js';
import type { World } from '../state/world.js';
import { setState } from './agent-state.js';
import { leave, reconsider, stopAsking, stopWaiting, withdraw } from './waiting.js';
import { closeOffer, rescindOffers } from './close-offer.js';
import { release } from './work.js';

const SECOND = 1_000;
const MOST_DOUBLINGS = 5;

/** Reserves capacity of the agent for the contact until the lease is over. */
export function offer(world: World, contact: Contact, agent: Agent, explanation: OfferExplanation): void {
  const queue = world.queue(contact.queueId);
  withdraw(world, contact);
  contact.attempts += 1;
  const reservation: Reservation = {
    id: `${contact.id}/${contact.attempts}`,
    contactId: contact.id,
    agentId: agent.id,
    channel: contact.request.channel,
    queueId: queue.id,
    state: 'pending',
    until: world.now + queue.definition.offerSeconds * SECOND,
  };
  contact.pending.add(reservation);
  agent.work.add(reservation);
  world.reservations.set(reservation.id, reservation);
  world.wakeReservation(reservation);
  queue.offered(agent);
  world.pool.refresh(agent);
  world.decide({
    type: 'offer-made',
    reservationId: reservation.id,
    contactId: contact.id,
    agentId: agent.id,
    queueId: queue.id,
    until: reservation.until!,
    explanation,
  });
}

/** The first to accept has the contact, or is on it as well; other offers of it are over, and so is the work of who transferred it. */
export function accept(world: World, reservation: Reservation): void {
  const contact = world.contact(reservation.contactId);
  contact.pending.delete(reservation);
  reservation.state = 'accepted';
  reservation.until = null;
  world.wakeReservation(reservation);
  world.decide({
    type: 'reservation-changed',
    reservationId: reservation.id,
    contactId: contact.id,
    agentId: reservation.agentId,
    state: 'accepted',
  });
  rescindOffers(world, contact.pending);
  world.queue(contact.queueId).throughput.accepted(world.now);
  if (contact.asked?.to === 'join') {
    stopAsking(world, contact);
    contact.colleagues.set(reservation.agentId, reservation);
  } else own(world, contact, reservation);
  contact.callback = false;
  contact.pausedUntil = null;
  contact.missesInRow = 0;
  contact.wish = contact.request.wishes.length;
  contact.excluded.clear();
}

function own(world: World, contact: Contact, reservation: Reservation): void {
  stopWaiting(world, contact);
  if (contact.handledBy !== null) release(world, world.reservations.get(contact.handledBy)!);
  contact.handledBy = reservation.id;
  contact.handler = reservation.agentId;
  contact.direct = contact.asked = null;
}

/** The agent did not take it: neither is offered the other for a while, and the contact is back at its place. */
export function miss(world: World, reservation: Reservation, state: 'rejected' | 'timeout' | 'canceled'): void {
  const contact = world.contact(reservation.contactId);
  const agent = world.agents.get(reservation.agentId)!;
  const { noAnswer, rejected } = world.queue(contact.queueId).definition;
  const policy: MissedOffer = state === 'rejected' ? rejected : noAnswer;
  closeOffer(world, reservation, state);
  exclude(world, contact, agent.id, policy.excludedSeconds);
  if (policy.toTheEnd && state !== 'canceled') agent.idleSince = world.now;
  world.agentChanged(agent);
  if (state === 'timeout' && noAnswer.agentBecomes === 'not-responding') {
    setState(world, agent, 'not-responding', 'no-answer');
  }
  if (contact.pending.size > 0) return;
  contact.missesInRow += 1;
  brake(world, contact);
  reconsider(world, contact);
}

export function abandon(world: World, contact: Contact): void {
  rescindOffers(world, contact.pending);
  leave(world, contact, 'abandoned');
}

function exclude(world: World, contact: Contact, agentId: string, seconds: number): void {
  const misses = (contact.excluded.get(agentId)?.misses ?? 0) + 1;
  const factor = 2 ** Math.min(misses - 1, MOST_DOUBLINGS);
  contact.excluded.set(agentId, { until: world.now + seconds * factor * SECOND, misses });
}

/** Offered in vain time and again, a contact rests for a while, so that it does not keep agents from all others. */
function brake(world: World, contact: Contact): void {
  const { misses, pauseSeconds } = world.queue(contact.queueId).definition.breaker;
  if (contact.missesInRow % misses !== 0 || pauseSeconds === 0) return;
  contact.pausedUntil = world.now + pauseSeconds * SECOND;
  world.decide({
    type: 'contact-paused',
    contactId: contact.id,
    until: contact.pausedUntil,
    reason: 'loop-breaker',
  });
}
