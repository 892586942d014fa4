import { CallNotFound, SwitchRefused } from '../domain/switch.errors.js';
import type { SwitchCall } from '../domain/switch.js';
import type { MonitorMode } from '../domain/switch-command.js';
import type { FarSide } from './far-side.js';

type Changeable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A leg in the simulated switch. */
export interface SimulatedCall extends Changeable<SwitchCall> {
  readonly far: FarSide;
  conference: string | null;
  /** What it listens to by `monitor`, and who hears it meanwhile. */
  monitors: string | null;
  monitorMode: MonitorMode;
  isMuted: boolean;
  /** What was pressed for it to hear. */
  heardKeys: string;
  readonly recordings: Set<string>;
  collecting: { readonly commandId: string; readonly maxDigits: number; digits: string } | null;
  /** Has talked to a person. */
  isServed: boolean;
}

type Fresh = Pick<
  SimulatedCall,
  'state' | 'peerId' | 'conference' | 'monitors' | 'monitorMode' | 'collecting' | 'isServed' | 'isMuted' | 'heardKeys'
>;

const FRESH: Fresh = {
  ...{ state: 'ringing', peerId: null, conference: null, monitors: null, monitorMode: 'listen', collecting: null },
  ...{ isServed: false, isMuted: false, heardKeys: '' },
};

type NewCall = Omit<SimulatedCall, keyof Fresh | 'recordings'>;

/** The legs that are alive. */
export class SimulatedCalls {
  readonly #calls = new Map<string, SimulatedCall>();

  all(): SwitchCall[] {
    return Array.from(this.#calls.values(), ({ callId, tenantId, direction, from, to, state, peerId }) => {
      return { callId, tenantId, direction, from, to, state, peerId };
    });
  }

  [Symbol.iterator](): Iterator<SimulatedCall> {
    return this.#calls.values();
  }

  find(callId: string): SimulatedCall | undefined {
    return this.#calls.get(callId);
  }

  /** @throws CallNotFound */
  get(callId: string): SimulatedCall {
    const call = this.#calls.get(callId);
    if (!call) throw new CallNotFound('There is no such call in the switch.', { callId });
    return call;
  }

  /** @throws CallNotFound, SwitchRefused while it rings */
  answered(callId: string): SimulatedCall {
    const call = this.get(callId);
    if (call.state === 'ringing') throw new SwitchRefused('The call is not answered.', { callId });
    return call;
  }

  add(call: NewCall): void {
    if (this.#calls.has(call.callId)) {
      throw new SwitchRefused('There is such a call already.', { callId: call.callId });
    }
    this.#calls.set(call.callId, { ...FRESH, ...call, recordings: new Set() });
  }

  remove(callId: string): void {
    this.#calls.delete(callId);
  }
}
