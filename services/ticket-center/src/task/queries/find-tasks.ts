import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, type RowCircle } from '#libs/persistence/rows/within-circle';
import { CustomerFamilies } from '#libs/web/customer-families';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { In } from 'typeorm';
import { TaskNotFound } from '../domain/task.errors.js';
import { TaskSchema, type TaskRow } from '../infra/task.schema.js';
import type { ListTasksQuery, TaskView } from '../task.dto.js';
import { taskWithin } from '../task-reach.js';

export class GetTask extends Query<TaskView> {
  constructor(readonly taskId: string) {
    super();
  }
}

@QueryHandler(GetTask)
export class GetTaskHandler implements IQueryHandler<GetTask> {
  constructor(private readonly database: Database) {}

  async execute({ taskId }: GetTask): Promise<TaskView> {
    const row = await (await this.database.reader()).findOneBy(TaskSchema, { id: taskId });
    if (!row) throw new TaskNotFound('There is no such task.', { id: taskId });
    return taskView(row);
  }
}

export class ListTasks extends Query<Page<TaskView>> {
  constructor(
    readonly filter: ListTasksQuery,
    /** Null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

@QueryHandler(ListTasks)
export class ListTasksHandler implements IQueryHandler<ListTasks> {
  constructor(
    private readonly database: Database,
    private readonly families: CustomerFamilies,
  ) {}

  async execute({ filter: { limit, cursor, customerId, ...where }, circle }: ListTasks): Promise<Page<TaskView>> {
    const of = customerId === undefined ? {} : { customerId: In([...(await this.families.of(customerId))]) };
    const query = (await this.database.reader())
      .createQueryBuilder<TaskRow>(TaskSchema, 'task')
      .where({ ...where, ...of });
    if (circle) query.andWhere(...named(taskWithin(circle), 'seen'));
    if (cursor !== undefined) query.andWhere('task.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('task.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(taskView), next };
  }
}

/** What a person does now: what a customer was promised first, then what is due first. */
export class GetNextTask extends Query<TaskView | null> {
  constructor(readonly agentId: string) {
    super();
  }
}

@QueryHandler(GetNextTask)
export class GetNextTaskHandler implements IQueryHandler<GetNextTask> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ agentId }: GetNextTask): Promise<TaskView | null> {
    const query = (await this.database.reader()).createQueryBuilder(TaskSchema, 'task');
    query.where('task.agentId = :agentId AND task.status IN (:...mine)', { agentId, mine: ['assigned', 'taken'] });
    query.andWhere('(task.nextAttemptAt IS NULL OR task.nextAttemptAt <= :now)', { now: this.clock.now() });
    query.orderBy('COALESCE(task.promised, 0)', 'DESC').addOrderBy('CASE WHEN task.dueAt IS NULL THEN 1 ELSE 0 END');
    const row = await query.addOrderBy('task.dueAt').addOrderBy('task.nextAttemptAt').addOrderBy('task.id').getOne();
    return row && taskView(row);
  }
}

function taskView(row: TaskRow): TaskView {
  return {
    ...row,
    promised: row.promised === 1,
    nextAttemptAt: row.nextAttemptAt?.toISOString() ?? null,
    dueAt: row.dueAt?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}
