import type { KnownLeg } from './call-leg.repository.js';
import { answered, consequencesOf, hangUp, isLive, isTalkable } from './consequences.js';
import type { SwitchCommand } from './switch-command.js';
import type { Ringing, WantedTalk } from './wanted-talk.js';

/** What the switch plays under this name to whom nobody talks. */
export const MUSIC = 'music';

/** What has to be done next: at the switch, at an agent's telephone, or with the contact. */
export type LineMove =
  | { readonly do: 'command'; readonly command: SwitchCommand }
  | ({ readonly do: 'ring' } & Ringing)
  | { readonly do: 'accept' | 'decline'; readonly agentId: string }
  | { readonly do: 'end' | 'requeue' };

/**
 * What brings the calls of a contact to where the contact stands. It depends on nothing else, so it may be asked after every event,
 * and what a crash left undone is done later; nothing follows once they agree.
 *
 * - Each offer rings its agent's telephone, once; picking up accepts it, refusing it declines it. One that is over rings no more.
 * - Who has the contact talks to the customer; only then who had it is let go (a transfer is committed on accept).
 * - An agent who hangs up has ended the contact; one whose telephone is lost has not, and the customer waits again.
 *
 * @param attempt tells one repetition of a command from another
 */
export function lineMoves(wanted: WantedTalk, legs: readonly KnownLeg[], attempt: string): LineMove[] {
  const customer = legs.find((leg) => leg.role === 'customer' && isLive(leg));
  if (!customer) return commands(consequencesOf(legs, attempt));
  if (wanted.isOver) return commands(legs.filter(isLive).map((leg) => hangUp(leg, 'hung-up', attempt)));
  return [
    ...wanted.offers.flatMap((offer) => offered(offer, legs)),
    ...held(wanted, customer, legs, attempt),
    ...former(wanted, customer, legs, attempt),
    ...commands(consequencesOf(legs, attempt)),
  ];
}

function offered({ reservationId, agentId }: Ringing, legs: readonly KnownLeg[]): LineMove[] {
  const leg = legs.find((each) => each.reservationId === reservationId);
  if (!leg) return [{ do: 'ring', reservationId, agentId }];
  if (isTalkable(leg)) return [{ do: 'accept', agentId }];
  return leg.endCause === 'rejected' || leg.endCause === 'busy' ? [{ do: 'decline', agentId }] : [];
}

/** The legs of who has the contact: none, one that goes on, or only such as have ended. */
function ownLegs({ holder }: WantedTalk, legs: readonly KnownLeg[]): readonly KnownLeg[] {
  if (!holder) return [];
  const isOwn = ({ role, agentId, reservationId }: KnownLeg) =>
    role === 'agent' && agentId === holder.agentId && [holder.reservationId, null].includes(reservationId);
  return legs.filter(isOwn);
}

function held(wanted: WantedTalk, customer: KnownLeg, legs: readonly KnownLeg[], attempt: string): LineMove[] {
  const { holder, isHeld } = wanted;
  if (!holder) return [];
  const own = ownLegs(wanted, legs);
  const leg = own.findLast(isLive);
  if (!leg) return withoutTelephone(holder, own);
  if (leg.state === 'ringing')
    return commands([{ commandId: `pick-up:${leg.id}${attempt}`, kind: 'pick-up', callId: leg.id }]);
  if (!isTalkable(leg)) return [];
  if (talk(customer, leg)) return commands(music(isHeld, leg, attempt));
  if (isHeld || leg.bridgesTo !== null) return [];
  return commands([...answered(customer, attempt), bridge(customer, leg, attempt)]);
}

/** Which of both is told of it first is chance. */
function talk(one: KnownLeg, other: KnownLeg): boolean {
  return one.peerId === other.id || other.peerId === one.id;
}

function withoutTelephone(
  { agentId, reservationId }: NonNullable<WantedTalk['holder']>,
  own: readonly KnownLeg[],
): LineMove[] {
  const last = own.at(-1);
  if (!last) return reservationId === null ? [] : [{ do: 'ring', reservationId, agentId }];
  return [{ do: last.endCause === 'hung-up' || reservationId === null ? 'end' : 'requeue' }];
}

/** While the agent's telephone holds, the customer hears music. */
function music(isHeld: boolean, { id: callId, state, version }: KnownLeg, attempt: string): SwitchCommand[] {
  const commandId = `${callId}@${version}${attempt}`;
  if (isHeld && state === 'answered') return [{ commandId: `hold:${commandId}`, kind: 'hold', callId }];
  return !isHeld && state === 'held' ? [{ commandId: `resume:${commandId}`, kind: 'resume', callId }] : [];
}

/** Who no longer is, or never was, to talk to the customer. They stay until the next one can. */
function former(wanted: WantedTalk, customer: KnownLeg, legs: readonly KnownLeg[], attempt: string): LineMove[] {
  const own = ownLegs(wanted, legs);
  const isNextThere = own.some(isTalkable);
  return legs.filter(isLive).flatMap((leg) => {
    const isOffered = wanted.offers.some(({ reservationId }) => reservationId === leg.reservationId);
    if (leg.reservationId === null || isOffered || own.includes(leg)) return [];
    const talks = talk(customer, leg);
    if (talks && wanted.holder && !isNextThere) return [];
    const waits = talks && !wanted.holder ? [toMusic(customer, attempt)] : [];
    return commands([...waits, hangUp(leg, isTalkable(leg) ? 'hung-up' : 'cancelled', attempt)]);
  });
}

function toMusic({ id: callId, version }: KnownLeg, attempt: string): SwitchCommand {
  return { commandId: `music:${callId}@${version}${attempt}`, kind: 'transfer', callId, extension: MUSIC };
}

function bridge(customer: KnownLeg, { id: withId, version }: KnownLeg, attempt: string): SwitchCommand {
  const commandId = `bridge:${customer.id}:${withId}@${customer.version}.${version}${attempt}`;
  return { commandId, kind: 'bridge', callId: customer.id, withId };
}

function commands(all: readonly SwitchCommand[]): LineMove[] {
  return all.map((command) => ({ do: 'command', command }));
}
