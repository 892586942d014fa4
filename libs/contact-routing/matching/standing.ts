import type { ContactStanding, Standing } from '../explanation.js';
import type { Agent } from '../state/agent.js';
import type { Contact } from '../state/contact.js';
import { countedSkills, type Need } from '../state/need.js';
import type { World } from '../state/world.js';

export function standingOf(world: World, contact: Contact, need: Need, agent: Agent): Standing {
  const { preferred } = contact.request;
  let skillLevels = 0;
  for (const skill of countedSkills(need, contact.request)) skillLevels += agent.levelOf(skill);
  return {
    agentId: agent.id,
    preferredMet: preferred.filter(({ skill, level }) => agent.levelOf(skill) >= level).length,
    skillLevels,
    occupancy: agent.occupancy,
    idleSince: agent.idleSince,
    lastOffered: world.queue(contact.queueId).turnOf(agent),
  };
}

export function contactStanding(world: World, contact: Contact, need: Need): ContactStanding {
  const queue = world.queue(contact.queueId);
  const plan = world.planOf(contact);
  return {
    queueId: queue.id,
    strategy: queue.definition.strategy,
    score: queue.scoreOf(contact, world.now),
    plan: plan && { id: plan.id, version: plan.version, step: contact.step },
    requires: need.agentId === null ? need.text : '',
    wish: need.agentId,
  };
}
