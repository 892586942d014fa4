import type { KnownLeg } from './call-leg.repository.js';
import type { SwitchCall } from './switch.js';
import type { Happening } from './switch-event.js';

/** So long after we asked for a call it may not be in the switch yet. */
const DIALLING_MS = 30_000;

/** What must have happened to a leg that we did not hear of, in order. */
export function missedBy(leg: KnownLeg, call: SwitchCall | undefined, now: Date): Happening[] {
  if (!call) return isGone(leg, now) ? [{ kind: 'ended', cause: 'lost' }] : [];
  return [...missedStates(leg, call), ...missedPeer(leg, call)];
}

/** What brings us to know a call we never heard of. */
export function missedOfUnknown({ state, from, to }: SwitchCall): Happening[] {
  const before: Happening[] = [{ kind: 'incoming', from, to }];
  if (state === 'ringing') return before;
  return state === 'answered' ? [...before, { kind: 'answered' }] : [...before, { kind: 'answered' }, { kind: 'held' }];
}

function isGone({ state, startedAt }: KnownLeg, now: Date): boolean {
  return state !== 'dialling' || now.getTime() - startedAt.getTime() > DIALLING_MS;
}

function missedStates({ state }: KnownLeg, call: SwitchCall): Happening[] {
  if (call.state === state) return [];
  const wasAnswered = state === 'answered' || state === 'held';
  if (call.state === 'ringing') return state === 'dialling' ? [{ kind: 'ringing' }] : [];
  const answered: Happening[] = wasAnswered ? [] : [{ kind: 'answered' }];
  if (call.state === 'held') return [...answered, { kind: 'held' }];
  return state === 'held' ? [{ kind: 'resumed' }] : answered;
}

function missedPeer({ peerId }: KnownLeg, call: SwitchCall): Happening[] {
  if (call.peerId === peerId) return [];
  return call.peerId === null ? [{ kind: 'unbridged' }] : [{ kind: 'bridged', withId: call.peerId }];
}
