import { offeredErlangs, requireAgents, type Demand } from '../demand.js';
import { LossLadder } from './loss-ladder.js';
import type { Promised } from './palm.js';

/** Erlang C for many numbers of agents of one demand: what goals are judged by. */
export class Patient {
  readonly #erlangs: number;
  readonly #handleSeconds: number;
  readonly #ladder: LossLadder;

  /** @throws DemandInvalid */
  constructor(demand: Demand) {
    this.#erlangs = offeredErlangs(demand);
    this.#handleSeconds = demand.handleSeconds;
    this.#ladder = new LossLadder(this.#erlangs);
  }

  /** Undefined when the agents cannot do the work. @throws AgentsInvalid */
  with(agents: number): Promised | undefined {
    requireAgents(agents, 1);
    const erlangs = this.#erlangs;
    if (agents <= erlangs) return undefined;
    const blocked = this.#ladder.blocked(agents);
    const waitShare = (agents * blocked) / (agents - erlangs * (1 - blocked));
    const rate = (agents - erlangs) / this.#handleSeconds;
    const within = (seconds: number) => 1 - waitShare * Math.exp(-rate * seconds);
    return {
      abandonShare: 0,
      occupancy: erlangs / agents,
      serviceLevel: within,
      waitedAtMost: within,
    };
  }
}
