import type { Decision } from '#libs/contact-routing/decisions';
import type { RoutingEvent } from '#libs/contact-routing/events';
import { Heap } from '#libs/contact-routing/index/heap';
import type { QueueDefinition } from '#libs/contact-routing/model/queue';
import { Router } from '#libs/contact-routing/router';
import { again, type Customer } from './customers.js';
import type { SimulatedCentre, SimulatedQueue, SkillGroup, Staffing } from './simulated-centre.js';

/** What became of a customer; times in ms. */
export interface Outcome {
  readonly customer: Customer;
  readonly end: 'answered' | 'abandoned';
  readonly waitMs: number;
}

export interface Played {
  readonly outcomes: readonly Outcome[];
  /** Work done by each group between two times, ms of all contacts together. */
  readonly busyMs: Readonly<Record<string, number>>;
}

interface Due {
  readonly at: number;
  readonly no: number;
  readonly customer: Customer;
  readonly what: 'comes' | 'gives-up' | 'is-done';
}

const OFFER_SECONDS = 60;
const MISSED = { excludedSeconds: 0, toTheEnd: false };

/** Plays customers through the router that the product routes with: agents accept what they are offered at once. */
export class Play {
  readonly #router = Router.empty();
  readonly #due = new Heap<Due>((one, other) => one.at < other.at || (one.at === other.at && one.no < other.no));
  readonly #waiting = new Map<string, Customer>();
  readonly #groupOf = new Map<string, string>();
  readonly #outcomes: Outcome[] = [];
  readonly #busy: Record<string, number> = {};
  #count = 0;
  #now = 0;

  /** @param counted between which times work counts, ms; nobody comes later */
  constructor(
    centre: SimulatedCentre,
    staffing: Staffing,
    private readonly counted: { readonly from: number; readonly to: number },
  ) {
    for (const queue of centre.queues) this.#tell({ type: 'queue-defined', queue: definitionOf(queue) });
    for (const group of centre.groups) this.#hire(group, staffing[group.id] ?? 0);
  }

  /** Until nobody waits or is talked with any more. Who can never be answered has waited until the end. */
  run(customers: readonly Customer[]): Played {
    for (const customer of customers) this.#when(customer.at, customer, 'comes');
    for (let due = this.#due.pop(); due; due = this.#due.pop()) {
      this.#wakeUntil(due.at);
      this.#now = due.at;
      this.#happen(due);
    }
    for (const customer of this.#waiting.values()) this.#end(customer, 'abandoned');
    return { outcomes: this.#outcomes, busyMs: this.#busy };
  }

  #happen({ customer, what }: Due): void {
    const contactId = customer.id;
    if (what === 'is-done') return this.#tell({ type: 'contact-ended', contactId });
    if (what === 'gives-up') {
      if (!this.#waiting.has(contactId)) return;
      this.#end(customer, 'abandoned');
      const next = again(customer, this.#now);
      // Nobody else comes after the end either.
      if (next && next.at < this.counted.to) this.#when(next.at, next, 'comes');
      return this.#tell({ type: 'contact-abandoned', contactId });
    }
    this.#waiting.set(contactId, customer);
    if (customer.patienceMs < Infinity) this.#when(this.#now + customer.patienceMs, customer, 'gives-up');
    const { channel, id: queueId, requires: required } = customer.queue;
    const contact = { id: contactId, channel, queueId, priority: 0, required, preferred: [], wishes: [] };
    this.#tell({ type: 'contact-queued', contact });
  }

  #tell(event: RoutingEvent): void {
    this.#hear(this.#router.apply(event, new Date(this.#now)));
  }

  #hear(decisions: readonly Decision[]): void {
    for (const decision of decisions) {
      if (decision.type !== 'offer-made') continue;
      const customer = this.#waiting.get(decision.contactId);
      if (!customer) continue;
      this.#end(customer, 'answered');
      const until = this.#now + customer.handleMs;
      const { from, to } = this.counted;
      this.#busy[this.#groupOf.get(decision.agentId)!]! += Math.max(0, Math.min(until, to) - Math.max(this.#now, from));
      this.#when(until, customer, 'is-done');
      this.#tell({ type: 'reservation-accepted', reservationId: decision.reservationId });
    }
  }

  #wakeUntil(at: number): void {
    for (let wake = this.#router.nextWake(); wake && wake.getTime() <= at; wake = this.#router.nextWake()) {
      this.#now = Math.max(this.#now, wake.getTime());
      this.#tell({ type: 'tick' });
    }
  }

  #end(customer: Customer, end: Outcome['end']): void {
    this.#waiting.delete(customer.id);
    this.#outcomes.push({ customer, end, waitMs: this.#now - customer.at });
  }

  #when(at: number, customer: Customer, what: Due['what']): void {
    this.#due.push({ at, no: this.#count++, customer, what });
  }

  #hire({ id, skills, queues, slots }: SkillGroup, count: number): void {
    this.#busy[id] = 0;
    const capacity = Object.fromEntries(
      Object.entries(slots).map(([channel, most]) => [channel, { slots: most, weight: Math.floor(100 / most) }]),
    );
    for (let at = 0; at < count; at += 1) {
      const agentId = `${id}/${at}`;
      this.#groupOf.set(agentId, id);
      const memberships = queues.map((queue) => ({ ...queue, delaySeconds: 0 }));
      const agent = { id: agentId, skills, queues: memberships, capacity, ownWorkKeepsIdle: false };
      this.#tell({ type: 'agent-defined', agent });
      this.#tell({ type: 'agent-state-set', agentId, state: 'ready', when: 'now' });
    }
  }
}

function definitionOf({ id, strategy }: SimulatedQueue): QueueDefinition {
  return {
    ...{ id, strategy, priorityWorthSeconds: 0, offerSeconds: OFFER_SECONDS, ringsAtMost: 1 },
    ...{ noAnswer: { ...MISSED, agentBecomes: 'ready' }, rejected: MISSED },
    ...{ breaker: { misses: 100, pauseSeconds: 1 }, wrapUp: { mode: 'none' } },
  };
}
