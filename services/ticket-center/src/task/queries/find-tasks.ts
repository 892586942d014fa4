import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { TaskNotFound } from '../domain/task.errors.js';
import { TaskSchema, type TaskRow } from '../infra/task.schema.js';
import type { ListTasksQuery, TaskView } from '../task.dto.js';

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
  constructor(readonly filter: ListTasksQuery) {
    super();
  }
}

@QueryHandler(ListTasks)
export class ListTasksHandler implements IQueryHandler<ListTasks> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { limit, cursor, ...where } }: ListTasks): Promise<Page<TaskView>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const rows = await (
      await this.database.reader()
    ).find(TaskSchema, {
      where: { ...where, ...before },
      order: { id: 'DESC' },
      take: limit + 1,
    });
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(taskView), next };
  }
}

function taskView(row: TaskRow): TaskView {
  return { ...row, updatedAt: row.updatedAt.toISOString() };
}
