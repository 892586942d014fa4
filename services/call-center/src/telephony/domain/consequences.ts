import type { KnownLeg } from './call-leg.repository.js';
import type { Bridge, Answer, HangUp } from './switch-command.js';

export const isLive = ({ state }: KnownLeg) => state !== 'ended';
export const isTalkable = ({ state }: KnownLeg) => state === 'answered' || state === 'held';

/**
 * What the switch has to be asked for when a contact's legs stand so. It depends on nothing else, so it may be asked after every
 * event and after every reconciliation, and what a crash left undone is done later.
 *
 * - Without the customer nobody is rung or kept (field complaint 10).
 * - Who was dialled for a leg talks to it as soon as they answer; only then whoever they replace is let go (complaint 27).
 */
export function consequencesOf(legs: readonly KnownLeg[], attempt: string): (Answer | Bridge | HangUp)[] {
  const customers = legs.filter(({ role }) => role === 'customer');
  const others = legs.filter((leg) => leg.role !== 'customer' && isLive(leg));
  const isOver = customers.length > 0 && !customers.some(isLive);
  if (isOver) return others.map((leg) => hangUp(leg, isTalkable(leg) ? 'hung-up' : 'cancelled', attempt));
  return others.filter(isTalkable).flatMap((leg) => accepted(leg, legs, attempt));
}

function accepted(leg: KnownLeg, legs: readonly KnownLeg[], attempt: string): (Answer | Bridge | HangUp)[] {
  const other = legs.find(({ id }) => id === leg.bridgesTo);
  if (other && isLive(other)) return [...answered(other, attempt), bridge(leg, other, attempt)];
  const released = legs.find(({ id }) => id === leg.releases);
  const hasTaken = leg.bridgesTo === null;
  return hasTaken && released && isLive(released) ? [hangUp(released, 'hung-up', attempt)] : [];
}

export function answered({ id, state }: KnownLeg, attempt: string): Answer[] {
  return state === 'ringing' ? [{ commandId: `answer:${id}${attempt}`, kind: 'answer', callId: id }] : [];
}

function bridge({ id }: KnownLeg, { id: callId }: KnownLeg, attempt: string): Bridge {
  return { commandId: `bridge:${callId}:${id}${attempt}`, kind: 'bridge', callId, withId: id };
}

export function hangUp({ id }: KnownLeg, cause: HangUp['cause'], attempt: string): HangUp {
  return { commandId: `hang-up:${id}${attempt}`, kind: 'hang-up', callId: id, cause };
}
