import { BitSet } from '../index/bit-set.js';
import type { SkillAtLeast } from '../model/expression.js';
import type { AgentSnapshot } from '../snapshot.js';
import { Agent } from '../state/agent.js';
import { entry, type Queue } from '../state/queue.js';
import { AgentOrder } from './agent-order.js';

const LEVELS = 5;
const SECOND = 1_000;

/** All agents by number, as sets: who has a skill at a level, who has room in a queue on a channel, and in order of idleness. */
export class AgentPool {
  readonly #slots: (Agent | undefined)[] = [];
  readonly #free: number[] = [];
  readonly #skilled = new Map<string, BitSet[]>();
  /** Channels on which an agent was found to have room. */
  readonly #rooms = new Map<Agent, readonly string[]>();
  /** Those who have room anywhere. */
  readonly byIdleness = new AgentOrder(({ idleSince }) => [idleSince]);
  readonly byOccupancy = new AgentOrder(({ occupancy, idleSince }) => [occupancy, idleSince]);

  constructor(private readonly queues: ReadonlyMap<string, Queue>) {}

  at(slot: number): Agent {
    return this.#slots[slot]!;
  }

  add(snapshot: AgentSnapshot): Agent {
    const agent = new Agent(snapshot, this.#free.pop() ?? this.#slots.length);
    this.#slots[agent.slot] = agent;
    this.#enter(agent);
    return agent;
  }

  /** Does what must not be done while the agent is filed: changes its definition. */
  redefine(agent: Agent, change: () => void): void {
    this.#withdraw(agent);
    change();
    this.#enter(agent);
  }

  remove(agent: Agent): void {
    this.#withdraw(agent);
    this.#slots[agent.slot] = undefined;
    this.#free.push(agent.slot);
  }

  /** Brings the sets up to what the agent can take now. */
  refresh(agent: Agent): void {
    const rooms = this.#roomsOf(agent);
    const before = this.#rooms.get(agent) ?? [];
    for (const channel of before) if (!rooms.includes(channel)) this.#open(agent, channel, false);
    for (const channel of rooms) if (!before.includes(channel)) this.#open(agent, channel, true);
    this.#rooms.set(agent, rooms);
    this.#file(agent, rooms.length > 0);
  }

  skilled({ skill, atLeast }: SkillAtLeast): BitSet {
    return entry(this.#skilled, skill, levels)[atLeast - 1]!;
  }

  /** One set for each level: whoever has level n is in n of them. */
  skilledByLevel(skill: string): readonly BitSet[] {
    return entry(this.#skilled, skill, levels);
  }

  /** What the fewest agents have first. */
  readonly rarestFirst = (atoms: readonly SkillAtLeast[]): readonly SkillAtLeast[] => {
    if (atoms.length < 2) return atoms;
    const counted = atoms.map((atom) => ({ atom, agents: this.skilled(atom).count() }));
    return counted.sort((a, b) => a.agents - b.agents).map(({ atom }) => atom);
  };

  #roomsOf(agent: Agent): string[] {
    if (!agent.isRoutable) return [];
    return Object.keys(agent.definition.capacity).filter((channel) => agent.hasRoom(channel));
  }

  #open(agent: Agent, channel: string, isOpen: boolean): void {
    for (const queueId of agent.memberships.keys()) {
      const set = this.queues.get(queueId)!.availableOn(channel);
      if (isOpen) set.add(agent.slot);
      else set.delete(agent.slot);
    }
  }

  #file(agent: Agent, hasRoom: boolean): void {
    for (const order of [this.byIdleness, this.byOccupancy]) {
      if (hasRoom) order.set(agent);
      else order.delete(agent);
    }
  }

  #enter(agent: Agent): void {
    for (const [skill, level] of Object.entries(agent.definition.skills)) {
      for (let atLeast = 1; atLeast <= level; atLeast += 1) this.skilled({ skill, atLeast }).add(agent.slot);
    }
    for (const { queueId, delaySeconds } of agent.definition.queues) {
      const queue = this.queues.get(queueId)!;
      queue.turns.set(agent);
      if (delaySeconds > 0) entry(queue.delayed, delaySeconds * SECOND, () => new BitSet()).add(agent.slot);
    }
    this.refresh(agent);
  }

  #withdraw(agent: Agent): void {
    for (const channel of this.#rooms.get(agent) ?? []) this.#open(agent, channel, false);
    this.#rooms.delete(agent);
    this.#file(agent, false);
    for (const [skill, level] of Object.entries(agent.definition.skills)) {
      for (let atLeast = 1; atLeast <= level; atLeast += 1) this.skilled({ skill, atLeast }).delete(agent.slot);
    }
    for (const { queueId, delaySeconds } of agent.definition.queues) {
      const queue = this.queues.get(queueId)!;
      queue.turns.delete(agent);
      const delayed = queue.delayed.get(delaySeconds * SECOND);
      delayed?.delete(agent.slot);
      if (delayed?.count() === 0) queue.delayed.delete(delaySeconds * SECOND);
    }
  }
}

function levels(): BitSet[] {
  return Array.from({ length: LEVELS }, () => new BitSet());
}
