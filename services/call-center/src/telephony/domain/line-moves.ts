import { companyMoves, isOfCompany } from './company-moves.js';
import type { KnownLeg } from './call-leg.repository.js';
import { consequencesOf, hangUp, isLive, isTalkable } from './consequences.js';
import { commands, pickUp, talk, toMusic, type LineMove } from './line-move.js';
import { ownLegs, talkMoves } from './talk-moves.js';
import type { Ringing, WantedTalk } from './wanted-talk.js';

/**
 * What brings the calls of a contact to where the contact stands. It depends on nothing else, so it may be asked after every event,
 * and what a crash left undone is done later; nothing follows once they agree.
 *
 * - Each offer rings its agent's telephone, once; picking up accepts it, refusing it declines it. One that is over rings no more.
 * - Who has the contact talks to the customer; only then who had it is let go (a transfer is committed on accept).
 * - An agent who hangs up is out of it; one whose telephone is lost is not, and the customer waits again.
 *
 * @param attempt tells one repetition of a command from another
 */
export function lineMoves(wanted: WantedTalk, legs: readonly KnownLeg[], attempt: string): LineMove[] {
  const customer = legs.find((leg) => leg.role === 'customer' && isLive(leg));
  if (!customer && !wanted.awaitsCustomer) return commands(consequencesOf(legs, attempt));
  if (wanted.isOver) return commands(legs.filter(isLive).map((leg) => hangUp(leg, 'hung-up', attempt)));
  return [
    ...wanted.offers.flatMap((offer) => offered(offer, legs)),
    ...(wanted.callback === null ? [] : calledBack(wanted.callback, legs)),
    ...held(wanted, customer, legs, attempt),
    ...companyMoves(wanted, legs, attempt),
    ...former(wanted, customer, legs, attempt),
    ...(customer ? commands(consequencesOf(legs, attempt)) : []),
  ];
}

function offered({ reservationId, agentId }: Ringing, legs: readonly KnownLeg[]): LineMove[] {
  const leg = legs.find((each) => each.reservationId === reservationId);
  if (!leg) return [{ do: 'ring', role: 'agent', reservationId, agentId }];
  if (isTalkable(leg)) return [{ do: 'accept', agentId }];
  return leg.endCause === 'rejected' || leg.endCause === 'busy' ? [{ do: 'decline', agentId }] : [];
}

function calledBack(id: string, legs: readonly KnownLeg[]): LineMove[] {
  const leg = legs.find((each) => each.reservationId === id);
  if (!leg) return [{ do: 'call-back', reservationId: id }];
  if (isTalkable(leg)) return [{ do: 'called-back', outcome: 'reached' }];
  if (isLive(leg)) return [];
  const { endCause } = leg;
  return [{ do: 'called-back', outcome: endCause === 'busy' || endCause === 'no-answer' ? endCause : 'failed' }];
}

function held(
  wanted: WantedTalk,
  customer: KnownLeg | undefined,
  legs: readonly KnownLeg[],
  attempt: string,
): LineMove[] {
  const { holder } = wanted;
  if (!holder) return [];
  const own = ownLegs(wanted, legs);
  const leg = own.findLast(isLive);
  if (!leg) return withoutTelephone(holder, own, legs);
  if (leg.state === 'ringing') return [pickUp(leg, attempt)];
  return isTalkable(leg) && customer ? commands(talkMoves(wanted, { customer, leg, legs }, attempt)) : [];
}

/** Who came without an offer may have been replaced by somebody who did as well. */
function withoutTelephone(
  { agentId, reservationId }: NonNullable<WantedTalk['holder']>,
  own: readonly KnownLeg[],
  legs: readonly KnownLeg[],
): LineMove[] {
  const last = own.at(-1);
  if (!last) return reservationId === null ? [] : [{ do: 'ring', role: 'agent', reservationId, agentId }];
  if (reservationId !== null) return [last.endCause === 'hung-up' ? { do: 'hung-up', agentId } : { do: 'requeue' }];
  const isReplaced = legs.some((leg) => leg.role !== 'customer' && leg.role !== 'supervisor' && isTalkable(leg));
  return isReplaced ? [] : [{ do: 'hung-up', agentId }];
}

/** Who no longer is, or never was, to talk to the customer. They stay until the next one can. */
function former(
  wanted: WantedTalk,
  customer: KnownLeg | undefined,
  legs: readonly KnownLeg[],
  attempt: string,
): LineMove[] {
  const own = ownLegs(wanted, legs);
  const isNextThere = own.some(isTalkable);
  return legs.filter(isLive).flatMap((leg) => {
    const isOffered = wanted.offers.some(({ reservationId }) => reservationId === leg.reservationId);
    if (leg.reservationId === null || leg.role === 'customer') return [];
    if (isOffered || own.includes(leg) || isOfCompany(wanted, leg)) return [];
    const talks = customer !== undefined && talk(customer, leg);
    if (talks && wanted.holder && !isNextThere) return [];
    const waits = talks && !wanted.holder ? [toMusic(customer, attempt)] : [];
    return commands([...waits, hangUp(leg, isTalkable(leg) ? 'hung-up' : 'cancelled', attempt)]);
  });
}
