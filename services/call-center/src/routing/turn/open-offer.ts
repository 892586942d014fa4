import type { Reservation } from '#libs/contact-routing/model/reservation';
import { OfferClosed, OfferNotFound } from '../routing.errors.js';
import type { Turn } from './turn.js';

interface Asked {
  readonly type: 'offer-accepted' | 'offer-declined';
  readonly contactId: string;
  readonly agentId: string;
}

/**
 * The offer of the contact to the agent that stands. Null: what is asked for was done before, and nothing is left to do.
 * @throws OfferClosed with what became of it, OfferNotFound
 */
export async function openOffer(
  { live, hands }: Turn,
  { type, contactId, agentId }: Asked,
): Promise<Pick<Reservation, 'id'> | null> {
  const open = live.router.contact(contactId)?.offers.find((offer) => offer.agentId === agentId);
  if (open) return open;
  const last = await hands.log.lastChange(contactId, agentId);
  if (!last) throw new OfferNotFound('The contact was never offered to this agent.', { contactId });
  const { reservationId, state } = last.change;
  if (type === 'offer-accepted' && state === 'accepted') return null;
  if (type === 'offer-declined' && state === 'rejected') return null;
  const hasIt = live.router.contact(contactId)?.handledBy?.agentId ?? null;
  const facts = { state, since: last.at.toISOString(), hasIt };
  throw new OfferClosed(`The offer is no longer open: it was ${state}.`, { reservationId, state, facts });
}
