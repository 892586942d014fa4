import type { Context } from '../core/context.js';
import type { RequestCall } from '../effects.js';
import type { CallAnswer } from './answers.js';

export interface SimulationOptions {
  readonly now: Date;
  /** What connectors answer; undefined leaves the call open for `answerCall`. */
  readonly call?: (request: RequestCall, instance: string) => CallAnswer | undefined;
  readonly addBusinessTime?: Context['addBusinessTime'];
}

export function noCalendars(_from: Date, _duration: string, calendar: string): Date {
  throw new Error(`there is no calendar ${calendar}`);
}
