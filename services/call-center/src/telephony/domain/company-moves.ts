import type { KnownLeg } from './call-leg.repository.js';
import { isLive, isTalkable } from './consequences.js';
import { pickUp, type LineMove } from './line-move.js';
import { ownLegs } from './talk-moves.js';
import type { Listening, Ringing, WantedTalk } from './wanted-talk.js';

/** Whether somebody is on the contact beside who has it, by this call. */
export function isOfCompany({ participants, outside, supervisors }: WantedTalk, leg: KnownLeg): boolean {
  const { agentId, reservationId } = leg;
  if (leg.role === 'external') return outside.includes(reservationId ?? '');
  const isTheirs = (each: Ringing) => each.agentId === agentId;
  return (
    participants.some(isTheirs) || supervisors.some((each) => isTheirs(each) && each.reservationId === reservationId)
  );
}

/** Colleagues, parties outside and supervisors: who is not there is called, who has hung up is out of it. */
export function companyMoves(wanted: WantedTalk, legs: readonly KnownLeg[], attempt: string): LineMove[] {
  return [
    ...wanted.participants.flatMap((each) => participant(each, legs, attempt)),
    ...wanted.outside.flatMap((partyId) => outside(partyId, legs)),
    ...wanted.supervisors.flatMap((each) => supervisor(each, wanted, legs)),
  ];
}

function participant({ agentId, reservationId }: Ringing, legs: readonly KnownLeg[], attempt: string): LineMove[] {
  const own = legs.filter((leg) => leg.agentId === agentId);
  const leg = own.findLast(isLive);
  if (leg) return leg.state === 'ringing' ? [pickUp(leg, attempt)] : [];
  if (own.some((each) => each.reservationId === reservationId)) return [{ do: 'hung-up', agentId }];
  return [{ do: 'ring', role: 'agent', reservationId, agentId }];
}

function outside(partyId: string, legs: readonly KnownLeg[]): LineMove[] {
  const leg = legs.find(({ reservationId }) => reservationId === partyId);
  if (!leg) return [{ do: 'call-party', partyId }];
  return isLive(leg) ? [] : [{ do: 'party-left', partyId }];
}

function supervisor(
  { agentId, reservationId, mode }: Listening,
  wanted: WantedTalk,
  legs: readonly KnownLeg[],
): LineMove[] {
  const leg = legs.find((each) => each.reservationId === reservationId);
  if (!leg) return [{ do: 'ring', role: 'supervisor', reservationId, agentId }];
  if (!isLive(leg)) return [{ do: 'stop-supervising', agentId }];
  const target = ownLegs(wanted, legs).findLast(isTalkable);
  if (!isTalkable(leg) || !target || leg.monitors === `${mode}:${target.id}`) return [];
  return [{ do: 'monitor', leg, targetId: target.id, mode }];
}
