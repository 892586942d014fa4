import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { IsNull } from 'typeorm';
import { PlanTargets } from '../domain/plan-targets.js';
import { PlanTargetSchema } from './plan.schema.js';

@Injectable()
export class TypeormPlanTargets extends PlanTargets {
  constructor(private readonly database: Database) {
    super();
  }

  override async withoutTask(planId: string, limit: number): Promise<{ id: string; customerId: string }[]> {
    const lock = this.database.locksRows ? { lock: { mode: 'pessimistic_write' as const } } : {};
    const where = { planId, taskId: IsNull() };
    const rows = await (
      await this.database.reader()
    ).find(PlanTargetSchema, { where, order: { id: 'ASC' }, take: limit, ...lock });
    return rows.map(({ id, customerId }) => ({ id, customerId: customerId! }));
  }

  override async noteTask(targetId: string, taskId: string): Promise<void> {
    await (await this.database.reader()).update(PlanTargetSchema, { id: targetId }, { taskId });
  }
}
