import type { AgentDefinition, ChannelCapacity, QueueMembership, RoutingState } from '../model/agent.js';
import type { Reservation } from '../model/reservation.js';
import type { AgentSnapshot } from '../snapshot.js';
import { asSkill } from './need.js';

const FULL = 100;

/** Queues of equal priority. */
export interface QueueGroup {
  readonly priority: number;
  readonly members: readonly QueueMembership[];
}

export class Agent {
  readonly id: string;
  definition!: AgentDefinition;
  /** Its number in the sets of the pool. */
  readonly slot: number;
  state: RoutingState;
  nextState: RoutingState | null;
  idleSince: number;
  removed: boolean;
  /** What takes capacity. */
  readonly work = new Set<Reservation>();
  /** Levels by skill, and itself. */
  skills!: ReadonlyMap<string, number>;
  memberships!: ReadonlyMap<string, QueueMembership>;
  /** The first first. */
  groups!: readonly QueueGroup[];

  constructor(snapshot: AgentSnapshot, slot: number) {
    this.id = snapshot.definition.id;
    this.slot = slot;
    this.state = snapshot.state;
    this.nextState = snapshot.nextState;
    this.idleSince = snapshot.idleSince;
    this.removed = snapshot.removed;
    this.define(snapshot.definition);
  }

  define(definition: AgentDefinition): void {
    this.definition = definition;
    this.skills = new Map([...Object.entries(definition.skills), [asSkill(this.id), 1]]);
    this.memberships = new Map(definition.queues.map((each) => [each.queueId, each]));
    const priorities = [...new Set(definition.queues.map(({ priority }) => priority))].sort((a, b) => a - b);
    this.groups = priorities.map((priority) => ({
      priority,
      members: definition.queues.filter((each) => each.priority === priority),
    }));
  }

  levelOf(skill: string): number {
    return this.skills.get(skill) ?? 0;
  }

  get isRoutable(): boolean {
    return this.state === 'ready' && !this.removed;
  }

  /** 0 to 100, more when something was interrupted. */
  get occupancy(): number {
    return this.#weight([]);
  }

  hasRoom(channel: string): boolean {
    const capacity = this.capacityOf(channel);
    if (!capacity || this.#count(channel) >= capacity.slots) return false;
    return this.#weight(capacity.interrupts ?? []) + capacity.weight <= FULL;
  }

  capacityOf(channel: string): ChannelCapacity | undefined {
    return this.definition.capacity[channel];
  }

  #count(channel: string): number {
    let count = 0;
    for (const work of this.work) if (work.channel === channel) count += 1;
    return count;
  }

  /** What a channel that the agent no longer serves takes is unknown: all. */
  #weight(ignored: readonly string[]): number {
    let weight = 0;
    for (const { channel } of this.work) {
      if (!ignored.includes(channel)) weight += this.capacityOf(channel)?.weight ?? FULL;
    }
    return weight;
  }

  snapshot(): AgentSnapshot {
    const { definition, state, nextState, idleSince, removed } = this;
    return { definition, state, nextState, idleSince, removed };
  }
}
