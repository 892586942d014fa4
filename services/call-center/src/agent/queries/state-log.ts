import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { And, LessThan, LessThanOrEqual, MoreThan, MoreThanOrEqual } from 'typeorm';
import { AgentNotFound } from '../domain/agent.errors.js';
import { AgentSchema, AgentStateChangeSchema, type AgentStateChangeRow } from '../infra/agent.schema.js';

/** Reads the log of states. */
@Injectable()
export class StateLog {
  constructor(private readonly database: Database) {}

  /** From the last line at or before `from` on, to the last one before `to`. @throws AgentNotFound */
  async between(agentId: string, from: Date, to: Date): Promise<AgentStateChangeRow[]> {
    const first = await this.#firstAt(agentId, from);
    const within = { agentId, at: And(MoreThan(from), LessThan(to)) };
    const reader = await this.database.reader();
    const rest = await reader.find(AgentStateChangeSchema, { where: within, order: { seq: 'ASC' } });
    return first ? [first, ...rest] : rest;
  }

  /** Lines from the one at or before `from` on, but behind number `after`, at most so many. @throws AgentNotFound */
  async lines(agentId: string, from: Date, after: number, most: number): Promise<AgentStateChangeRow[]> {
    const first = await this.#firstAt(agentId, from);
    const start = Math.max(first?.seq ?? 1, after + 1);
    const where = { agentId, seq: MoreThanOrEqual(start) };
    return (await this.database.reader()).find(AgentStateChangeSchema, { where, order: { seq: 'ASC' }, take: most });
  }

  async #firstAt(agentId: string, from: Date): Promise<AgentStateChangeRow | null> {
    const reader = await this.database.reader();
    if (!(await reader.existsBy(AgentSchema, { id: agentId })))
      throw new AgentNotFound('There is no such agent.', { agentId });
    const where = { agentId, at: LessThanOrEqual(from) };
    return reader.findOne(AgentStateChangeSchema, { where, order: { seq: 'DESC' } });
  }
}
