import * as contract from '#libs/contracts/operations-center/exam-events';
import { Clock } from '#libs/kernel/clock';
import { Outbox, outgoing, type OutgoingEvent } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { Injectable } from '@nestjs/common';
import { LessThan } from 'typeorm';
import type { EarlierAttempt } from '../domain/allowance.js';
import type { ExamAttempt } from '../domain/exam-attempt.aggregate.js';
import { ExamAttemptNotFound, ExamAttemptUnderWay } from '../domain/exam-attempt.errors.js';
import type { ExamAttemptEvent } from '../domain/exam-attempt.events.js';
import { ExamAttempts } from '../domain/exam-attempt.repository.js';
import { ExamAttemptJournalSchema, ExamAttemptSchema, MarkingTaskSchema } from './exam-attempt.schema.js';

@Injectable()
export class TypeormExamAttempts extends AggregateStore<ExamAttempt> implements ExamAttempts {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: ExamAttemptSchema,
      notFound: (id) => new ExamAttemptNotFound('There is no such attempt.', { id }),
      publish: publishExamAttempt,
      journal: ExamAttemptJournalSchema,
      lookups: [{ schema: MarkingTaskSchema, owner: 'attemptId', rows: markingTasks }],
    });
  }

  /** @throws ExamAttemptUnderWay when another one of the candidate began at the same time */
  override async add(attempt: ExamAttempt): Promise<void> {
    await super.add(attempt).catch((error: unknown) => {
      if (!isDuplicateKey(error)) throw error;
      throw new ExamAttemptUnderWay('Another attempt has just begun.');
    });
  }

  async of(candidateId: string, examId: string): Promise<EarlierAttempt[]> {
    const select = { id: true, status: true, handedInAt: true } as const;
    const options = { select, where: { candidateId, examId }, order: { number: 'ASC' } } as const;
    const rows = await (await this.database.reader()).find(ExamAttemptSchema, options);
    return rows.map(({ id, status, handedInAt }) => ({ id, isRunning: status === 'running', handedInAt }));
  }

  async runOut(now: Date, atMost: number): Promise<string[]> {
    const options = { select: { id: true }, where: { dueAt: LessThan(now) }, order: { dueAt: 'ASC' } } as const;
    const rows = await (await this.database.reader()).find(ExamAttemptSchema, { ...options, take: atMost });
    return rows.map(({ id }) => id);
  }
}

function markingTasks({ id: attemptId, examId, candidateId, toMark }: ExamAttempt) {
  return toMark.map(({ questionId, by: [firstBy = null, secondBy = null] }) => {
    const given = [firstBy, secondBy].filter((by) => by !== null).length;
    return { attemptId, questionId, examId, candidateId, given, firstBy, secondBy };
  });
}

/** Neither answers nor what was written about them leave the service. */
function publishExamAttempt(event: ExamAttemptEvent, attempt: ExamAttempt): OutgoingEvent | null {
  const { id: attemptId, examId, candidateId } = attempt;
  const about = { attemptId, examId, candidateId };
  if (event.type === 'exam-appeal-made') return outgoing(contract.examAppealMade, about);
  if (event.type !== 'exam-attempt-released') return null;
  const { revision, at, result } = event;
  const { percent, passed, fatalMissed: fatal } = result;
  return outgoing(contract.examReleased, { ...about, percent, passed, fatal, revision, releasedAt: at.toISOString() });
}
