import type { AgentEvent, ReservationEvent } from '../events.js';
import type { Reservation } from '../model/reservation.js';
import { ContactQueuedTwice, ReservationClosed, ReservationUnknown, WrapUpForced } from '../routing.errors.js';
import type { World } from '../state/world.js';
import { setState } from './agent-state.js';
import { accept, miss } from './offers.js';
import { complete } from './work.js';

export function happenToReservation(world: World, event: ReservationEvent): void {
  const reservation = world.reservations.get(event.reservationId);
  if (!reservation) throw new ReservationUnknown('There is no such offer.', { reservation: event.reservationId });
  if (event.type === 'wrap-up-completed') return completeWrapUp(world, reservation);
  if (reservation.state !== 'pending') throw closed(reservation);
  if (event.type === 'reservation-accepted') accept(world, reservation);
  else miss(world, reservation, event.type === 'reservation-rejected' ? 'rejected' : 'canceled');
}

export function happenToAgent(world: World, event: AgentEvent): void {
  const agent = world.agent(event.agentId);
  if (event.type === 'own-work-begun') return beginOwnWork(world, event);
  if (event.when === 'after-work' && agent.work.size > 0) agent.nextState = event.state;
  else setState(world, agent, event.state, 'chosen', event.idleSince);
}

/** The lease is over, or the time for wrapping up. */
export function expire(world: World, reservation: Reservation): void {
  if (reservation.state === 'pending') miss(world, reservation, 'timeout');
  else complete(world, reservation);
}

function beginOwnWork(
  world: World,
  { agentId, contactId, channel }: Extract<AgentEvent, { type: 'own-work-begun' }>,
): void {
  const id = `${contactId}/0`;
  if (world.reservations.has(id)) {
    throw new ContactQueuedTwice('The agent has this work already.', { contact: contactId });
  }
  const work: Reservation = { id, contactId, agentId, channel, queueId: null, state: 'accepted', until: null };
  const agent = world.agent(agentId);
  world.reservations.set(id, work);
  agent.work.add(work);
  world.agentChanged(agent);
}

function completeWrapUp(world: World, reservation: Reservation): void {
  if (reservation.state !== 'wrapping') throw closed(reservation);
  if (world.queue(reservation.queueId!).definition.wrapUp.mode === 'forced') {
    throw new WrapUpForced('Wrapping up takes as long as it is set to.', { until: reservation.until });
  }
  complete(world, reservation);
}

function closed({ id, state }: Reservation): ReservationClosed {
  return new ReservationClosed('The offer is no longer open.', { reservation: id, state });
}
