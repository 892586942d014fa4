import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThanOrEqual, MoreThan } from 'typeorm';
import { AccountSchema } from '../infra/account.schema.js';
import { DelegationSchema, type DelegationRow } from './infra/delegation.schema.js';

export interface RolesForNow {
  readonly roles: readonly string[];
  /** When the first of what was handed over ends; null: nothing was. */
  readonly until: Date | null;
}

/** Who stands in for whom at the moment. */
@Injectable()
export class StandIns {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** What somebody has, and what was handed over to them by people who still have it. */
  async rolesOf(accountId: string, own: readonly string[]): Promise<RolesForNow> {
    const running = await this.#runningTo(accountId);
    const handed = running.filter(({ roles }) => roles.length > 0);
    const ends = handed.map(({ endsAt }) => endsAt.getTime());
    const roles = [...new Set([...own, ...handed.flatMap((each) => each.roles)])];
    return { roles, until: ends.length === 0 ? null : new Date(Math.min(...ends)) };
  }

  /** Those whose work somebody does as well. */
  async workOf(accountId: string): Promise<string[]> {
    const running = await this.#runningTo(accountId);
    return [...new Set(running.filter(({ withWork }) => withWork).map(({ fromId }) => fromId))];
  }

  /** With the roles that who handed them over has now; nothing of who has left. */
  async #runningTo(toId: string): Promise<DelegationRow[]> {
    const now = this.clock.now();
    const reader = await this.database.reader();
    const where = { toId, endsAt: MoreThan(now), beginsAt: LessThanOrEqual(now), endedAt: IsNull() };
    const running = await reader.findBy(DelegationSchema, where);
    if (running.length === 0) return [];
    const from = { id: In(running.map(({ fromId }) => fromId)), active: true };
    const givers = await reader.find(AccountSchema, { where: from, select: { id: true, roles: true } });
    const rolesOf = new Map(givers.map(({ id, roles }) => [id, roles]));
    return running.flatMap((each) => {
      const held = rolesOf.get(each.fromId);
      return held ? [{ ...each, roles: each.roles.filter((role) => held.includes(role)) }] : [];
    });
  }
}
