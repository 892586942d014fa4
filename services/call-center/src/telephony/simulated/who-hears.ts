import type { SimulatedCall, SimulatedCalls } from './simulated-call.js';

/**
 * The legs a leg hears: whom it talks to, its conference, and by `monitor` whoever it listens to with whom that one talks. A
 * supervisor who whispers is heard by the monitored leg, one who barges in by the other side as well. Who is muted is heard by
 * nobody; a telephone that holds hears nobody, and its peer hears music.
 */
export function whoHears(calls: SimulatedCalls, callId: string): string[] {
  const ear = calls.get(callId);
  if (ear.state !== 'answered') return [];
  const others = [...calls].filter((voice) => voice !== ear && voice.state === 'answered' && !voice.isMuted);
  return others.filter((voice) => isHeard(voice, ear, calls)).map((voice) => voice.callId);
}

function isHeard(voice: SimulatedCall, ear: SimulatedCall, calls: SimulatedCalls): boolean {
  if (voice.peerId === ear.callId) return true;
  if (voice.conference !== null && voice.conference === ear.conference) return true;
  if (ear.monitors !== null && isIn(voice, ear.monitors, calls)) return true;
  if (voice.monitors === null || voice.monitorMode === 'listen') return false;
  if (voice.monitors === ear.callId) return true;
  return voice.monitorMode === 'barge' && isIn(ear, voice.monitors, calls);
}

/** Whether it is the monitored leg, or talks to it. */
function isIn(call: SimulatedCall, monitored: string, calls: SimulatedCalls): boolean {
  const target = calls.find(monitored);
  if (!target) return false;
  const confers = target.conference !== null && target.conference === call.conference;
  return call === target || call.peerId === monitored || confers;
}
