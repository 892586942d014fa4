import type { RoutingState } from '#libs/contracts/call-center/call-events';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { PoolAgentSchema, type PoolAgentRow } from './pool-agent.schema.js';

const AT_WORK: readonly RoutingState[] = ['ready', 'offered', 'engaged', 'after-contact-work'];
const UNKNOWN = { teamId: null, skills: {}, state: 'offline', stateSeq: 0 } as const;

/** Agents as call-center tells of them: a copy. */
@Injectable()
export class PoolAgents {
  constructor(private readonly database: Database) {}

  /** Whoever was never heard of has no team and no skills. */
  async get(agentId: string): Promise<PoolAgentRow> {
    const known = await (await this.database.reader()).findOneBy(PoolAgentSchema, { agentId });
    return known ?? { ...UNKNOWN, agentId };
  }

  async atWork(): Promise<PoolAgentRow[]> {
    return (await this.database.reader()).findBy(PoolAgentSchema, { state: In([...AT_WORK]) });
  }

  /** Left out: as it was. */
  async assigned(agentId: string, what: Partial<Pick<PoolAgentRow, 'teamId' | 'skills'>>): Promise<void> {
    await this.#change(agentId, () => what);
  }

  async became(agentId: string, state: RoutingState, stateSeq: number): Promise<void> {
    await this.#change(agentId, (known) => (stateSeq > known.stateSeq ? { state, stateSeq } : {}));
  }

  async #change(agentId: string, change: (known: PoolAgentRow) => Partial<PoolAgentRow>): Promise<void> {
    await this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(PoolAgentSchema, { agentId });
      const next = change(known ?? { ...UNKNOWN, agentId });
      if (Object.keys(next).length === 0) return;
      await (known
        ? tx.update(PoolAgentSchema, { agentId }, next)
        : tx.insert(PoolAgentSchema, { ...UNKNOWN, agentId, ...next }));
    });
  }
}
