import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { TaskSchema, type TaskRow } from './task.schema.js';

export class KnowledgeTaskNotFound extends domainError('knowledge-task-not-found', 'not-found') {}
export class KnowledgeTaskClosed extends domainError('knowledge-task-closed', 'conflict') {}

export type NewTask = Pick<TaskRow, 'kind' | 'articleId' | 'ownerId' | 'comment' | 'openedBy'>;

/** What owners of articles have to look at. */
@Injectable()
export class Tasks {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** In the caller's transaction. @returns its id */
  async open(tx: EntityManager, task: NewTask): Promise<string> {
    const openedAt = this.clock.now();
    const id = newId(openedAt);
    const closed = { closedBy: null, closedAt: null, resolution: null };
    await tx.insert(TaskSchema, { id, version: 1, ...task, state: 'open', openedAt, ...closed });
    return id;
  }

  /** The oldest first. @param ownerId undefined: everybody's */
  async list(state: TaskRow['state'], ownerId: string | undefined, { limit, cursor }: PageQuery) {
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { state, ...(ownerId !== undefined && { ownerId }), ...after };
    const rows = await (
      await this.database.reader()
    ).find(TaskSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map(taskView), next };
  }

  /** @throws KnowledgeTaskNotFound, KnowledgeTaskClosed, StaleVersion */
  async close(id: string, resolution: string, closedBy: string) {
    return this.database.transaction(async (tx) => {
      const task = await tx.findOneBy(TaskSchema, { id });
      if (!task) throw new KnowledgeTaskNotFound('There is no such task.', { id });
      checkPrecondition(task);
      const closed = { state: 'closed' as const, closedBy, closedAt: this.clock.now(), resolution };
      const change = { ...closed, version: task.version + 1 };
      const { affected } = await tx.update(TaskSchema, { id, state: 'open' }, change);
      if (affected !== 1) throw new KnowledgeTaskClosed('It was closed already.', { id });
      return taskView({ ...task, ...change });
    });
  }
}

function taskView({ openedAt, closedAt, ...row }: TaskRow) {
  return { ...row, openedAt: openedAt.toISOString(), closedAt: closedAt?.toISOString() ?? null };
}
