import type { Decision } from '../decisions.js';
import { AgentPool } from '../matching/agent-pool.js';
import { Line } from '../matching/line.js';
import type { RoutingPlan } from '../model/plan.js';
import type { Reservation } from '../model/reservation.js';
import { AgentUnknown, ContactNotRouted, PlanUnknown, QueueUnknown } from '../routing.errors.js';
import type { Agent } from './agent.js';
import type { Contact } from './contact.js';
import { entry, type Queue } from './queue.js';
import { Timers, type Timer } from './timers.js';

/** Everything a router holds. */
export class World {
  now = 0;
  readonly plans = new Map<string, RoutingPlan>();
  readonly queues = new Map<string, Queue>();
  readonly agents = new Map<string, Agent>();
  readonly contacts = new Map<string, Contact>();
  readonly reservations = new Map<string, Reservation>();
  readonly pool = new AgentPool(this.queues);
  readonly timers = new Timers();
  readonly #reservationTimers = new Map<string, Timer>();
  /** Contacts transferred to an agent, by channel: in no queue. */
  readonly directLines = new Map<string, Line>();
  /** Contacts that wait for one agent alone. */
  readonly awaiting = new Map<string, Set<Contact>>();
  /** What may have a match now that had none before. */
  readonly changedContacts = new Set<Contact>();
  readonly changedAgents = new Set<Agent>();
  #decisions: Decision[] = [];

  decide(decision: Decision): void {
    this.#decisions.push(decision);
  }

  get undelivered(): readonly Decision[] {
    return this.#decisions;
  }

  takeDecisions(): Decision[] {
    const decisions = this.#decisions;
    this.#decisions = [];
    return decisions;
  }

  /** @throws QueueUnknown */
  queue(id: string): Queue {
    const queue = this.queues.get(id);
    if (!queue) throw new QueueUnknown('There is no such queue.', { queue: id });
    return queue;
  }

  /** @throws PlanUnknown */
  plan(id: string): RoutingPlan {
    const plan = this.plans.get(id);
    if (!plan) throw new PlanUnknown('There is no such routing plan.', { plan: id });
    return plan;
  }

  /** @throws AgentUnknown */
  agent(id: string): Agent {
    const agent = this.agents.get(id);
    if (!agent || agent.removed) throw new AgentUnknown('There is no such agent.', { agent: id });
    return agent;
  }

  /** @throws ContactNotRouted */
  contact(id: string): Contact {
    const contact = this.contacts.get(id);
    if (!contact) throw new ContactNotRouted('The contact is not being routed.', { contact: id });
    return contact;
  }

  lineOf(contact: Contact): Line {
    const { channel } = contact.request;
    return contact.direct
      ? entry(this.directLines, channel, () => new Line())
      : this.queue(contact.queueId).lineOf(channel);
  }

  planOf(contact: Contact): RoutingPlan | null {
    const { planId } = this.queue(contact.queueId).definition;
    return planId === undefined ? null : this.plan(planId);
  }

  /** Wakes a reservation when its time is over; null: it has none. */
  wakeReservation({ id, until }: Reservation): void {
    const timer = entry(this.#reservationTimers, id, (): Timer => ({ of: 'reservation', id, due: 0, index: -1 }));
    this.timers.set(timer, until ?? Infinity);
    if (until === null) this.#reservationTimers.delete(id);
  }

  /** The agent's capacity, state or skills changed. */
  agentChanged(agent: Agent): void {
    this.pool.refresh(agent);
    this.changedAgents.add(agent);
  }
}
