import type { KnownLeg } from './call-leg.repository.js';
import type { MonitorMode, SwitchCommand } from './switch-command.js';
import type { Ringing } from './wanted-talk.js';

/** What the switch plays under this name to whom nobody talks. */
const MUSIC = 'music';

/** What has to be done next: at the switch, at a telephone, or with the contact. */
export type LineMove =
  | { readonly do: 'command'; readonly command: SwitchCommand }
  | ({ readonly do: 'ring'; readonly role: 'agent' | 'supervisor' } & Ringing)
  | { readonly do: 'accept' | 'decline' | 'hung-up' | 'stop-supervising'; readonly agentId: string }
  | { readonly do: 'requeue' }
  | { readonly do: 'call-party' | 'party-left'; readonly partyId: string }
  | { readonly do: 'call-back'; readonly reservationId: string }
  | { readonly do: 'called-back'; readonly outcome: 'reached' | 'no-answer' | 'busy' | 'failed' }
  | { readonly do: 'monitor'; readonly leg: KnownLeg; readonly targetId: string; readonly mode: MonitorMode };

/** Which of both is told of it first is chance. */
export function talk(one: KnownLeg, other: KnownLeg): boolean {
  return one.peerId === other.id || other.peerId === one.id;
}

export function pickUp({ id: callId }: KnownLeg, attempt: string): LineMove {
  return { do: 'command', command: { commandId: `pick-up:${callId}${attempt}`, kind: 'pick-up', callId } };
}

export function toMusic({ id: callId, version }: KnownLeg, attempt: string): SwitchCommand {
  return { commandId: `music:${callId}@${version}${attempt}`, kind: 'transfer', callId, extension: MUSIC };
}

export function commands(all: readonly SwitchCommand[]): LineMove[] {
  return all.map((command) => ({ do: 'command', command }));
}
