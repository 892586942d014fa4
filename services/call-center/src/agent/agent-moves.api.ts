import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { standingOf, type AgentStanding } from './agent-standing.api.js';
import type { Agent } from './domain/agent.aggregate.js';
import { Agents } from './domain/agent.repository.js';
import { LEASE_SECONDS, leaseFrom, Presences } from './domain/presences.js';
import type { Status } from './domain/status.js';

/** What people do with their own state, and supervisors with that of others. Plain JSON. */
export type AgentMove =
  | { readonly do: 'log-in' | 'return' | 'lapse' | 'end-after-work' | 'tidy' }
  | { readonly do: 'choose'; readonly status: Status }
  | { readonly do: 'request'; readonly requestId: string; readonly reason: string }
  | { readonly do: 'approve' | 'decline-request'; readonly requestId: string; readonly by: string }
  | { readonly do: 'force'; readonly status: Status; readonly by: string; readonly why: string }
  | { readonly do: 'ask-for-after-work'; readonly engagementId: string };

/** Changes agents in the transaction of routing, which has to know of each. */
@Injectable()
export class AgentMoves {
  constructor(
    private readonly agents: Agents,
    private readonly presences: Presences,
    private readonly clock: Clock,
  ) {}

  /** @throws AgentNotFound, and what the agent refuses */
  async carryOut(agentId: string, move: AgentMove): Promise<AgentStanding> {
    const now = this.clock.now();
    if (move.do === 'log-in') await this.#comeIn(agentId, now);
    // Who renewed the lease meanwhile is there.
    if (move.do === 'lapse' && !(await this.presences.end(agentId, now))) return this.standing(agentId);
    return this.agents.update(agentId, (agent) => {
      make(agent, move, now);
      return standingOf(agent);
    });
  }

  async standing(agentId: string): Promise<AgentStanding> {
    return standingOf(await this.agents.get(agentId));
  }

  async #comeIn(agentId: string, now: Date): Promise<void> {
    await this.presences.begin(agentId, leaseFrom(now, LEASE_SECONDS));
    await this.agents.enrol(agentId, now);
  }
}

function make(agent: Agent, move: AgentMove, now: Date): void {
  switch (move.do) {
    case 'log-in':
      return agent.logIn(now);
    case 'return':
      return agent.returnToLease(now);
    case 'lapse':
      return agent.lapse(now);
    case 'end-after-work':
      return agent.endAfterWork(now);
    case 'tidy':
      return agent.tidy(now);
    case 'choose':
      return agent.choose(move.status, now);
    case 'request':
      return agent.requestStatus(move.requestId, move.reason, now);
    case 'approve':
      return agent.approve(move.requestId, move.by, now);
    case 'decline-request':
      return agent.declineRequest(move.requestId, move.by, now);
    case 'force':
      return agent.force(move.status, move.by, move.why, now);
    case 'ask-for-after-work':
      return agent.askForAfterWork(move.engagementId, now);
  }
}
