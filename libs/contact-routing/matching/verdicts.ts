import type { AgentVerdict, Measure, RuleCode, Standing } from '../explanation.js';
import type { Strategy } from '../model/queue.js';
import type { Agent } from '../state/agent.js';
import type { Contact } from '../state/contact.js';
import { isMet, type Need } from '../state/need.js';
import type { World } from '../state/world.js';
import { firstContactFor } from './first-contact.js';
import { standingOf } from './standing.js';

const SECOND = 1_000;

type Comparison = readonly [what: 'preferred-skills' | Measure, of: (standing: Standing) => number];

/** What is compared, the first difference counts; of every value the smaller is the better one. */
const IDLE: Comparison = ['idle-since', ({ idleSince }) => idleSince];
const COMPARED: Readonly<Record<Strategy, readonly Comparison[]>> = {
  'longest-idle': [IDLE],
  'ring-all': [IDLE],
  'least-occupied': [['occupancy', ({ occupancy }) => occupancy], IDLE],
  'best-skilled': [['skill-levels', ({ skillLevels }) => -skillLevels], IDLE],
  'round-robin': [['last-offered', ({ lastOffered }) => lastOffered]],
};
const PREFERRED: Comparison = ['preferred-skills', ({ preferredMet }) => -preferredMet];

/** Every agent, and what stands between it and the contact: a scan, for whoever asks. The best first, then by id. */
export function verdicts(world: World, contact: Contact, need: Need): AgentVerdict[] {
  const agents = [...world.agents.values()].sort((a, b) => (a.id < b.id ? -1 : 1));
  const kept = agents.map((agent) => ({ agent, rule: ruleBetween(world, contact, need, agent) }));
  const able = kept
    .filter(({ rule }) => rule === null)
    .map(({ agent }) => standingOf(world, contact, need, agent))
    .sort((a, b) => difference(strategyOf(world, contact), a, b)?.order ?? (a.agentId < b.agentId ? -1 : 1));
  const [best] = able;
  return [
    ...able.map((standing) => ({
      agentId: standing.agentId,
      excludedBy: rankRule(world, contact, best!, standing),
      standing,
    })),
    ...kept.flatMap(({ agent, rule }) => (rule === null ? [] : [{ agentId: agent.id, excludedBy: rule }])),
  ];
}

function strategyOf(world: World, contact: Contact): Strategy {
  return world.queue(contact.queueId).definition.strategy;
}

function rankRule(world: World, contact: Contact, best: Standing, standing: Standing): RuleCode | null {
  if (standing === best) return null;
  return `lower-rank:${difference(strategyOf(world, contact), best, standing)?.what ?? 'id'}`;
}

function difference(strategy: Strategy, a: Standing, b: Standing): { what: Comparison[0]; order: number } | undefined {
  const [what, of] = [PREFERRED, ...COMPARED[strategy]].find(([, value]) => value(a) !== value(b)) ?? [];
  return what && of && { what, order: of(a) - of(b) };
}

function ruleBetween(world: World, contact: Contact, need: Need, agent: Agent): RuleCode | null {
  return ofContact(world, contact, need, agent) ?? ofAgent(contact, agent) ?? ofBoth(world, contact, need, agent);
}

function ofContact(world: World, contact: Contact, need: Need, agent: Agent): RuleCode | null {
  if (!contact.isInQueue) return 'contact-not-waiting';
  if (contact.isPaused(world.now)) return 'contact-paused';
  return need.agentId !== null && need.agentId !== agent.id ? 'waits-for-other-agent' : null;
}

function ofAgent(contact: Contact, agent: Agent): RuleCode | null {
  const { request } = contact;
  if (contact.isHadBy(agent.id)) return 'has-contact';
  if (agent.state !== 'ready') return agent.state;
  if (!agent.capacityOf(request.channel)) return `channel-not-handled:${request.channel}`;
  return agent.hasRoom(request.channel) ? null : 'no-capacity';
}

function ofBoth(world: World, contact: Contact, need: Need, agent: Agent): RuleCode | null {
  const membership = agent.memberships.get(contact.queueId);
  if (!contact.direct && !membership) return 'not-member';
  const exclusion = contact.excluded.get(agent.id);
  if (exclusion && world.now < exclusion.until) return `cooling-down:${exclusion.until}`;
  if (need.agentId === null) {
    const over = contact.enteredQueueAt + membership!.delaySeconds * SECOND;
    if (world.now < over) return `queue-delay:${over}`;
    if (!isMet(need, (skill) => agent.levelOf(skill))) return `skill-missing:${need.text}`;
  }
  const first = firstContactFor(agent, world.queues, world.directLines, world.now);
  return first && first !== contact ? `other-contact-first:${first.id}` : null;
}
