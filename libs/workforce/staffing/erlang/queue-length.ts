/** Of a queue whose people give up in the end, each per second. */
export interface Rates {
  readonly arrivals: number;
  /** Of one agent. */
  readonly service: number;
  /** Of one who waits; more than 0. */
  readonly abandonment: number;
  readonly agents: number;
  /** Who can be there at a time, agents' contacts and the waiting together; as many as come unless it is said. */
  readonly lines?: number;
}

export interface QueueLength {
  /** The probability that somebody is free. */
  readonly free: number;
  /** The probabilities that all are busy and so many wait, by their number. The rest is too little to be told from 0. */
  readonly waiting: readonly number[];
}

const NEGLIGIBLE = Number.EPSILON / 16;

/**
 * The long run of a birth–death process: d(k)·p(k) = λ·p(k − 1), where d(k) = min(k, n)·μ + max(k − n, 0)·θ. Weights are relative
 * to the likeliest number, downwards and upwards from it, so that all are within 0 and 1 and nothing overflows, however
 * many agents there are and however overloaded they are.
 */
export function queueLength(rates: Rates): QueueLength {
  const { agents } = rates;
  let free = 0;
  const fewer: number[] = [];
  const more: number[] = [];
  for (const { present, weight } of downwards(rates)) {
    if (present >= agents) fewer.push(weight);
    else free += weight;
  }
  const most = rates.lines ?? Infinity;
  for (const { present, weight } of upwards(rates)) {
    if (present > most) break;
    if (present >= agents) more.push(weight);
    else free += weight;
  }
  const busy = [...fewer.reverse(), ...more];
  const total = busy.reduce((sum, weight) => sum + weight, free);
  return { free: free / total, waiting: busy.map((weight) => weight / total) };
}

/** From the likeliest number on, until what follows no longer counts among those with somebody free. */
function* downwards(rates: Rates): Generator<{ present: number; weight: number }> {
  let free = 0;
  for (let present = likeliest(rates), weight = 1; present >= 0; present -= 1) {
    yield { present, weight };
    if (present < rates.agents) free += weight;
    weight *= departures(rates, present) / rates.arrivals;
    if (present < rates.agents && weight <= free * NEGLIGIBLE) return;
  }
}

/** From the one after the likeliest on, until all that follow no longer count among those where all are busy. */
function* upwards(rates: Rates): Generator<{ present: number; weight: number }> {
  let busy = 0;
  for (let present = likeliest(rates) + 1, weight = 1; ; present += 1) {
    const ratio = rates.arrivals / departures(rates, present);
    weight *= ratio;
    yield { present, weight };
    if (present < rates.agents) continue;
    busy += weight;
    if (weight * ratio <= busy * NEGLIGIBLE * (1 - ratio)) return;
  }
}

function departures({ service, abandonment, agents }: Rates, present: number): number {
  return present <= agents ? present * service : agents * service + (present - agents) * abandonment;
}

/** The largest number that people leave no faster than they come, as far as there are lines. */
function likeliest({ arrivals, service, abandonment, agents, lines = Infinity }: Rates): number {
  const excess = arrivals - agents * service;
  const unlimited = excess < 0 ? Math.floor(arrivals / service) : agents + Math.floor(excess / abandonment);
  return Math.min(unlimited, lines);
}
