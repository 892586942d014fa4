import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named } from '#libs/persistence/rows/within-circle';
import { Circles } from '#libs/web/access/circles';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { MoreThan } from 'typeorm';
import { assistWithin } from '../assist-request-reach.js';
import { AssistRequestNotFound } from '../domain/assist-request.errors.js';
import { AssistRequestSchema, type AssistRequestRow } from '../infra/assist-request.schema.js';
import type { AssistRequestView, ListAssistRequestsQuery } from '../assist-request.dto.js';

/** Of one ticket, at once. */
const MOST = 500;

export class GetAssistRequest extends Query<AssistRequestView> {
  constructor(readonly requestId: string) {
    super();
  }
}

@QueryHandler(GetAssistRequest)
export class GetAssistRequestHandler implements IQueryHandler<GetAssistRequest> {
  constructor(private readonly database: Database) {}

  async execute({ requestId }: GetAssistRequest): Promise<AssistRequestView> {
    const row = await (await this.database.reader()).findOneBy(AssistRequestSchema, { id: requestId });
    if (!row) throw new AssistRequestNotFound('There is no such request for help.', { id: requestId });
    return assistRequestView(row);
  }
}

export class ListAssistRequests extends Query<Page<AssistRequestView>> {
  constructor(readonly filter: ListAssistRequestsQuery) {
    super();
  }
}

/** The oldest first: it has waited longest. */
@QueryHandler(ListAssistRequests)
export class ListAssistRequestsHandler implements IQueryHandler<ListAssistRequests> {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
  ) {}

  async execute({ filter: { limit, cursor, ...where } }: ListAssistRequests): Promise<Page<AssistRequestView>> {
    const circle = await this.circles.reachedWith('assist-request:read');
    const after = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const query = (await this.database.reader()).createQueryBuilder(AssistRequestSchema, 'assist_request');
    query.where({ ...where, ...after });
    if (circle) query.andWhere(...named(assistWithin(circle), 'seen'));
    const rows = await query
      .orderBy('assist_request.id', 'ASC')
      .limit(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, (row) => [row.id]);
    return { items: items.map(assistRequestView), next };
  }
}

export class AssistRequestsOf extends Query<AssistRequestView[]> {
  constructor(readonly ticketId: string) {
    super();
  }
}

@QueryHandler(AssistRequestsOf)
export class AssistRequestsOfHandler implements IQueryHandler<AssistRequestsOf> {
  constructor(private readonly database: Database) {}

  async execute({ ticketId }: AssistRequestsOf): Promise<AssistRequestView[]> {
    const reader = await this.database.reader();
    const rows = await reader.find(AssistRequestSchema, { where: { ticketId }, order: { id: 'ASC' }, take: MOST });
    return rows.map(assistRequestView);
  }
}

function assistRequestView(row: AssistRequestRow): AssistRequestView {
  const { askedAt, dueAt, endedAt } = row;
  return {
    ...row,
    askedAt: askedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
  };
}
