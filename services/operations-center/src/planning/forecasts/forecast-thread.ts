import { Worker } from 'node:worker_threads';
import { compiledProgram } from '#libs/web/platform/compiled-program';
import type { ForecastSaid } from './forecast-program.js';
import type { ForecastMade, ForecastOrder } from './make-forecast.js';

const PROGRAM = 'services/operations-center/src/planning/forecasts/forecast-program';

export type ForecastEnd = { readonly made: ForecastMade } | { readonly refused: string } | { readonly stopped: true };

/** A forecast in a thread of its own, so that requests do not wait for it. */
export class ForecastThread {
  tried = 0;
  /** Rejects when the thread fails otherwise than by refusing. */
  readonly ended: Promise<ForecastEnd>;
  readonly #worker: Worker;

  constructor(order: ForecastOrder) {
    this.#worker = new Worker(compiledProgram(PROGRAM), { workerData: order });
    this.ended = new Promise((resolve, reject) => {
      this.#worker.on('message', (said: ForecastSaid) => {
        if ('tried' in said) this.tried = said.tried;
        else resolve(said);
      });
      this.#worker.on('error', reject);
      this.#worker.on('exit', () => resolve({ stopped: true }));
    });
  }

  async stop(): Promise<void> {
    await this.#worker.terminate();
  }
}
