import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { Between, In, MoreThan } from 'typeorm';
import { PlanningGroups } from '../groups/planning-groups.js';
import { SkillMixInvalid, SkillMixNotFound } from '../planning.errors.js';
import type { SkillMixBody } from './skill-mix.dto.js';
import {
  SkillMixSchema,
  SkillPoolSchema,
  StaffedDaySchema,
  type SkillMix,
  type SkillPool,
  type StaffedDay,
} from './skill-mix.schema.js';

export type WholeMix = SkillMix & { readonly pools: readonly SkillPool[] };

/** Planning groups that share people. */
@Injectable()
export class SkillMixes {
  constructor(
    private readonly database: Database,
    private readonly groups: PlanningGroups,
    private readonly clock: Clock,
  ) {}

  /** @throws PlanningGroupNotFound, SkillMixInvalid */
  async add({ name, pools: asked }: SkillMixBody): Promise<WholeMix> {
    const ids = new Set(asked.flatMap(({ takes }) => takes.map(({ planningGroupId }) => planningGroupId)));
    const groups = [];
    for (const id of ids) groups.push((await this.groups.get(id)).content);
    const { timeZone, intervalMinutes } = groups[0]!;
    if (groups.some((each) => each.timeZone !== timeZone || each.intervalMinutes !== intervalMinutes))
      throw new SkillMixInvalid('Its planning groups keep different clocks or intervals.');
    if (asked.some(({ takes }) => new Set(takes.map((each) => each.planningGroupId)).size < takes.length))
      throw new SkillMixInvalid('A pool names a planning group twice.');
    const createdAt = this.clock.now();
    const mix: SkillMix = { id: newId(createdAt), name, timeZone, intervalMinutes, createdAt };
    const pools = asked.map((pool): SkillPool => ({ ...pool, id: newId(createdAt), mixId: mix.id }));
    await this.database.transaction(async (tx) => {
      await insertRows(tx, SkillMixSchema, [mix]);
      await insertRows(tx, SkillPoolSchema, pools);
    });
    return { ...mix, pools };
  }

  /** Oldest first. */
  async list({ limit, cursor }: PageQuery): Promise<Page<WholeMix>> {
    const where = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const reader = await this.database.reader();
    const rows = await reader.find(SkillMixSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    const pools = await this.#pools(items.map(({ id }) => id));
    return { items: items.map((mix) => ({ ...mix, pools: pools.filter(({ mixId }) => mixId === mix.id) })), next };
  }

  /** @throws SkillMixNotFound */
  async get(id: string): Promise<WholeMix> {
    const mix = await this.find(id);
    if (!mix) throw new SkillMixNotFound('There is no such mix of skills.', { id });
    return mix;
  }

  /** Null: no such mix. */
  async find(id: string): Promise<WholeMix | null> {
    const mix = await (await this.database.reader()).findOneBy(SkillMixSchema, { id });
    return mix && { ...mix, pools: await this.#pools([id]) };
  }

  /** Null: no such pool. */
  async ofPool(id: string): Promise<{ pool: SkillPool; mix: WholeMix } | null> {
    const pool = await (await this.database.reader()).findOneBy(SkillPoolSchema, { id });
    return pool && { pool, mix: await this.get(pool.mixId) };
  }

  /** In which the planning group shares people. */
  async ofGroup(planningGroupId: string): Promise<WholeMix[]> {
    const pools = await (await this.database.reader()).find(SkillPoolSchema, { order: { mixId: 'ASC' } });
    const theirs = pools.filter(({ takes }) => takes.some((each) => each.planningGroupId === planningGroupId));
    const mixes: WholeMix[] = [];
    for (const id of new Set(theirs.map(({ mixId }) => mixId))) mixes.push(await this.get(id));
    return mixes;
  }

  /** As it was staffed last. @throws SkillMixNotFound */
  async staffed(mixId: string, from: string, to: string): Promise<StaffedDay[]> {
    await this.get(mixId);
    const where = { mixId, date: Between(from, to) };
    return (await this.database.reader()).find(StaffedDaySchema, { where, order: { date: 'ASC' } });
  }

  async #pools(mixIds: readonly string[]): Promise<SkillPool[]> {
    const where = { mixId: In([...mixIds]) };
    return (await this.database.reader()).find(SkillPoolSchema, { where, order: { id: 'ASC' } });
  }
}
