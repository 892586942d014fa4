import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows, readRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { Agent } from '../domain/agent.aggregate.js';
import { AgentNotFound } from '../domain/agent.errors.js';
import type { AgentStateChanged } from '../domain/agent.events.js';
import { Agents, type Due } from '../domain/agent.repository.js';
import { publishAgent } from './agent.outbox.js';
import {
  AgentEngagementSchema,
  AgentJournalSchema,
  AgentSchema,
  AgentStateChangeSchema,
  type AgentEngagementRow,
  type AgentRow,
} from './agent.schema.js';

@Injectable()
export class TypeormAgents extends AggregateStore<Agent> implements Agents {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: AgentSchema,
      notFound: (agentId) => new AgentNotFound('There is no such agent.', { agentId }),
      publish: publishAgent,
      journal: AgentJournalSchema,
      lookups: [{ schema: AgentEngagementSchema, owner: 'agentId', rows: engagementRows }],
    });
  }

  /** With the lines of the log that the change adds. */
  override async update<Result>(id: string, change: (agent: Agent) => Result): Promise<Result> {
    return this.database.transaction(async (tx) => {
      let changed: Agent | undefined;
      const result = await super.update(id, (agent) => {
        changed = agent;
        return change(agent);
      });
      const lines = (changed?.recordedEvents() ?? []).filter((event) => event.type === 'agent-state-changed');
      if (lines.length > 0)
        await insertRows(
          tx,
          AgentStateChangeSchema,
          lines.map((line) => logLine(id, line)),
        );
      return result;
    });
  }

  async enrol(id: string, now: Date): Promise<void> {
    if (await (await this.database.reader()).existsBy(AgentSchema, { id })) return;
    try {
      await this.add(Agent.enrol(id, now));
    } catch (error) {
      if (!isDuplicateKey(error)) throw error;
    }
  }

  async having(contactId: string): Promise<string[]> {
    const rows = await readRows(await this.database.reader(), AgentEngagementSchema, { contactId });
    return rows.map(({ agentId }) => agentId);
  }

  async overdue(now: Date, most: number): Promise<Due[]> {
    const where = { dueAt: LessThanOrEqual(now) };
    const select = { id: true, dueAt: true } as const;
    const reader = await this.database.reader();
    const rows = await reader.find(AgentSchema, { select, where, order: { dueAt: 'ASC' }, take: most });
    return rows.map(({ id, dueAt }) => ({ agentId: id, at: dueAt! }));
  }
}

function engagementRows(agent: Agent): AgentEngagementRow[] {
  const { id: agentId, hands } = agent as unknown as AgentRow;
  const contactIds = new Set([...hands.offers, ...hands.engagements].map(({ contactId }) => contactId));
  return [...contactIds].map((contactId) => ({ contactId, agentId }));
}

function logLine(agentId: string, { seq, to: state, reason, at }: AgentStateChanged) {
  return { agentId, seq, state, reason, at };
}
