import { BitSet } from '../index/bit-set.js';
import { OrderedTree } from '../index/ordered-tree.js';
import { AgentOrder } from '../matching/agent-order.js';
import { Line } from '../matching/line.js';
import type { QueueDefinition } from '../model/queue.js';
import type { QueueSnapshot } from '../snapshot.js';
import type { Agent } from './agent.js';
import { byPlace, type Contact } from './contact.js';
import { Throughput } from './throughput.js';

/** Longer than anybody waits: priority comes first, then age. */
const STRICT_SECONDS = 1_000_000_000;
const SECOND = 1_000;

export class Queue {
  readonly id: string;
  definition: QueueDefinition;
  offers: number;
  readonly lastOffered: Map<string, number>;
  readonly throughput: Throughput;
  /** All who wait in it, paused or not. */
  readonly waiting = new OrderedTree<Contact>(byPlace);
  /** Those who can be offered, by channel. */
  readonly lines = new Map<string, Line>();
  /** Members with room, by channel. */
  readonly available = new Map<string, BitSet>();
  /** Members by the delay of their profile, in ms; those without one are in none. */
  readonly delayed = new Map<number, BitSet>();
  /** Members, those this queue offered to longest ago first. */
  readonly turns = new AgentOrder((agent) => [this.turnOf(agent)]);

  constructor(snapshot: QueueSnapshot) {
    this.id = snapshot.definition.id;
    this.definition = snapshot.definition;
    this.offers = snapshot.offers;
    this.lastOffered = new Map(Object.entries(snapshot.lastOffered));
    this.throughput = new Throughput(snapshot.accepted);
  }

  /** score = age + priority · worth, so that all scores rise alike and the order is that of this instant, ms. */
  placeOf(ageFrom: number, priority: number): number {
    return ageFrom - priority * this.#worth;
  }

  /** In seconds. */
  scoreOf(contact: Contact, now: number): number {
    return (now - this.placeOf(contact.ageFrom, contact.request.priority)) / SECOND;
  }

  get #worth(): number {
    const { priorityWorthSeconds: worth } = this.definition;
    return (worth === 'strict' ? STRICT_SECONDS : worth) * SECOND;
  }

  lineOf(channel: string): Line {
    return entry(this.lines, channel, () => new Line());
  }

  availableOn(channel: string): BitSet {
    return entry(this.available, channel, () => new BitSet());
  }

  turnOf(agent: Agent): number {
    return this.lastOffered.get(agent.id) ?? 0;
  }

  /** Counts an offer; a member goes to the end of the turns. */
  offered(agent: Agent): void {
    this.offers += 1;
    this.lastOffered.set(agent.id, this.offers);
    if (agent.memberships.has(this.id)) this.turns.set(agent);
  }

  snapshot(): QueueSnapshot {
    const lastOffered = Object.fromEntries([...this.lastOffered].sort(([a], [b]) => (a < b ? -1 : 1)));
    const { definition, offers } = this;
    return { definition, offers, lastOffered, accepted: this.throughput.instants };
  }
}

/** What a map has under a key; made when it is not there. */
export function entry<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  const there = map.get(key);
  if (there !== undefined) return there;
  const made = make();
  map.set(key, made);
  return made;
}
