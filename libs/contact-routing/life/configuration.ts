import type { ConfigurationEvent } from '../events.js';
import type { AgentDefinition } from '../model/agent.js';
import type { RoutingPlan } from '../model/plan.js';
import type { QueueDefinition } from '../model/queue.js';
import { DefinitionInvalid } from '../routing.errors.js';
import type { Agent } from '../state/agent.js';
import type { Contact } from '../state/contact.js';
import { Queue } from '../state/queue.js';
import type { World } from '../state/world.js';
import { setState } from './agent-state.js';
import { checkAgent, checkPlan, checkQueue } from './definitions.js';
import { reconsider, reconsiderAwaiting, withdraw } from './waiting.js';
import { forget } from './work.js';

export function configure(world: World, event: ConfigurationEvent): void {
  if (event.type === 'queue-defined') defineQueue(world, event.queue);
  else if (event.type === 'plan-published') publishPlan(world, event.plan);
  else if (event.type === 'agent-defined') defineAgent(world, event.agent);
  else removeAgent(world, event.agentId);
}

function defineQueue(world: World, definition: QueueDefinition): void {
  checkQueue(definition);
  if (definition.planId !== undefined) world.plan(definition.planId);
  for (const target of [definition.overLength?.to, definition.afterWait?.to]) {
    if (target !== undefined && target !== definition.id) world.queue(target);
  }
  const queue = world.queues.get(definition.id);
  if (!queue) {
    world.queues.set(definition.id, new Queue({ definition, offers: 0, lastOffered: {}, accepted: [] }));
    return;
  }
  const planned = queue.definition.planId === definition.planId;
  replan(world, waitingIn(world, queue.id), !planned, () => {
    queue.definition = definition;
  });
}

function publishPlan(world: World, plan: RoutingPlan): void {
  checkPlan(plan);
  const known = world.plans.get(plan.id);
  if (known && known.version >= plan.version) {
    throw new DefinitionInvalid('A plan is published with a higher version than it has.', { version: known.version });
  }
  const contacts = waiting(world, (contact) => world.planOf(contact)?.id === plan.id);
  replan(world, contacts, true, () => world.plans.set(plan.id, plan));
}

/** Files all anew after the change; those who start over pass the steps again by the time they have been in the plan. */
function replan(world: World, contacts: readonly Contact[], startsOver: boolean, change: () => void): void {
  for (const contact of contacts) withdraw(world, contact);
  change();
  for (const contact of contacts) {
    if (startsOver) {
      contact.step = 0;
      contact.stepSince = contact.plannedSince;
    }
    reconsider(world, contact);
  }
}

function defineAgent(world: World, definition: AgentDefinition): void {
  checkAgent(definition);
  for (const { queueId } of definition.queues) world.queue(queueId);
  const delays = delaysOf(world, definition);
  const agent = world.agents.get(definition.id);
  if (agent) redefine(world, agent, definition);
  else {
    const fresh = { definition, state: 'logged-out', nextState: null, idleSince: world.now, removed: false } as const;
    world.agents.set(definition.id, world.pool.add(fresh));
  }
  reconsiderAwaiting(world, definition.id);
  const after = delaysOf(world, definition);
  for (const [queueId, count] of after) {
    if (delays.get(queueId) !== count) for (const each of waitingIn(world, queueId)) reconsider(world, each);
  }
}

function redefine(world: World, agent: Agent, definition: AgentDefinition): void {
  world.pool.redefine(agent, () => {
    agent.define(definition);
    agent.removed = false;
  });
  world.agentChanged(agent);
}

function removeAgent(world: World, agentId: string): void {
  const agent = world.agent(agentId);
  setState(world, agent, 'logged-out', 'removed');
  agent.removed = true;
  forget(world, agentId);
}

/** The delays that there are in the agent's queues: contacts that wait there wake when one is over. */
function delaysOf(world: World, { queues }: AgentDefinition): Map<string, string> {
  return new Map(queues.map(({ queueId }) => [queueId, [...world.queue(queueId).delayed.keys()].sort().join()]));
}

function waitingIn(world: World, queueId: string): Contact[] {
  return waiting(world, (contact) => contact.queueId === queueId);
}

/** In the order of their ids, whichever they came in. */
function waiting(world: World, which: (contact: Contact) => boolean): Contact[] {
  const contacts = [...world.contacts.values()].filter((contact) => contact.waiting && which(contact));
  return contacts.sort((a, b) => (a.id < b.id ? -1 : 1));
}
