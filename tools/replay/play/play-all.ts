import type { ServiceRequest } from '../dataset.js';
import { sideBySide } from '../../side-by-side.js';
import { learn } from './advice.js';
import type { Cast } from './cast.js';
import { Journey, variationAt } from './journey.js';
import { playRequest } from './play-request.js';

export interface PlayOptions {
  /** Leads every Idempotency-Key, so that runs against the same suite do not meet. */
  readonly run: string;
  readonly concurrency: number;
  readonly onPlayed: (journey: Journey) => void;
}

/**
 * Plays the requests of each customer one after the other, those of different customers side by side; in the middle the suite
 * learns from the tickets that were closed.
 */
export async function playAll(
  cast: Cast,
  requests: readonly ServiceRequest[],
  { run, concurrency, onPlayed }: PlayOptions,
): Promise<Journey[]> {
  const journeys = requests.map((request, index) => new Journey(request, index, variationAt(index), run));
  const half = Math.ceil(journeys.length / 2);
  const play = async (some: readonly Journey[]) => {
    const byCustomer = Map.groupBy(some, ({ request }) => request.user_id);
    await sideBySide(byCustomer.values(), concurrency, async (own) => {
      for (const journey of own) {
        await playRequest(cast, journey);
        onPlayed(journey);
      }
    });
  };
  await play(journeys.slice(0, half));
  await learn(cast.admin, run);
  await play(journeys.slice(half));
  return journeys;
}
