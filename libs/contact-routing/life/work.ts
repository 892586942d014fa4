import type { Reservation } from '../model/reservation.js';
import type { World } from '../state/world.js';
import { workDone } from './agent-state.js';

const SECOND = 1_000;

/** The agent is done with the contact; wrap-up belongs to the agent, and takes the contact's capacity in all queues. */
export function release(world: World, reservation: Reservation): void {
  const wrapUp = reservation.queueId === null ? null : world.queue(reservation.queueId).definition.wrapUp;
  if (wrapUp === null || wrapUp.mode === 'none') return complete(world, reservation);
  reservation.state = 'wrapping';
  reservation.until = 'seconds' in wrapUp ? world.now + wrapUp.seconds * SECOND : null;
  world.wakeReservation(reservation);
  const { id: reservationId, contactId, agentId, until } = reservation;
  world.decide({ type: 'reservation-changed', reservationId, contactId, agentId, state: 'wrapping', until });
}

/** Capacity is free, once; from now on the agent is idle. */
export function complete(world: World, reservation: Reservation): void {
  const { id: reservationId, contactId, agentId } = reservation;
  const agent = world.agents.get(agentId)!;
  const isOwn = reservation.queueId === null;
  reservation.state = 'completed';
  reservation.until = null;
  world.wakeReservation(reservation);
  if (!world.contacts.has(contactId)) world.reservations.delete(reservationId);
  agent.work.delete(reservation);
  if (!isOwn || !agent.definition.ownWorkKeepsIdle) agent.idleSince = world.now;
  world.decide({ type: 'reservation-changed', reservationId, contactId, agentId, state: 'completed' });
  world.agentChanged(agent);
  workDone(world, agent);
  if (agent.removed) forget(world, agentId);
}

/** A removed agent is forgotten with the last work. */
export function forget(world: World, agentId: string): void {
  const agent = world.agents.get(agentId)!;
  if (agent.work.size > 0) return;
  world.pool.remove(agent);
  world.agents.delete(agentId);
  world.changedAgents.delete(agent);
  for (const queue of world.queues.values()) queue.lastOffered.delete(agentId);
}
