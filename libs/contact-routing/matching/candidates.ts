import { BitSet } from '../index/bit-set.js';
import { keepMost } from '../index/keep-most.js';
import type { Strategy } from '../model/queue.js';
import type { Agent } from '../state/agent.js';
import type { Contact } from '../state/contact.js';
import { asked, countedSkills, type Need } from '../state/need.js';
import type { Queue } from '../state/queue.js';
import type { World } from '../state/world.js';
import type { AgentOrder } from './agent-order.js';

/** Looking at so many is cheaper than walking along an order. */
const FEW = 24;

/** Agents that could have a contact, and which of them are the best. */
export class Candidates {
  readonly #queue: Queue;
  readonly #set: BitSet;

  constructor(
    private readonly world: World,
    private readonly contact: Contact,
  ) {
    this.#queue = world.queue(contact.queueId);
    this.#set = contact.need!.agentId === null ? this.#qualified(contact.need!) : this.#awaited(contact.need!.agentId);
    for (const agentId of [...contact.excluded.keys(), contact.handler ?? '', ...contact.colleagues.keys()]) {
      const agent = contact.isExcluded(agentId, world.now) && world.agents.get(agentId);
      if (agent) this.exclude(agent);
    }
  }

  get count(): number {
    return this.#set.count();
  }

  exclude({ slot }: Agent): void {
    this.#set.delete(slot);
  }

  /** The best so many, the best first, and as long as they are no better than the last of them, more of those who follow. */
  best(many: number, more: number): Agent[] {
    const layers = this.#layers();
    if (layers.length === 0) return this.#first(this.#set, many + more);
    const left = new BitSet();
    left.become(this.#set);
    const found: Agent[] = [];
    while (found.length < many && left.count() > 0) {
      const tier = new BitSet();
      tier.become(left);
      for (const each of layers) keepMost(tier, each);
      found.push(...this.#first(tier, many + more - found.length));
      left.andNot(tier);
    }
    return found;
  }

  /** By what agents are better than others before any order: preferred skills, then levels where they count. */
  #layers(): BitSet[][] {
    const { pool } = this.world;
    const preferred = this.contact.request.preferred.map((each) => pool.skilled(asked(each)));
    const levels =
      this.#strategy === 'best-skilled'
        ? [...countedSkills(this.contact.need!, this.contact.request)].flatMap((skill) => pool.skilledByLevel(skill))
        : [];
    return [preferred, levels].filter(({ length }) => length > 0);
  }

  get #strategy(): Strategy {
    return this.#queue.definition.strategy;
  }

  get #order(): AgentOrder {
    if (this.#strategy === 'round-robin') return this.#queue.turns;
    const { byOccupancy, byIdleness } = this.world.pool;
    return this.#strategy === 'least-occupied' ? byOccupancy : byIdleness;
  }

  #awaited(agentId: string): BitSet {
    const set = new BitSet();
    const agent = this.world.agents.get(agentId);
    if (agent?.isRoutable && agent.hasRoom(this.contact.request.channel)) set.add(agent.slot);
    return set;
  }

  #qualified({ alternatives }: Need): BitSet {
    const set = new BitSet();
    set.become(this.#queue.availableOn(this.contact.request.channel));
    for (const [delayMs, members] of this.#queue.delayed) {
      if (this.contact.enteredQueueAt + delayMs > this.world.now) set.andNot(members);
    }
    const [only] = alternatives;
    if (alternatives.length === 1) for (const atom of only!) set.and(this.world.pool.skilled(atom));
    else set.and(this.#anyOf(alternatives));
    return set;
  }

  #anyOf(alternatives: Need['alternatives']): BitSet {
    const union = new BitSet();
    for (const atoms of alternatives) {
      const all = new BitSet();
      all.become(this.world.pool.skilled(atoms[0]!));
      for (const atom of atoms.slice(1)) all.and(this.world.pool.skilled(atom));
      union.or(all);
    }
    return union;
  }

  /** Walks along the order while that promises to be shorter than looking at all in the set. */
  #first(set: BitSet, many: number): Agent[] {
    const count = set.count();
    if (count > FEW) {
      const walked = this.#walk(set, many, count);
      if (walked.length === Math.min(many, count)) return walked;
    }
    const found: Agent[] = [];
    set.each((slot) => found.push(this.world.pool.at(slot)));
    return this.#order.sorted(found).slice(0, many);
  }

  #walk(set: BitSet, many: number, steps: number): Agent[] {
    const found: Agent[] = [];
    let left = steps;
    this.#order.walk((agent) => {
      if (set.has(agent.slot)) found.push(agent);
      left -= 1;
      return found.length === many || left === 0 ? 'stop' : 'on';
    });
    return found;
  }
}
