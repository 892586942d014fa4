import type { Decision } from './decisions.js';
import type { RoutingEvent } from './events.js';
import type { ContactExplanation } from './explanation.js';
import { advance } from './life/advance.js';
import { happen } from './life/happen.js';
import { restoreWorld, snapshotOf } from './life/restore.js';
import { explainContact, waitOf, type WaitingTime } from './matching/explain-contact.js';
import { match } from './matching/match.js';
import type { RouterSnapshot } from './snapshot.js';
import { agentSeen, contactSeen, type AgentSeen, type ContactSeen } from './state/seen.js';
import { World } from './state/world.js';

/** `complete`: every offer is explained for every agent, at the cost of a scan each. */
export type Explanations = 'short' | 'complete';

/**
 * Brings contacts and agents together: events in, decisions out, nothing else. It has one writer, holds everything in memory, and
 * knows no clock: the same events at the same instants give the same decisions, byte for byte.
 */
export class Router {
  readonly #world: World;

  private constructor(
    world: World,
    private readonly explanations: Explanations,
  ) {
    this.#world = world;
  }

  /** Knows nobody yet: queues and agents are told by events. */
  static empty(explanations: Explanations = 'short'): Router {
    return new Router(new World(), explanations);
  }

  /** Goes on where another one stopped. */
  static restore(snapshot: RouterSnapshot, explanations: Explanations = 'short'): Router {
    return new Router(restoreWorld(snapshot), explanations);
  }

  /**
   * Lets everything happen that was due by `now`, then the event, then every match that became possible. A refused event changes
   * nothing; what was due by then comes with the next answer. Time does not go back: an earlier `now` counts as the latest one.
   * @throws DomainError when the event cannot be; ReservationClosed carries the final state.
   */
  apply(event: RoutingEvent, now: Date): Decision[] {
    advance(this.#world, now.getTime());
    happen(this.#world, event);
    match(this.#world, this.explanations);
    return this.#world.takeDecisions();
  }

  /** When something will be due: then apply `{ type: 'tick' }`. */
  nextWake(): Date | undefined {
    const { changedAgents, changedContacts, undelivered, now, timers } = this.#world;
    if (changedAgents.size + changedContacts.size + undelivered.length > 0) return new Date(now);
    const first = timers.first();
    return first && new Date(first.due);
  }

  snapshot(): RouterSnapshot {
    return snapshotOf(this.#world);
  }

  /**
   * Why a contact is where it is, and for every agent what stands in the way: a scan of all agents, as of the latest instant.
   * @throws ContactNotRouted
   */
  explain(contactId: string): ContactExplanation {
    return explainContact(this.#world, this.#world.contact(contactId));
  }

  /**
   * Where a contact stands in its queue and how long it will take.
   * @throws ContactNotRouted
   * @throws ContactNotWaiting
   */
  waitingTime(contactId: string): WaitingTime {
    return waitOf(this.#world, this.#world.contact(contactId));
  }

  /** As the router has them; undefined: it knows nobody by that id. */
  agent(agentId: string): AgentSeen | undefined {
    const agent = this.#world.agents.get(agentId);
    return agent && agentSeen(agent);
  }

  /** As the router has it; undefined: it is not being routed. */
  contact(contactId: string): ContactSeen | undefined {
    const contact = this.#world.contacts.get(contactId);
    return contact && contactSeen(contact);
  }

  /** How many wait in a queue; 0 also where there is no such queue. */
  waitingIn(queueId: string): number {
    return this.#world.queues.get(queueId)?.waiting.size ?? 0;
  }

  /** How many wait in all queues, and how many agents are ready. */
  load(): { readonly waiting: number; readonly ready: number } {
    const { queues, agents } = this.#world;
    const waiting = [...queues.values()].reduce((sum, queue) => sum + queue.waiting.size, 0);
    return { waiting, ready: [...agents.values()].filter(({ isRoutable }) => isRoutable).length };
  }
}
