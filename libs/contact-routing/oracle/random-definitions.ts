import type { AgentDefinition } from '../model/agent.js';
import type { Expression } from '../model/expression.js';
import type { RoutingPlan } from '../model/plan.js';
import type { QueueDefinition, Strategy, WrapUp } from '../model/queue.js';
import type { RoutingEvent } from '../events.js';
import type { Dice } from '#libs/kernel/dice';

export const SKILLS = ['english', 'billing', 'fiber', 'vip'];
const STRATEGIES: Strategy[] = ['longest-idle', 'least-occupied', 'best-skilled', 'round-robin', 'ring-all'];

/** Plans, queues and agents that somebody might set up. */
export class RandomDefinitions {
  #planVersion = 0;

  constructor(
    private readonly dice: Dice,
    private readonly queueIds: readonly string[],
  ) {}

  plan(): RoutingEvent {
    const { dice } = this;
    const step = () => ({
      ...(dice.onceIn(2) && { requires: this.#expression(2) }),
      contactSkills: dice.oneOf(['required-and-preferred', 'required', 'ignored'] as const),
      ...(dice.onceIn(2) && { levelsLower: dice.below(3) }),
      expiresAfterSeconds: 1 + dice.below(20),
    });
    const plan: RoutingPlan = {
      id: `p${this.#planVersion % 2}`,
      version: 1 + Math.floor(this.#planVersion / 2),
      steps: Array.from({ length: dice.below(4) }, step),
    };
    this.#planVersion += 1;
    return { type: 'plan-published', plan };
  }

  queue(id: string, others: readonly string[]): RoutingEvent {
    const { dice } = this;
    const missed = () => ({ excludedSeconds: dice.below(8), toTheEnd: dice.onceIn(2) });
    const wrapUps: WrapUp[] = [
      { mode: 'none' },
      { mode: 'mandatory' },
      { mode: 'timeboxed', seconds: 5 },
      { mode: 'forced', seconds: 3 },
    ];
    const queue: QueueDefinition = {
      id,
      strategy: dice.oneOf(STRATEGIES),
      ...(dice.below(3) > 0 && { planId: dice.oneOf(['p0', 'p1']) }),
      priorityWorthSeconds: dice.oneOf([0, 10, 60, 'strict'] as const),
      offerSeconds: 1 + dice.below(15),
      ringsAtMost: 1 + dice.below(3),
      noAnswer: { ...missed(), agentBecomes: dice.oneOf(['ready', 'not-responding'] as const) },
      rejected: missed(),
      breaker: { misses: 1 + dice.below(3), pauseSeconds: dice.below(10) },
      wrapUp: dice.oneOf(wrapUps),
      ...(others.length > 0 && dice.onceIn(3) && { overLength: { length: 1 + dice.below(4), to: dice.oneOf(others) } }),
      ...(others.length > 0 &&
        dice.onceIn(4) && { afterWait: { seconds: 1 + dice.below(40), to: dice.oneOf(others) } }),
      ...(dice.onceIn(5) && { leavesAfterSeconds: 20 + dice.below(60) }),
    };
    return { type: 'queue-defined', queue };
  }

  agent(id: string): AgentDefinition {
    const { dice } = this;
    const delay = () => (dice.onceIn(3) ? 1 + dice.below(10) : 0);
    return {
      id,
      skills: Object.fromEntries(dice.some(SKILLS, 4).map((skill) => [skill, 1 + dice.below(5)])),
      queues: dice
        .some(this.queueIds, 4)
        .map((queueId) => ({ queueId, priority: 1 + dice.below(2), delaySeconds: delay() })),
      capacity: {
        voice: { slots: 1, weight: 100, ...(dice.onceIn(2) && { interrupts: ['chat'] }) },
        ...(dice.below(4) > 0 && { chat: { slots: 1 + dice.below(4), weight: 25 } }),
      },
      ownWorkKeepsIdle: dice.onceIn(2),
    };
  }

  #expression(depth: number): Expression {
    if (depth === 0 || this.dice.onceIn(2)) {
      return { skill: this.dice.oneOf(SKILLS), atLeast: 1 + this.dice.below(5) };
    }
    const parts = [this.#expression(depth - 1), this.#expression(depth - 1)];
    return this.dice.onceIn(2) ? { all: parts } : { any: parts };
  }
}

/** Of somebody who can do all. */
export function everything(queues: readonly string[]): Pick<AgentDefinition, 'skills' | 'queues' | 'capacity'> {
  return {
    skills: Object.fromEntries(SKILLS.map((skill) => [skill, 5])),
    queues: queues.map((queueId) => ({ queueId, priority: 1, delaySeconds: 0 })),
    capacity: { voice: { slots: 1, weight: 100 }, chat: { slots: 4, weight: 25 } },
  };
}
