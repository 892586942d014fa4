import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, type RowCircle } from '#libs/persistence/rows/within-circle';
import { CustomerFamilies } from '#libs/web/customer-families';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { In, IsNull, type FindOptionsWhere } from 'typeorm';
import { VisitNotFound } from '../domain/visit.errors.js';
import { VisitSchema, type VisitRow } from '../infra/visit.schema.js';
import type { ListVisitsQuery, VisitView } from '../visit.dto.js';
import { visitWithin } from '../visit-reach.js';

export class GetVisit extends Query<VisitView> {
  constructor(readonly visitId: string) {
    super();
  }
}

@QueryHandler(GetVisit)
export class GetVisitHandler implements IQueryHandler<GetVisit> {
  constructor(private readonly database: Database) {}

  async execute({ visitId }: GetVisit): Promise<VisitView> {
    const row = await (await this.database.reader()).findOneBy(VisitSchema, { id: visitId });
    if (!row) throw new VisitNotFound('There is no such visit.', { id: visitId });
    return visitView(row);
  }
}

export class ListVisits extends Query<Page<VisitView>> {
  constructor(
    readonly filter: ListVisitsQuery,
    /** Null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

@QueryHandler(ListVisits)
export class ListVisitsHandler implements IQueryHandler<ListVisits> {
  constructor(
    private readonly database: Database,
    private readonly families: CustomerFamilies,
  ) {}

  async execute({ filter: { limit, cursor, customerId, ...where }, circle }: ListVisits): Promise<Page<VisitView>> {
    const of = customerId === undefined ? {} : { customerId: In([...(await this.families.of(customerId))]) };
    return visitsWhere(this.database, { ...where, ...of }, circle, { limit, cursor });
  }
}

/** Those that nobody goes to yet. */
export class ListUndispatched extends Query<Page<VisitView>> {
  constructor(
    readonly page: PageQuery,
    /** Null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

@QueryHandler(ListUndispatched)
export class ListUndispatchedHandler implements IQueryHandler<ListUndispatched> {
  constructor(private readonly database: Database) {}

  execute({ page, circle }: ListUndispatched): Promise<Page<VisitView>> {
    return visitsWhere(this.database, { status: 'dispatched', engineerId: IsNull() }, circle, page);
  }
}

async function visitsWhere(
  database: Database,
  where: FindOptionsWhere<VisitRow>,
  circle: RowCircle | null,
  { limit, cursor }: PageQuery,
): Promise<Page<VisitView>> {
  const query = (await database.reader()).createQueryBuilder<VisitRow>(VisitSchema, 'visit').where(where);
  if (circle) query.andWhere(...named(visitWithin(circle), 'seen'));
  if (cursor !== undefined) query.andWhere('visit.id < :before', { before: decodeCursor(cursor, 1)[0] });
  const rows = await query
    .orderBy('visit.id', 'DESC')
    .limit(limit + 1)
    .getMany();
  const { items, next } = pageOf(rows, limit, (row) => [row.id]);
  return { items: items.map(visitView), next };
}

function visitView(row: VisitRow): VisitView {
  return {
    ...row,
    appointedFor: row.appointedFor?.toISOString() ?? null,
    appointedUntil: row.appointedUntil?.toISOString() ?? null,
    arrivedAt: row.arrivedAt?.toISOString() ?? null,
    updatedAt: row.updatedAt.toISOString(),
  };
}
