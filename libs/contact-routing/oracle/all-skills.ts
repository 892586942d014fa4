import type { AgentDefinition } from '../model/agent.js';

export const SKILLS = ['english', 'billing', 'fiber', 'vip'];

/** Somebody who can take whatever comes in these queues. */
export function everything(queues: readonly string[]): Pick<AgentDefinition, 'skills' | 'queues' | 'capacity'> {
  return {
    skills: Object.fromEntries(SKILLS.map((skill) => [skill, 5])),
    queues: queues.map((queueId) => ({ queueId, priority: 1, delaySeconds: 0 })),
    capacity: { voice: { slots: 1, weight: 100 }, chat: { slots: 4, weight: 25 } },
  };
}
