import { offeredErlangs, requireAgents, type ImpatientDemand } from '../demand.js';
import { LossLadder } from './loss-ladder.js';
import type { Performance } from './performance.js';

/** What goals are judged by; the rest of a {@link Performance} costs more. */
export type Promised = Pick<Performance, 'abandonShare' | 'occupancy' | 'serviceLevel' | 'waitedAtMost'>;

/** Customers who come while one has patience; with more, the series is long. */
const MOST_TERMS = 100_000;
const { EPSILON, MAX_VALUE } = Number;

/**
 * Erlang A in closed form (Palm 1957; Mandelbaum & Zeltyn, "The Palm/Erlang-A queue", 2009), for many numbers of agents of one demand.
 * With x = n·μ/θ, y = λ/θ and A(x, y) = Σ yʲ / ((x+1)…(x+j)), B of Erlang B: A·B / (1 + (A − 1)·B) have to wait, and of these
 * 1 − 1/ρ + 1/(ρ·A) hang up. The wait V that is offered has the density e^(−nμ·v + y·(1 − e^(−θ·v))) up to a factor; its integrals from T on,
 * with and without e^(−θ·v), are A's at y·e^(−θ·T). Erlang B is remembered from one number of agents to the next.
 */
export class Palm {
  readonly #arrivals: number;
  readonly #service: number;
  readonly #abandonment: number;
  readonly #ladder: LossLadder;

  /** @throws DemandInvalid */
  constructor(demand: ImpatientDemand) {
    this.#ladder = new LossLadder(offeredErlangs(demand));
    this.#arrivals = demand.contacts / demand.intervalSeconds;
    this.#service = 1 / demand.handleSeconds;
    this.#abandonment = 1 / demand.patienceSeconds;
  }

  /** Undefined where its series is too large or too long: ask Erlang A itself. @throws AgentsInvalid */
  with(agents: number): Promised | undefined {
    requireAgents(agents, 1);
    const theta = this.#abandonment;
    const rate = agents * this.#service;
    const x = rate / theta;
    const y = this.#arrivals / theta;
    const series = y < MOST_TERMS ? seriesOf(x, y) : Infinity;
    if (series === Infinity) return undefined;
    const blocked = this.#ladder.blocked(agents);
    const waitShare = (series * blocked) / (1 + (series - 1) * blocked);
    const load = this.#arrivals / rate;
    const servedOfWaiting = load === 0 ? 1 : (series - 1) / (load * series);
    const abandonShare = waitShare * (1 - servedOfWaiting);
    /** Of who waits: longer than that, of all and of the answered. */
    const longer = (seconds: number, more: 0 | 1) => {
      const left = y * Math.exp(-theta * seconds);
      const weight = Math.exp(y - left - (rate + more * theta) * seconds);
      return (weight * seriesOf(x + more, left) * x) / ((x + more) * series);
    };
    return {
      abandonShare,
      occupancy: load * (1 - abandonShare),
      serviceLevel: (seconds) => 1 - waitShare + waitShare * (servedOfWaiting - longer(seconds, 1)),
      waitedAtMost: (seconds) => 1 - Math.exp(-theta * seconds) * waitShare * longer(seconds, 0),
    };
  }
}

/** 1 + y/(x+1) + y²/((x+1)(x+2)) + … */
function seriesOf(x: number, y: number): number {
  let term = 1;
  let sum = 1;
  for (let at = x + 1; term > sum * EPSILON || at < y; at += 1) {
    term *= y / at;
    sum += term;
    if (sum > MAX_VALUE) return sum;
  }
  return sum;
}
