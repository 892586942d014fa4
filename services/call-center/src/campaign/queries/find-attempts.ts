import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import type { AttemptQuery, AttemptView } from '../attempt.dto.js';
import { AttemptNotFound } from '../domain/campaign.errors.js';
import { AttemptSchema } from '../infra/attempt.schema.js';
import { attemptView } from './campaign-views.js';

export class GetAttempt extends Query<AttemptView> {
  constructor(readonly attemptId: string) {
    super();
  }
}

@QueryHandler(GetAttempt)
export class GetAttemptHandler implements IQueryHandler<GetAttempt> {
  constructor(private readonly database: Database) {}

  async execute({ attemptId: id }: GetAttempt): Promise<AttemptView> {
    const row = await (await this.database.reader()).findOneBy(AttemptSchema, { id });
    if (!row) throw new AttemptNotFound('There is no such attempt.', { id });
    return attemptView(row);
  }
}

export class ListAttempts extends Query<Page<AttemptView>> {
  constructor(
    readonly campaignId: string,
    readonly query: AttemptQuery,
  ) {
    super();
  }
}

/** Newest first; also the calls that rules forbade. */
@QueryHandler(ListAttempts)
export class ListAttemptsHandler implements IQueryHandler<ListAttempts> {
  constructor(private readonly database: Database) {}

  async execute({ campaignId, query: { limit, cursor, recordId, status } }: ListAttempts): Promise<Page<AttemptView>> {
    const where = {
      campaignId,
      ...(recordId !== undefined && { recordId }),
      ...(status !== undefined && { status }),
      ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
    };
    const rows = await (
      await this.database.reader()
    ).find(AttemptSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows.map(attemptView), limit, ({ id }) => [id]);
  }
}
