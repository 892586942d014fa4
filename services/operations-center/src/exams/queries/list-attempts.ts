import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { foundWithin, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan, type FindOptionsWhere } from 'typeorm';
import type { z } from 'zod';
import type { AttemptPage, ListAttemptsQuery, MyAttemptsQuery } from '../attempt/exam-attempt.dto.js';
import { ExamAttemptSchema, type ExamAttemptRow } from '../infra/exam-attempt.schema.js';

type AttemptLine = z.infer<typeof AttemptPage>['items'][number];

/** The newest first. */
export class ListAttempts extends Query<Page<AttemptLine>> {
  constructor(
    readonly filter: ListAttemptsQuery | (MyAttemptsQuery & { candidateId: string }),
    /** Whose; null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

@QueryHandler(ListAttempts)
export class ListAttemptsHandler implements IQueryHandler<ListAttempts> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { limit, cursor, ...where }, circle }: ListAttempts): Promise<Page<AttemptLine>> {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const wanted: FindOptionsWhere<ExamAttemptRow> = {
      ...where,
      ...foundWithin(circle, 'candidateId', 'candidateId' in where ? where.candidateId : undefined),
      ...before,
    };
    const page = { where: wanted, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(ExamAttemptSchema, page);
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => attemptLine(row, 'candidateId' in where)), next };
  }
}

/** @param isTheirs the candidate sees no result before it is released */
function attemptLine(row: ExamAttemptRow, isTheirs: boolean): AttemptLine {
  const { id, examId, candidateId, number, status, handedInBy, signs } = row;
  const result = isTheirs && status !== 'released' ? null : row.result;
  return {
    ...{ id, examId, candidateId, number, status, handedInBy, signs },
    startedAt: row.startedAt.toISOString(),
    handedInAt: row.handedInAt?.toISOString() ?? null,
    percent: result?.percent ?? null,
    passed: result?.passed ?? null,
  };
}
