import type { AgentDefinition } from '#libs/contact-routing/model/agent';
import type { RoutingPlan } from '#libs/contact-routing/model/plan';
import type { QueueDefinition } from '#libs/contact-routing/model/queue';
import type { RosteredAgent } from '../../agent/agent-roster.api.js';
import type { Queues } from '../../queue/queue.api.js';
import type { RoutingPlans } from '../../routing-plan/routing-plan.api.js';

export type KeptQueue = Awaited<ReturnType<Queues['all']>>[number];
export type KeptPlan = Awaited<ReturnType<RoutingPlans['all']>>[number];

/**
 * A queue as a router knows it. After-contact work is the agent's affair: routing hears of it as of an agent who is not ready.
 * Who misses an offer is not responding, whatever the queue.
 */
export function queueDefinition({ id, planId, definition }: KeptQueue): QueueDefinition {
  const { strategy, priorityWorthSeconds, offerSeconds, ringsAtMost, noAnswer, rejected, breaker } = definition;
  const { overLength, afterWait, leavesAfterSeconds } = definition;
  return {
    ...{ id, strategy, priorityWorthSeconds, offerSeconds, ringsAtMost, rejected, breaker },
    noAnswer: { ...noAnswer, agentBecomes: 'not-responding' },
    wrapUp: { mode: 'none' },
    ...(planId !== null && { planId }),
    ...(overLength && { overLength }),
    ...(afterWait && { afterWait }),
    ...(leavesAfterSeconds !== null && { leavesAfterSeconds }),
  };
}

/** Without what names other queues, which may not be known yet. */
export function apart({ overLength: _, afterWait: __, ...definition }: QueueDefinition): QueueDefinition {
  return definition;
}

export function planDefinition({ id, version, steps }: KeptPlan): RoutingPlan {
  return { id, version, steps };
}

export function agentDefinition({ id, skills, queues, capacity, ownWorkKeepsIdle }: RosteredAgent): AgentDefinition {
  const present = Object.entries(capacity).filter(([, channel]) => channel !== undefined);
  return { id, skills, queues, capacity: Object.fromEntries(present), ownWorkKeepsIdle };
}
