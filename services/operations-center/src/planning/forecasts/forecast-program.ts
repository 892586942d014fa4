import { parentPort, workerData } from 'node:worker_threads';
import { DomainError } from '#libs/kernel/domain-error';
import { makeForecast, type ForecastMade, type ForecastOrder } from './make-forecast.js';

/** What the thread says. */
export type ForecastSaid =
  { readonly tried: number } | { readonly made: ForecastMade } | { readonly refused: string; readonly why: string };

const say = (said: ForecastSaid) => parentPort!.postMessage(said);

try {
  const making = makeForecast(workerData as ForecastOrder);
  for (let step = making.next(); ; step = making.next()) {
    if (step.done) {
      say({ made: step.value });
      break;
    }
    say({ tried: step.value });
  }
} catch (error) {
  if (!(error instanceof DomainError)) throw error;
  say({ refused: error.code, why: error.message });
}
