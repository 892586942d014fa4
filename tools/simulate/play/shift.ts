import { setTimeout as pause } from 'node:timers/promises';
import type { DayClock } from '../day/day-clock.js';
import { changesOf, isAtWork, type WorkTimes } from '../day/work-times.js';
import type { Agent } from './agent.js';

/** Has each agent work when they are to. */
export class Shift {
  /** What agents were refused. */
  readonly troubles: string[] = [];

  constructor(
    private readonly agents: readonly Agent[],
    private readonly times: WorkTimes,
    private readonly clock: DayClock,
  ) {}

  /** Before anybody comes. */
  async begin(): Promise<void> {
    for (const agent of this.agents) await agent.logIn();
    await this.#workAs(0);
  }

  /** Resolves when nobody's work changes any more. */
  async follow(signal: AbortSignal): Promise<void> {
    for (const second of changesOf(this.times)) {
      await pause(Math.max(0, this.clock.msUntil(second)), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#workAs(second);
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.agents.map((agent) => this.#noted(agent.logOut())));
  }

  get missed(): number {
    return this.agents.reduce((sum, { missed }) => sum + missed, 0);
  }

  async #workAs(second: number): Promise<void> {
    const working = this.agents.map((agent, at) => agent.work(isAtWork(this.times[at] ?? [], second)));
    await Promise.all(working.map((each) => this.#noted(each)));
  }

  async #noted(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => this.troubles.push(error instanceof Error ? error.message : String(error)));
  }
}
