import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttemptRecord } from '../attempt/exam-attempt.dto.js';
import { ExamAttemptNotFound } from '../domain/exam-attempt.errors.js';
import { ExamAttemptJournalSchema, ExamAttemptSchema } from '../infra/exam-attempt.schema.js';

type Sign = AttemptRecord['proctored'][number];

/** Everything about an attempt but the answers, for who answers for the exam. */
export class GetAttemptRecord extends Query<AttemptRecord> {
  constructor(readonly attemptId: string) {
    super();
  }
}

@QueryHandler(GetAttemptRecord)
export class GetAttemptRecordHandler implements IQueryHandler<GetAttemptRecord> {
  constructor(private readonly database: Database) {}

  async execute({ attemptId: id }: GetAttemptRecord): Promise<AttemptRecord> {
    const reader = await this.database.reader();
    const row = await reader.findOneBy(ExamAttemptSchema, { id });
    if (!row) throw new ExamAttemptNotFound('There is no such attempt.', { id });
    const where = { aggregateId: id, type: 'exam-attempt-proctored' };
    const signs = await reader.find(ExamAttemptJournalSchema, { where, order: { id: 'ASC' } });
    const proctored = signs.map(({ data, at }) => ({ ...(data as Omit<Sign, 'at'>), at: at.toISOString() }));
    const { startedAt, handedInAt, ...rest } = row as unknown as AttemptRecord & { startedAt: Date; handedInAt: Date };
    const times = {
      startedAt: startedAt.toISOString(),
      handedInAt: (handedInAt as Date | null)?.toISOString() ?? null,
    };
    return { ...rest, ...times, proctored };
  }
}
