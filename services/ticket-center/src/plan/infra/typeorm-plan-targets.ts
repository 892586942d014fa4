import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, IsNull, MoreThan, type FindOptionsWhere } from 'typeorm';
import { PlanTargets, type Made, type WaitingTarget } from '../domain/plan-targets.js';
import type { Placement, Target } from '../domain/segmentation.js';
import { PlanTargetSchema, type PlanTargetRow } from './plan.schema.js';

@Injectable()
export class TypeormPlanTargets extends PlanTargets {
  constructor(private readonly database: Database) {
    super();
  }

  override unplaced(planId: string, limit: number): Promise<Target[]> {
    return this.#locked({ planId, state: IsNull(), taskId: IsNull() }, limit);
  }

  /** One statement for all that go to the same place. */
  override async place(placements: readonly Placement[]): Promise<void> {
    const groups = Map.groupBy(placements, ({ state, segment }) => `${state}/${segment}`);
    for (const group of groups.values()) {
      const { state, segment } = group[0]!;
      await this.#update(
        group.map(({ id }) => id),
        { state, segment },
      );
    }
  }

  override waiting(planId: string, segment: string, after: string, limit: number): Promise<WaitingTarget[]> {
    return this.#locked({ planId, state: 'waiting', segment, id: MoreThan(after) }, limit);
  }

  override async noteTasks(made: readonly Made[]): Promise<void> {
    for (const { targetId, taskId } of made)
      await this.#update([targetId], { state: 'task', taskId, attributes: null });
  }

  override suppress(targetIds: readonly string[]): Promise<void> {
    return this.#update(targetIds, { state: 'suppressed', attributes: null });
  }

  override async areWaiting(planId: string): Promise<boolean> {
    const unplaced = { planId, state: IsNull(), taskId: IsNull() };
    return (await this.database.reader()).existsBy(PlanTargetSchema, [{ planId, state: 'waiting' }, unplaced]);
  }

  override convert(planId: string, who: { taskId: string } | { customerId: string }, value: number): Promise<number> {
    return this.database.transaction(async (tx) => {
      const where = { planId, ...who, converted: IsNull() };
      const { affected } = await tx.update(PlanTargetSchema, where, { converted: 1, convertedValue: value });
      return affected ?? 0;
    });
  }

  async #locked(where: FindOptionsWhere<PlanTargetRow>, take: number): Promise<WaitingTarget[]> {
    const isInside = currentContext()?.unitOfWork !== undefined;
    const lock = isInside ? this.database.rowLock : {};
    const reader = await this.database.reader();
    const rows = await reader.find(PlanTargetSchema, { where, order: { id: 'ASC' }, take, ...lock });
    return rows.map(({ id, customerId, attributes }) => ({
      ...{ id, customerId: customerId!, attributes: attributes ?? {} },
    }));
  }

  async #update(ids: readonly string[], change: Partial<PlanTargetRow>): Promise<void> {
    if (ids.length === 0) return;
    await this.database.transaction((tx) => tx.update(PlanTargetSchema, { id: In([...ids]) }, change as object));
  }
}
