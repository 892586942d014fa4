import { CallNotFound, SwitchRefused } from '../domain/switch.errors.js';
import type { SwitchCall } from '../domain/switch.js';
import type { FarSide } from './far-side.js';

type Changeable<T> = { -readonly [Key in keyof T]: T[Key] };

/** A leg in the simulated switch. */
export interface SimulatedCall extends Changeable<SwitchCall> {
  readonly far: FarSide;
  conference: string | null;
  /** What it listens to by `monitor`. */
  monitors: string | null;
  readonly recordings: Set<string>;
  collecting: { readonly commandId: string; readonly maxDigits: number; digits: string } | null;
  /** Has talked to a person. */
  isServed: boolean;
}

/** The legs that are alive. */
export class SimulatedCalls {
  readonly #calls = new Map<string, SimulatedCall>();

  all(): SwitchCall[] {
    return Array.from(this.#calls.values(), ({ callId, tenantId, direction, from, to, state, peerId }) => {
      return { callId, tenantId, direction, from, to, state, peerId };
    });
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

  add(
    call: Omit<
      SimulatedCall,
      'state' | 'peerId' | 'conference' | 'monitors' | 'recordings' | 'collecting' | 'isServed'
    >,
  ) {
    if (this.#calls.has(call.callId)) {
      throw new SwitchRefused('There is such a call already.', { callId: call.callId });
    }
    const fresh = { peerId: null, conference: null, monitors: null, collecting: null, isServed: false };
    this.#calls.set(call.callId, { ...call, ...fresh, state: 'ringing', recordings: new Set() });
  }

  remove(callId: string): void {
    this.#calls.delete(callId);
  }
}
