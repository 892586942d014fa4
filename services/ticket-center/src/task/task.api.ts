import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Task, type TaskKind } from './domain/task.aggregate.js';
import { Tasks } from './domain/task.repository.js';
import { TaskSchema } from './infra/task.schema.js';

/** What plans ask of tasks. */
@Injectable()
export class PlanTasks {
  constructor(
    private readonly tasks: Tasks,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** A task for each customer, in the caller's transaction; the ids in the same order. */
  async create(kind: TaskKind, planId: string, customerIds: readonly string[]): Promise<string[]> {
    const ids: string[] = [];
    for (const customerId of customerIds) {
      const now = this.clock.now();
      const taskId = newId(now);
      await this.tasks.add(Task.create(taskId, { kind, customerId, planId, ticketId: null }, now));
      ids.push(taskId);
    }
    return ids;
  }

  async planOf(taskId: string): Promise<string | null> {
    return (await this.tasks.get(taskId)).planId;
  }

  async count(planId: string): Promise<{ open: number; ended: number }> {
    const reader = await this.database.reader();
    const all = await reader.countBy(TaskSchema, { planId });
    const open = await reader.countBy(TaskSchema, { planId, status: In(['open', 'taken']) });
    return { open, ended: all - open };
  }
}
