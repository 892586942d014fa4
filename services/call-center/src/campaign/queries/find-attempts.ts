import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { AttemptQuery, AttemptView } from '../attempt.dto.js';
import { ATTEMPT_OWNERS } from '../attempt-reach.js';
import { AttemptNotFound } from '../domain/campaign.errors.js';
import { AttemptSchema, type AttemptRow } from '../infra/attempt.schema.js';
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
    /** Whose; null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

/** Newest first; also the calls that rules forbade. */
@QueryHandler(ListAttempts)
export class ListAttemptsHandler implements IQueryHandler<ListAttempts> {
  constructor(private readonly database: Database) {}

  async execute({ campaignId, query: { limit, cursor, recordId, status }, circle }: ListAttempts) {
    const reader = await this.database.reader();
    const query = reader.createQueryBuilder<AttemptRow>(AttemptSchema, 'campaign_attempt').where({ campaignId });
    query.andWhere(...named(withinCircle(circle, ATTEMPT_OWNERS), 'seen'));
    if (recordId !== undefined) query.andWhere({ recordId });
    if (status !== undefined) query.andWhere({ status });
    if (cursor !== undefined) query.andWhere('campaign_attempt.id < :before', { before: decodeCursor(cursor, 1)[0] });
    const rows = await query
      .orderBy('campaign_attempt.id', 'DESC')
      .limit(limit + 1)
      .getMany();
    return pageOf(rows.map(attemptView), limit, ({ id }) => [id]);
  }
}
