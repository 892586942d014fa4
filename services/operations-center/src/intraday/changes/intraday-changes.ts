import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { AuditSayings } from '#libs/web/audit/audit-sayings';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import { PlannedDays } from '../../planning/planning.api.js';
import { LiveRosters, RosterShiftMovedOn, type SeenShift } from '../../rostering/live-rosters.api.js';
import type { IntradayChange } from './intraday-change.js';
import { IntradayChangeOutdated } from './intraday-change.errors.js';
import { AppliedChangeSchema, type AppliedChange } from './intraday-change.schema.js';
import { SkillsOfAgents } from './skills-of-agents.js';

/** Who asks, and from where. */
export interface Asker {
  readonly by: string;
  readonly address: string;
}

type RosterChange = Exclude<IntradayChange, { kind: 'skill-relaxation' }>;

/** Carries out what was suggested. What was carried out before is answered, and not done again. */
@Injectable()
export class IntradayChanges {
  constructor(
    private readonly database: Database,
    private readonly days: PlannedDays,
    private readonly rosters: LiveRosters,
    private readonly skills: SkillsOfAgents,
    private readonly sayings: AuditSayings,
    private readonly clock: Clock,
  ) {}

  /** @throws PlanningGroupNotFound, IntradayChangeOutdated, RosterRulesBroken, RemoteProblem, ServiceUnavailable, ServiceTimeout */
  async apply(planningGroupId: string, change: IntradayChange, asker: Asker): Promise<AppliedChange> {
    await this.days.require(planningGroupId);
    const digest = createHash('sha256')
      .update(JSON.stringify([planningGroupId, change]))
      .digest('hex');
    const known = await this.#known(digest);
    if (known?.status === 'done') return known;
    try {
      if (change.kind !== 'skill-relaxation') return await this.#inRoster(planningGroupId, digest, change, asker);
      const begun = known ?? (await this.#begin(planningGroupId, digest, change, 'begun', asker));
      await this.skills.raise(change);
      await this.database.transaction((tx) => tx.update(AppliedChangeSchema, { id: begun.id }, { status: 'done' }));
      return { ...begun, status: 'done' };
    } catch (error) {
      if (isDuplicateKey(error)) return (await this.#known(digest))!;
      if (!(error instanceof RosterShiftMovedOn)) throw error;
      throw new IntradayChangeOutdated('A shift is another one by now, or its time is over.', { cause: error });
    }
  }

  /** Newest first. @throws PlanningGroupNotFound */
  async list(planningGroupId: string, { limit, cursor }: PageQuery): Promise<Page<AppliedChange>> {
    await this.days.require(planningGroupId);
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const where = { planningGroupId, ...before };
    const rows = await reader.find(AppliedChangeSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** It is written down if and only if the roster is another. */
  #inRoster(groupId: string, digest: string, change: RosterChange, asker: Asker): Promise<AppliedChange> {
    return this.database.transaction(async () => {
      const applied = await this.#begin(groupId, digest, change, 'done', asker);
      const at = (instant: string) => new Date(instant);
      const seen = ({ agentId, shiftId, shiftVersion }: SeenShift) => ({ agentId, shiftId, shiftVersion });
      if (change.kind === 'overtime') {
        const longer = change.shifts.map(({ from, to, ...shift }) => ({ ...shift, from: at(from), to: at(to) }));
        await this.rosters.lengthen(groupId, longer);
      } else {
        const { from, begins } = change;
        await this.rosters.moveBreak(groupId, { ...seen(change), from: at(from), begins: at(begins) });
      }
      return applied;
    });
  }

  #begin(
    planningGroupId: string,
    digest: string,
    change: IntradayChange,
    status: AppliedChange['status'],
    { by: appliedBy, address }: Asker,
  ): Promise<AppliedChange> {
    return this.database.transaction(async (tx) => {
      const appliedAt = this.clock.now();
      const { kind } = change;
      const row = { id: newId(appliedAt), planningGroupId, digest, kind, change, status, appliedBy, appliedAt };
      await tx.insert(AppliedChangeSchema, row);
      const said = { action: 'intraday:apply', resourceId: planningGroupId, before: null, after: change, reason: null };
      await this.sayings.say({ ...said, address });
      return row;
    });
  }

  async #known(digest: string): Promise<AppliedChange | null> {
    return (await this.database.reader()).findOneBy(AppliedChangeSchema, { digest });
  }
}
