import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, MoreThan } from 'typeorm';
import { AgentJournalSchema } from '../infra/agent.schema.js';

/** What agents hear of themselves; what supervisors write is not among it. */
const TOLD = [
  'agent-state-changed',
  'agent-offered',
  'agent-engaged',
  'agent-assignment-ended',
  'agent-after-contact-work-ended',
  'agent-next-chosen',
  'agent-status-decided',
];
const MOST = 500;

/** Something that happened to an agent. */
export interface News {
  /** Grows from one to the next of an agent. */
  readonly id: string;
  readonly agentId: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** What happened to agents, from their journals. */
@Injectable()
export class AgentNews {
  constructor(private readonly database: Database) {}

  /** @param since the last that each agent has heard of */
  async since(since: ReadonlyMap<string, string>): Promise<News[]> {
    if (since.size === 0) return [];
    const db = await this.database.reader();
    const where = [...since].map(([aggregateId, id]) => ({ aggregateId, id: MoreThan(id), type: In(TOLD) }));
    const rows = await db.find(AgentJournalSchema, { where, order: { id: 'ASC' }, take: MOST });
    return rows.map(({ id, aggregateId, type, at, data }) => ({
      ...{ id, agentId: aggregateId, type },
      data: { ...data, at: at.toISOString() },
    }));
  }

  /** The newest of an agent; empty when there is none. */
  async last(agentId: string): Promise<string> {
    const db = await this.database.reader();
    const row = await db.findOne(AgentJournalSchema, { where: { aggregateId: agentId }, order: { id: 'DESC' } });
    return row?.id ?? '';
  }
}
