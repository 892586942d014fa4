import type { KnownLeg } from './call-leg.repository.js';
import { answered, isTalkable } from './consequences.js';
import { talk, toMusic } from './line-move.js';
import type { SwitchCommand } from './switch-command.js';
import type { WantedTalk } from './wanted-talk.js';

interface Talking {
  readonly customer: KnownLeg;
  /** Of who has the contact. */
  readonly leg: KnownLeg;
  readonly legs: readonly KnownLeg[];
}

/** The legs of who has the contact: none, one that goes on, or only such as have ended. Who supervised it may have it now. */
export function ownLegs({ holder }: WantedTalk, legs: readonly KnownLeg[]): readonly KnownLeg[] {
  if (!holder) return [];
  const isTheirs = ({ role, reservationId }: KnownLeg) =>
    role === 'supervisor' || (role === 'agent' && [holder.reservationId, null].includes(reservationId));
  return legs.filter((leg) => leg.agentId === holder.agentId && isTheirs(leg));
}

/** Who hears whom: two alone, a colleague who is asked, or all in a conference, which goes on once it has begun. */
export function talkMoves(wanted: WantedTalk, talking: Talking, attempt: string): SwitchCommand[] {
  const { customer, leg, legs } = talking;
  const { isHeld, consulted } = wanted;
  const others = legs.filter((each) => isTalkable(each) && isOther(wanted, each));
  const colleague = others.find(({ agentId }) => agentId === consulted && consulted !== null);
  if (colleague) return consulting(isHeld, talking, colleague, attempt);
  if (consulted === null && (others.length > 0 || customer.conference !== null))
    return [...conferring([customer, leg, ...others], attempt), ...music(isHeld, leg, attempt)];
  if (talk(customer, leg)) return music(isHeld, leg, attempt);
  if (isHeld || (leg.reservationId === null && leg.role === 'agent')) return [];
  return [...answered(customer, attempt), bridge(customer, leg, attempt)];
}

function isOther({ participants, outside }: WantedTalk, { role, agentId, reservationId }: KnownLeg): boolean {
  if (role === 'external') return outside.includes(reservationId ?? '');
  return role === 'agent' && participants.some((each) => each.agentId === agentId);
}

/** Whom the holder does not talk to hears music. */
function consulting(
  isHeld: boolean,
  { customer, leg }: Talking,
  colleague: KnownLeg,
  attempt: string,
): SwitchCommand[] {
  const [with_, waits] = isHeld ? [colleague, customer] : [customer, colleague];
  if (talk(leg, with_) && leg.state !== 'held') return [];
  return [
    ...(talk(leg, waits) ? [toMusic(waits, attempt)] : []),
    ...music(false, leg, attempt),
    ...(talk(leg, with_) ? [] : [bridge(with_, leg, attempt)]),
  ];
}

/** Each once: who is asked to join again would leave first. */
function conferring(all: readonly KnownLeg[], attempt: string): SwitchCommand[] {
  const conference = `c-${all[0]!.contactId}`;
  return all
    .filter((leg) => isTalkable(leg) && leg.conference !== conference)
    .map(({ id: callId }) => ({ commandId: `join:${callId}${attempt}`, kind: 'join', callId, conference }));
}

/** While the agent's telephone holds, the customer hears music. */
function music(isHeld: boolean, { id: callId, state, version }: KnownLeg, attempt: string): SwitchCommand[] {
  const commandId = `${callId}@${version}${attempt}`;
  if (isHeld && state === 'answered') return [{ commandId: `hold:${commandId}`, kind: 'hold', callId }];
  return !isHeld && state === 'held' ? [{ commandId: `resume:${commandId}`, kind: 'resume', callId }] : [];
}

function bridge(one: KnownLeg, { id: withId, version }: KnownLeg, attempt: string): SwitchCommand {
  const commandId = `bridge:${one.id}:${withId}@${one.version}.${version}${attempt}`;
  return { commandId, kind: 'bridge', callId: one.id, withId };
}
