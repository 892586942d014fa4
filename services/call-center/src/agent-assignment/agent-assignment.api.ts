import { Database } from '#libs/persistence/database';
import { readRows, selectRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import type { ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { AgentAssignmentSchema, type AgentAssignment } from './agent-assignment.schema.js';

export type Belonging = Pick<AgentAssignment, 'teamId' | 'profileId' | 'skills'>;

/** Of somebody who was never assigned anything. */
export const UNASSIGNED: Belonging = { teamId: null, profileId: null, skills: {} };

export interface Belongs {
  readonly teamIds?: readonly string[];
  readonly profileIds?: readonly string[];
  /** Also who has no profile of their own. */
  readonly orNoProfile?: boolean;
}

/** What other contexts ask of who is assigned what. */
@Injectable()
export class AgentAssignments {
  constructor(private readonly database: Database) {}

  /** Of these agents; who was never assigned anything is not in it. */
  async of(agentIds: readonly string[]): Promise<ReadonlyMap<string, Belonging>> {
    if (agentIds.length === 0) return new Map();
    const those = `WHERE id IN (${agentIds.map(() => '?').join(', ')})`;
    const rows = await selectRows(await this.database.reader(), AgentAssignmentSchema, those, agentIds);
    return new Map(rows.map((row) => [row.id, row]));
  }

  /** What the switch calls the agent's telephone; null: they have none. */
  async extensionOf(agentId: string): Promise<string | null> {
    const [row] = await readRows(await this.database.reader(), AgentAssignmentSchema, { id: agentId });
    return row?.extension ?? null;
  }

  async any(belonging: { readonly teamId?: string; readonly profileId?: string }): Promise<boolean> {
    return (await this.database.reader()).existsBy(AgentAssignmentSchema, belonging);
  }

  async anyHasSkill(code: string): Promise<boolean> {
    const rows = await (
      await this.database.reader()
    ).find(AgentAssignmentSchema, { select: { id: true, skills: true } });
    return rows.some(({ skills }) => code in skills);
  }

  /** Narrows a query of agents to those who belong there. @param agentId the query's column of the agent's id */
  narrow<Row extends ObjectLiteral>(query: SelectQueryBuilder<Row>, agentId: string, to: Belongs): void {
    if (!to.teamIds && !to.profileIds) return;
    query.leftJoin(AgentAssignmentSchema.options.name, 'assigned', `assigned.id = ${agentId}`);
    if (to.teamIds) query.andWhere('assigned.teamId IN (:...teamIds)', { teamIds: orNone(to.teamIds) });
    if (!to.profileIds) return;
    const none = to.orNoProfile ? ' OR assigned.profileId IS NULL' : '';
    query.andWhere(`(assigned.profileId IN (:...profileIds)${none})`, { profileIds: orNone(to.profileIds) });
  }
}

/** SQL has no empty list. */
function orNone(ids: readonly string[]): readonly string[] {
  return ids.length > 0 ? ids : [''];
}
