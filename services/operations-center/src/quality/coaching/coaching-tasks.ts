import { coachingDue } from '#libs/contracts/operations-center/quality-notice-events';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { checkPrecondition, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { updateRows } from '#libs/persistence/rows/plain-rows';
import { named, withinCircle } from '#libs/persistence/rows/within-circle';
import { Injectable } from '@nestjs/common';
import { LessThanOrEqual } from 'typeorm';
import { EvaluationNotThere } from '../evaluation/evaluation.errors.js';
import { EvaluationReader } from '../evaluation/reading/evaluation-reader.js';
import type { CoachingFilter } from './coaching.dto.js';
import { CoachingTaskSchema, type CoachingTask } from './coaching.schema.js';

export class CoachingTaskNotFound extends domainError('coaching-task-not-found', 'not-found') {}
export class CoachingTaskDone extends domainError('coaching-task-done', 'conflict') {}

/** What came of evaluations for the people they are about. */
@Injectable()
export class CoachingTasks {
  constructor(
    private readonly database: Database,
    private readonly evaluations: EvaluationReader,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** For the agent of an evaluation that was released. @throws EvaluationNotFound, EvaluationNotThere */
  async give(
    evaluationId: string,
    task: Pick<CoachingTask, 'itemKeys' | 'goal' | 'dueAt'>,
    givenBy: string,
  ): Promise<CoachingTask> {
    const { agentId, releasedAt } = await this.evaluations.get(evaluationId);
    if (agentId === null || releasedAt === null)
      throw new EvaluationNotThere('Nobody has been told of it yet.', { id: evaluationId });
    const givenAt = this.clock.now();
    const about = { evaluationId, personId: agentId, givenBy, givenAt, doneAt: null, note: null, remindAt: task.dueAt };
    const row = { id: newId(givenAt), version: 1, ...task, ...about };
    await this.database.transaction((tx) => tx.insert(CoachingTaskSchema, row));
    return row;
  }

  /** By the person it is for. @throws CoachingTaskNotFound, CoachingTaskDone */
  finish(id: string, note: string | null, personId: string): Promise<CoachingTask> {
    return this.database.transaction(async (tx) => {
      const row = await tx.findOneBy(CoachingTaskSchema, { id, personId });
      if (!row) throw new CoachingTaskNotFound('You have no such task.', { id });
      checkPrecondition(row);
      if (row.doneAt !== null) throw new CoachingTaskDone('It is done.', { id });
      const changed = { doneAt: this.clock.now(), note, remindAt: null, version: row.version + 1 };
      const { affected } = await tx.update(CoachingTaskSchema, { id, version: row.version }, changed);
      if (affected !== 1) throw new StaleVersion('It was changed in the meantime.', { id });
      return { ...row, ...changed };
    });
  }

  /** Tells who has a task, and who gave it, that it is due: once. */
  async remind(atMost: number): Promise<void> {
    const now = this.clock.now();
    const options = { where: { remindAt: LessThanOrEqual(now) }, order: { remindAt: 'ASC' }, take: atMost } as const;
    for (const row of await (await this.database.reader()).find(CoachingTaskSchema, options))
      await this.#remindOf(row, now);
  }

  /** One's own, and those of people one oversees; the newest first. */
  async list({ limit, cursor, done, ...filter }: CoachingFilter): Promise<Page<CoachingTask>> {
    const { personId, oversees } = await this.evaluations.viewer();
    const circle = oversees === undefined ? { people: [personId], teams: [] } : oversees;
    const query = (await this.database.reader()).createQueryBuilder<CoachingTask>(CoachingTaskSchema, 'task');
    query.where(filter).andWhere(...named(withinCircle(circle, { people: ['task.personId'] }), 'seen'));
    if (done !== undefined) query.andWhere(`task.doneAt IS ${done ? 'NOT NULL' : 'NULL'}`);
    if (cursor !== undefined) query.andWhere('task.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('task.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows, limit, ({ id }) => [id]);
  }
  async #remindOf({ id, remindAt, evaluationId, personId, givenBy, dueAt }: CoachingTask, now: Date): Promise<void> {
    await this.database.transaction(async (tx) => {
      if ((await updateRows(tx, CoachingTaskSchema, { id, remindAt }, { remindAt: null })) !== 1) return;
      const about = { taskId: id, evaluationId, dueAt: dueAt.toISOString(), toldIds: [personId, givenBy] };
      await this.outbox.append(tx, id, now, [outgoing(coachingDue, about)]);
    });
  }
}
