import type { WaitFired } from '../records/wait.js';
import { entries } from './given.js';
import type { Recorded, RecordedSignal } from './recording.js';

interface Heard {
  readonly signal: RecordedSignal;
  readonly said: string;
  readonly by: Set<number>;
}

/** Puts together again what one signal set off: it reaches all waits for it that are open at the time, each once. */
export class SignalsHeard {
  readonly all: RecordedSignal[] = [];
  #last: Heard | undefined;

  /** @param opened number of the record in which the wait opened */
  heard({ wait, result }: WaitFired, name: string, opened: number, here: Recorded): void {
    const said = JSON.stringify([name, result]);
    const last = this.#last;
    const again = last?.signal.at === here.at && last.said === said && opened < last.signal.seq && !last.by.has(wait);
    if (again) return void last.by.add(wait);
    const signal = { ...here, name, variables: entries(result) };
    this.all.push(signal);
    this.#last = { signal, said, by: new Set([wait]) };
  }
}
