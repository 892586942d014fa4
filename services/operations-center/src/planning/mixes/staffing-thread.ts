import { Worker } from 'node:worker_threads';
import { compiledProgram } from '#libs/web/platform/compiled-program';
import type { MixedDay, StaffedInterval } from './staffed-day.js';
import type { StaffingSaid } from './staffing-program.js';

const PROGRAM = 'services/operations-center/src/planning/mixes/staffing-program';

export type StaffingEnd = { readonly done: true } | { readonly refused: string } | { readonly stopped: true };

export interface SimulatedDay {
  readonly date: string;
  readonly intervals: readonly StaffedInterval[];
}

/** A staffing by simulation in a thread of its own, so that requests do not wait for it. */
export class StaffingThread {
  /** Intervals that are staffed. */
  staffed = 0;
  /** Rejects when the thread fails otherwise than by refusing. */
  readonly ended: Promise<StaffingEnd>;
  readonly #days: SimulatedDay[] = [];
  readonly #worker: Worker;

  constructor(days: readonly MixedDay[]) {
    this.#worker = new Worker(compiledProgram(PROGRAM), { workerData: days });
    this.ended = new Promise((resolve, reject) => {
      this.#worker.on('message', (said: StaffingSaid) => {
        if ('staffed' in said) this.staffed += 1;
        else if ('day' in said) this.#days.push({ date: said.day, intervals: said.intervals });
        else resolve(said);
      });
      this.#worker.on('error', reject);
      this.#worker.on('exit', () => resolve({ stopped: true }));
    });
  }

  /** Days that are ready and were not taken before. */
  taken(): SimulatedDay[] {
    return this.#days.splice(0);
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
