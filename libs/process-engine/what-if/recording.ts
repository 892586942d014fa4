import type { Answer, SignalArrived, StartCommand } from '../commands.js';
import type { WaitKind } from '../snapshot.js';
import type { Variables } from '../variables.js';
import type { Operation } from './operation.js';

/** What reached an instance from outside, in the order of its records: all another version needs in order to run the same case. */
export interface Recording {
  readonly start: StartCommand;
  /** In the order in which they opened. */
  readonly waits: readonly RecordedWait[];
  readonly signals: readonly RecordedSignal[];
  readonly operations: readonly RecordedOperation[];
  /** ms. */
  readonly begun: number;
  readonly ended: boolean;
  /** Time of the last record, ms: what came later is not known. */
  readonly until: number;
}

/** Number of the record, and when: ms. */
export interface Recorded {
  readonly seq: number;
  readonly at: number;
}

export interface RecordedWait {
  readonly node: string;
  readonly kind: WaitKind;
  /** One, unless it goes on waiting: attempts of a call, turns of a timer, what does not interrupt. */
  readonly answers: readonly RecordedAnswer[];
  /** How it closed: by the last answer, without one, or not yet. */
  readonly end: 'answered' | 'open' | (Recorded & Delayed);
}

export interface RecordedAnswer extends Recorded, Delayed {
  readonly given: Given;
}

interface Delayed {
  /** ms after it could have come at the earliest: its wait opened, its attempt began, its timer was due. */
  readonly delay: number;
}

type Without<Part, Keys extends PropertyKey> = Part extends unknown ? Omit<Part, Keys> : never;

/** An answer before it is known which wait it goes to. */
export type Given = Without<Exclude<Answer, SignalArrived>, 'wait' | 'attempt' | 'due'>;

/** One signal, however many waits it reached. */
export interface RecordedSignal extends Recorded {
  readonly name: string;
  readonly variables: Variables;
}

export interface RecordedOperation extends Recorded {
  readonly operation: Operation;
}
