import type { Bridge, Collect, Monitor, Originate, SwitchCommand } from '../domain/switch-command.js';
import type { EndCause, Happening } from '../domain/switch-event.js';
import { SwitchRefused } from '../domain/switch.errors.js';
import type { SimulatedCalls } from './simulated-call.js';

const PROMPT_MS = 1_000;

/** What commands do something to. */
export interface CommandEffects {
  readonly calls: SimulatedCalls;
  readonly emit: (callId: string, happening: Happening) => void;
  readonly end: (callId: string, cause: EndCause) => void;
  readonly in: (ms: number, what: () => void) => void;
  readonly collected: (callId: string, digits: string) => void;
}

/** @throws CallNotFound, SwitchRefused */
export function performing(effects: CommandEffects, command: Exclude<SwitchCommand, Originate>): void {
  const { calls, emit } = effects;
  const { callId } = command;
  switch (command.kind) {
    case 'answer':
    case 'pick-up':
      return answer(effects, callId);
    case 'mute':
    case 'unmute':
      calls.answered(callId).isMuted = command.kind === 'mute';
      return;
    case 'send-keys':
      calls.answered(callId).heardKeys += command.keys;
      return;
    case 'hold':
      return hold(effects, callId);
    case 'resume':
      return resume(effects, callId);
    case 'bridge':
      return bridge(effects, command);
    case 'monitor':
      return monitor(effects, command);
    case 'collect':
      return collect(effects, command);
    case 'transfer':
      return part(effects, callId);
    case 'join':
      part(effects, callId);
      calls.get(callId).conference = command.conference;
      calls.get(callId).isServed = true;
      return emit(callId, { kind: 'joined', conference: command.conference });
    case 'leave':
      return leave(effects, callId);
    case 'play':
      calls.answered(callId);
      return effects.in(PROMPT_MS, () => {
        if (calls.find(callId)) emit(callId, { kind: 'played', commandId: command.commandId });
      });
    case 'start-recording':
      calls.answered(callId).recordings.add(command.file);
      return emit(callId, { kind: 'recording-started', file: command.file });
    case 'stop-recording':
      if (!calls.get(callId).recordings.delete(command.file)) {
        throw new SwitchRefused('It is not recorded to this file.', { callId });
      }
      return emit(callId, { kind: 'recording-stopped', file: command.file });
    case 'hang-up':
      calls.get(callId);
      return effects.end(callId, command.cause);
  }
}

function answer({ calls, emit }: CommandEffects, callId: string): void {
  const call = calls.get(callId);
  if (call.state !== 'ringing') return;
  call.state = 'answered';
  emit(callId, { kind: 'answered' });
}

function hold({ calls, emit }: CommandEffects, callId: string): void {
  const call = calls.answered(callId);
  if (call.state === 'held') return;
  call.state = 'held';
  emit(callId, { kind: 'held' });
}

function resume({ calls, emit }: CommandEffects, callId: string): void {
  const call = calls.answered(callId);
  if (call.state !== 'held') return;
  call.state = 'answered';
  emit(callId, { kind: 'resumed' });
}

function bridge(effects: CommandEffects, { callId, withId }: Bridge): void {
  const { calls, emit } = effects;
  const pair = [calls.answered(callId), calls.answered(withId)] as const;
  if (pair[0].peerId === withId) return;
  for (const { callId: each } of pair) part(effects, each);
  pair[0].peerId = withId;
  pair[1].peerId = callId;
  for (const call of pair) {
    resume(effects, call.callId);
    emit(call.callId, { kind: 'bridged', withId: call.peerId! });
    if (!call.isServed && call.far.talkMs !== null)
      effects.in(call.far.talkMs, () => effects.end(call.callId, 'hung-up'));
    call.isServed = true;
  }
}

/** From whom it is with, and from what it hears. @throws CallNotFound, SwitchRefused */
function part(effects: CommandEffects, callId: string): void {
  const { calls, emit } = effects;
  const call = calls.answered(callId);
  const peer = call.peerId === null ? undefined : calls.find(call.peerId);
  call.peerId = call.monitors = null;
  if (peer) {
    peer.peerId = null;
    emit(callId, { kind: 'unbridged' });
    emit(peer.callId, { kind: 'unbridged' });
  }
  if (call.conference !== null) leave(effects, callId);
}

function leave({ calls, emit }: CommandEffects, callId: string): void {
  const call = calls.get(callId);
  const { conference } = call;
  if (conference === null) throw new SwitchRefused('The call is in no conference.', { callId });
  call.conference = null;
  emit(callId, { kind: 'left', conference });
}

function monitor(effects: CommandEffects, { callId, targetId, mode }: Monitor): void {
  effects.calls.answered(targetId);
  part(effects, callId);
  Object.assign(effects.calls.get(callId), { monitors: targetId, monitorMode: mode });
}

function collect(effects: CommandEffects, { callId, commandId, maxDigits, timeoutSeconds }: Collect): void {
  const call = effects.calls.answered(callId);
  const collecting = { commandId, maxDigits, digits: '' };
  call.collecting = collecting;
  effects.in(timeoutSeconds * 1_000, () => {
    if (call.collecting === collecting) effects.collected(callId, collecting.digits);
  });
}
