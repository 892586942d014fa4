import type { Reservation } from '../model/reservation.js';
import type { World } from '../state/world.js';

/** Ends an offer that was not taken: its capacity is free, the contact has one offer less. */
export function closeOffer(
  world: World,
  reservation: Reservation,
  state: 'rejected' | 'timeout' | 'canceled' | 'rescinded',
): void {
  reservation.state = state;
  reservation.until = null;
  world.wakeReservation(reservation);
  world.contact(reservation.contactId).pending.delete(reservation);
  const agent = world.agents.get(reservation.agentId)!;
  agent.work.delete(reservation);
  world.agentChanged(agent);
  const { id: reservationId, contactId, agentId } = reservation;
  world.decide({ type: 'reservation-changed', reservationId, contactId, agentId, state });
}

/** Calls offers back, nobody's fault; in the order of their ids, whichever they are kept in. */
export function rescindOffers(world: World, reservations: Iterable<Reservation>): Reservation[] {
  const inOrder = [...reservations].sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const reservation of inOrder) closeOffer(world, reservation, 'rescinded');
  return inOrder;
}
