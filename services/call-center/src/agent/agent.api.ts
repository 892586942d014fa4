import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { AgentAssignments } from '../agent-assignment/agent-assignment.api.js';
import { RoutingProfiles } from '../routing-profile/routing-profile.api.js';
import { standingOf, type AgentStanding } from './agent-standing.api.js';
import type { Agent } from './domain/agent.aggregate.js';
import { Agents } from './domain/agent.repository.js';
import type { Capacity } from './domain/capacity.js';
import type { Assignment, Reservation } from './domain/work.js';

/**
 * What routing and contacts do with agents. Every call may be repeated: each assignment is offered, taken and ended once, by its
 * id. Whoever comes too late is refused with how it ended (`ReservationEnded`).
 */
@Injectable()
export class AgentDesk {
  constructor(
    private readonly agents: Agents,
    private readonly assignments: AgentAssignments,
    private readonly profiles: RoutingProfiles,
    private readonly clock: Clock,
  ) {}

  /** @throws AgentNotRoutable, AgentExcludedFromContact, AgentHasContact, AgentAtCapacity, ReservationEnded */
  async offer(agentId: string, reservation: Reservation): Promise<AgentStanding> {
    const capacity = await this.#capacity(agentId);
    return this.#update(agentId, (agent, now) => agent.offer(reservation, capacity, now));
  }

  /** @throws ReservationEnded, ReservationNotFound */
  accept(agentId: string, reservationId: string): Promise<AgentStanding> {
    return this.#update(agentId, (agent, now) => agent.accept(reservationId, now));
  }

  /** @throws ReservationEnded, ReservationNotFound */
  decline(agentId: string, reservationId: string): Promise<AgentStanding> {
    return this.#update(agentId, (agent, now) => agent.decline(reservationId, now));
  }

  /** Nobody answered in time. @throws ReservationEnded, ReservationNotFound */
  miss(agentId: string, reservationId: string): Promise<AgentStanding> {
    return this.#update(agentId, (agent, now) => agent.miss(reservationId, now));
  }

  /** The contact is gone or goes elsewhere; also before its offer, and when it was accepted (then release it). */
  cancel(agentId: string, reservationId: string): Promise<AgentStanding> {
    return this.#update(agentId, (agent, now) => agent.cancel(reservationId, now));
  }

  /** A contact past the queues: a call the agent makes. @throws AgentMoveRefused, AgentHasContact, AgentAtCapacity */
  async engage(agentId: string, assignment: Assignment): Promise<AgentStanding> {
    const capacity = await this.#capacity(agentId);
    return this.#update(agentId, (agent, now) => agent.engage(assignment, capacity, now));
  }

  /** The contact is over for this agent. @throws EngagementNotFound */
  release(agentId: string, engagementId: string): Promise<AgentStanding> {
    return this.#update(agentId, (agent, now) => agent.release(engagementId, now));
  }

  /** The contact is over for everybody who has it or is offered it. */
  async releaseContact(contactId: string): Promise<AgentStanding[]> {
    const standings: AgentStanding[] = [];
    for (const agentId of await this.agents.having(contactId)) {
      standings.push(await this.reconcile(agentId, (each) => each !== contactId));
    }
    return standings;
  }

  /** Ends what the agent has of contacts that are no longer live. @param isLive by the id of the contact */
  reconcile(agentId: string, isLive: (contactId: string) => boolean): Promise<AgentStanding> {
    return this.#update(agentId, (agent, now) => agent.reconcile(isLive, now));
  }

  #update(agentId: string, change: (agent: Agent, now: Date) => void): Promise<AgentStanding> {
    return this.agents.update(agentId, (agent) => {
      change(agent, this.clock.now());
      return standingOf(agent);
    });
  }

  async #capacity(agentId: string): Promise<Capacity> {
    const assigned = await this.assignments.of([agentId]);
    return (await this.profiles.get(assigned.get(agentId)?.profileId ?? null)).capacity;
  }
}
