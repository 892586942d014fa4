import { ownedThings } from '#libs/web/access/owned-things.guard';
import { AgentNotFound } from './domain/agent.errors.js';

/** Their states, what they are assigned and what supervisors do with them; `me` is no id. */
export const agentReach = ownedThings({
  routes: /^\w+ \/api\/v1\/agents\/:(\w+)/,
  missing: (agentId) => new AgentNotFound('There is no such agent.', { agentId }),
});
