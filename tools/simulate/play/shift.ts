import { setTimeout as pause } from 'node:timers/promises';
import type { DayClock } from '../day/day-clock.js';
import type { Block } from '../day/staffing-plan.js';
import type { Agent } from './agent.js';

/** Has as many agents work as the plan says, block by block. */
export class Shift {
  /** What agents were refused. */
  readonly troubles: string[] = [];

  constructor(
    private readonly agents: readonly Agent[],
    private readonly plan: readonly Block[],
    private readonly clock: DayClock,
  ) {}

  static sizeOf(plan: readonly Block[]): number {
    return Math.max(0, ...plan.map(({ agents }) => agents));
  }

  /** Before anybody comes. */
  async begin(): Promise<void> {
    for (const agent of this.agents) await agent.logIn();
    await this.#have(this.plan[0]?.agents ?? 0);
  }

  /** Resolves when the last block has begun. */
  async follow(signal: AbortSignal): Promise<void> {
    for (const { from, agents } of this.plan.slice(1)) {
      await pause(Math.max(0, this.clock.msUntil(from)), undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return;
      await this.#have(agents);
    }
  }

  async end(): Promise<void> {
    await Promise.all(this.agents.map((agent) => this.#noted(agent.logOut())));
  }

  get missed(): number {
    return this.agents.reduce((sum, { missed }) => sum + missed, 0);
  }

  async #have(count: number): Promise<void> {
    await Promise.all(this.agents.map((agent, index) => this.#noted(agent.work(index < count))));
  }

  async #noted(work: Promise<void>): Promise<void> {
    await work.catch((error: unknown) => this.troubles.push(error instanceof Error ? error.message : String(error)));
  }
}
