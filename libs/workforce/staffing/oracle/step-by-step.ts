import type { Rates } from '../erlang/queue-length.js';

/** Step by step through a waiting of these seconds. */
const STEPS = 4_000;

/** The long run of a small queue from its weights as they are written: λ^k over the product of all departures. */
export function plainShares(rates: Rates, states: number): number[] {
  const weights = [1];
  for (let present = 1; present < states; present += 1)
    weights.push((weights[present - 1]! * rates.arrivals) / departures(rates, present));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  return weights.map((weight) => weight / total);
}

/** Those who wait at these places in line, each with a weight, followed for `seconds` (midpoint method). */
export function followed(rates: Rates, weights: readonly number[], seconds: number) {
  const step = seconds / STEPS;
  let places = [...weights];
  let answered = 0;
  for (let done = 0; done < STEPS; done += 1) {
    const halfway = moved(rates, places, places, step / 2);
    answered += step * rates.agents * rates.service * halfway[0]!;
    places = moved(rates, places, halfway, step);
  }
  const waiting = places.reduce((sum, share) => sum + share, 0);
  return { waiting, answered };
}

function moved({ agents, service, abandonment }: Rates, from: number[], at: number[], step: number): number[] {
  const left = (place: number) => (agents * service + place * abandonment) * (at[place] ?? 0);
  return from.map((share, place) => share + step * (left(place + 1) - left(place) - abandonment * at[place]!));
}

function departures({ service, abandonment, agents }: Rates, present: number): number {
  return Math.min(present, agents) * service + Math.max(present - agents, 0) * abandonment;
}
