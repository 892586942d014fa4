import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { PlanTasks } from '../../task/task.api.js';
import { PlanNotFound } from '../domain/plan.errors.js';
import { PlanSchema, type PlanRow } from '../infra/plan.schema.js';
import type { PlanView } from '../plan.dto.js';

export class GetPlan extends Query<PlanView> {
  constructor(readonly planId: string) {
    super();
  }
}

@QueryHandler(GetPlan)
export class GetPlanHandler implements IQueryHandler<GetPlan> {
  constructor(
    private readonly database: Database,
    private readonly tasks: PlanTasks,
  ) {}

  async execute({ planId }: GetPlan): Promise<PlanView> {
    const row = await (await this.database.reader()).findOneBy(PlanSchema, { id: planId });
    if (!row) throw new PlanNotFound('There is no such plan.', { id: planId });
    const { open, ended } = await this.tasks.count(planId);
    return { ...row, openTasks: open, endedTasks: ended };
  }
}

export class ListPlans extends Query<Page<PlanRow>> {
  constructor(readonly page: PageQuery) {
    super();
  }
}

@QueryHandler(ListPlans)
export class ListPlansHandler implements IQueryHandler<ListPlans> {
  constructor(private readonly database: Database) {}

  async execute({ page: { limit, cursor } }: ListPlans): Promise<Page<PlanRow>> {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(PlanSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows, limit, (row) => [row.id]);
  }
}
