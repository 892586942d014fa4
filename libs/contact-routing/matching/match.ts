import { Heap } from '../index/heap.js';
import type { OfferExplanation } from '../explanation.js';
import { offer } from '../life/offers.js';
import type { Agent } from '../state/agent.js';
import { isBefore, type Contact } from '../state/contact.js';
import type { World } from '../state/world.js';
import { Candidates } from './candidates.js';
import { firstContactFor } from './first-contact.js';
import { contactStanding, standingOf } from './standing.js';
import { verdicts } from './verdicts.js';

const RUNNERS_UP = 2;

/**
 * Makes all matches that became possible. Before the event there were none, so one side of each is among what changed. The first contact
 * by place that some agent would take first goes to the best of those agents; and again, until nobody can have anything.
 */
export function match(world: World, explanations: 'short' | 'complete'): void {
  if (world.changedContacts.size + world.changedAgents.size > 0) new Round(world, explanations).run();
  world.changedContacts.clear();
  world.changedAgents.clear();
}

interface Takers {
  readonly agents: readonly Agent[];
  /** Who would be next. */
  readonly next: readonly Agent[];
  readonly candidates: number;
}

class Round {
  /** Alone in having changed, it meets only those who want nothing better. */
  readonly #isAlone: boolean;
  readonly #isAgentAlone: boolean;
  readonly #next = new Heap<Contact>(isBefore);
  readonly #queued = new Set<Contact>();
  /** Contacts nobody takes first at the moment. */
  readonly #passedOver: Contact[] = [];
  /** What agents who changed would take first. */
  readonly #wanted = new Map<Contact, Agent[]>();

  constructor(
    private readonly world: World,
    private readonly explanations: 'short' | 'complete',
  ) {
    this.#isAlone = world.changedContacts.size + world.changedAgents.size === 1;
    this.#isAgentAlone = this.#isAlone && world.changedAgents.size === 1;
    for (const contact of world.changedContacts) this.#enqueue(contact);
    for (const agent of [...world.changedAgents]) this.#look(agent);
  }

  run(): void {
    for (let contact = this.#next.pop(); contact; contact = this.#next.pop()) {
      this.#queued.delete(contact);
      if (contact.need === null) continue;
      const agents = this.#agentsFor(contact);
      if (agents.length === 0) this.#passedOver.push(contact);
      else this.#settled(contact);
    }
  }

  /** Agents who wanted it look for something else, and those passed over may be wanted now. */
  #settled(contact: Contact): void {
    for (const passed of this.#passedOver.splice(0)) this.#enqueue(passed);
    const agents = this.#wanted.get(contact) ?? [];
    this.#wanted.delete(contact);
    for (const agent of agents) this.#look(agent);
  }

  #look(agent: Agent): void {
    const first = firstContactFor(agent, this.world.queues, this.world.directLines, this.world.now);
    if (!first) return;
    this.#wanted.set(first, [...(this.#wanted.get(first) ?? []), agent]);
    this.#enqueue(first);
  }

  #enqueue(contact: Contact): void {
    if (this.#queued.has(contact)) return;
    this.#queued.add(contact);
    this.#next.push(contact);
  }

  /** Offers it to the best, and tells to whom. */
  #agentsFor(contact: Contact): readonly Agent[] {
    const { agents, next, candidates } = this.#isAgentAlone ? this.#onlyOne() : this.#takers(contact);
    const explanations = agents.map((agent) => this.#explain(contact, agent, candidates, next));
    agents.forEach((agent, index) => offer(this.world, contact, agent, explanations[index]!));
    return agents;
  }

  /** An agent came free and took the first contact: nobody else could have it, or would have had it before. */
  #onlyOne(): Takers {
    return { agents: [...this.world.changedAgents], next: [], candidates: 1 };
  }

  #takers(contact: Contact): Takers {
    const { strategy, ringsAtMost } = this.world.queue(contact.queueId).definition;
    const rings = strategy === 'ring-all' ? ringsAtMost : 1;
    const candidates = new Candidates(this.world, contact);
    for (;;) {
      const best = candidates.best(rings, RUNNERS_UP);
      const [agents, next] = [best.slice(0, rings), best.slice(rings)];
      const other = this.#isAlone ? undefined : agents.find((agent) => !this.#takesFirst(agent, contact));
      if (!other) return { agents, next, candidates: candidates.count };
      candidates.exclude(other);
    }
  }

  #takesFirst(agent: Agent, contact: Contact): boolean {
    return firstContactFor(agent, this.world.queues, this.world.directLines, this.world.now) === contact;
  }

  #explain(contact: Contact, agent: Agent, candidates: number, next: readonly Agent[]): OfferExplanation {
    const { world } = this;
    const need = contact.need!;
    return {
      ...contactStanding(world, contact, need),
      regime: world.changedContacts.has(contact) ? 'agents-wait' : 'contacts-wait',
      queuePriority: contact.direct ? 0 : agent.memberships.get(contact.queueId)!.priority,
      candidates,
      chosen: standingOf(world, contact, need, agent),
      runnersUp: next.map((each) => standingOf(world, contact, need, each)),
      ...(this.explanations === 'complete' && { agents: verdicts(world, contact, need) }),
    };
  }
}
