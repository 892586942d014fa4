import type { Agent } from './domain/agent.aggregate.js';
import { idleSince, isRoutable } from './domain/routable.js';
import type { AgentRow } from './infra/agent.schema.js';

/** What routing goes by, as it is after a change. */
export interface AgentStanding {
  readonly agentId: string;
  readonly state: 'ready' | 'not-ready' | 'not-responding' | 'logged-out';
  /** ms since the epoch; null: never ready yet. */
  readonly idleSince: number | null;
  /** Ids of what is offered, and of what is in hand. */
  readonly offers: readonly string[];
  readonly engagements: readonly string[];
  /** Contacts with whose after-contact work the agent is busy. */
  readonly wrappingUp: readonly string[];
  /** Contacts whose after-contact work ended by the change. */
  readonly wrappedUp: readonly string[];
}

export function standingOf(agent: Agent): AgentStanding {
  const row = agent as unknown as AgentRow;
  const { id: agentId, hands } = row;
  const ended = agent.recordedEvents().filter((event) => event.type === 'agent-after-contact-work-ended');
  return {
    agentId,
    state: routedAs(row),
    idleSince: idleSince(row.readySince, row.lastHandledEnd)?.getTime() ?? null,
    offers: hands.offers.map(({ id }) => id),
    engagements: hands.engagements.map(({ id }) => id),
    wrappingUp: hands.afterWork.map(({ contactId }) => contactId),
    wrappedUp: ended.flatMap(({ contactIds }) => contactIds),
  };
}

/** Whoever has after-contact work left, or has chosen something else next, gets nothing more. */
function routedAs(row: AgentRow): AgentStanding['state'] {
  if (isRoutable(row)) return 'ready';
  if (row.standing === 'offline') return 'logged-out';
  return row.standing === 'not-responding' ? 'not-responding' : 'not-ready';
}
