import { Clock } from '#libs/kernel/clock';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { SopNotFound } from '../domain/sop.errors.js';
import { SopCategorySchema, SopSchema, SopVersionSchema, type SopRow } from '../infra/sop.schema.js';
import type { ListSopsQuery, SopSummary, SopView } from '../sop.dto.js';
import { versionView } from './find-sop-versions.js';

/** With its newest version and its draft. */
export class GetSop extends Query<SopView> {
  constructor(readonly name: string) {
    super();
  }
}

@QueryHandler(GetSop)
export class GetSopHandler implements IQueryHandler<GetSop> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ name }: GetSop): Promise<SopView> {
    const reader = await this.database.reader();
    const sop = await reader.findOneBy(SopSchema, { id: name });
    if (!sop) throw new SopNotFound(`There is no SOP ${name}.`, { name });
    const published = await reader.findOneBy(SopVersionSchema, { name, version: sop.latest });
    return {
      ...summaryOf(sop, this.clock.now()),
      published: published && versionView(published),
      draft: sop.draft as SopView['draft'],
    };
  }
}

export class ListSops extends Query<Page<SopSummary>> {
  constructor(readonly filter: ListSopsQuery) {
    super();
  }
}

/** By name; those whose review is overdue by how long it is. */
@QueryHandler(ListSops)
export class ListSopsHandler implements IQueryHandler<ListSops> {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async execute({ filter }: ListSops): Promise<Page<SopSummary>> {
    const { words, categoryId, ownerId, reviewOverdue, retired, limit, cursor } = filter;
    const now = this.clock.now();
    const query = (await this.database.reader()).createQueryBuilder<SopRow>(SopSchema, 's');
    query.where('s.retired = :retired', { retired });
    if (ownerId !== undefined) query.andWhere('s.ownerId = :ownerId', { ownerId });
    if (words !== undefined)
      query.andWhere('(INSTR(LOWER(s.title), :words) > 0 OR INSTR(s.id, :words) > 0)', { words: words.toLowerCase() });
    if (categoryId !== undefined)
      query.innerJoin(SopCategorySchema.options.name, 'c', 'c.sopName = s.id AND c.categoryId = :categoryId', {
        categoryId,
      });
    if (reviewOverdue) query.andWhere('s.reviewDueAt < :now', { now });
    const order = reviewOverdue ? ['s.reviewDueAt', 's.id'] : ['s.id'];
    if (cursor !== undefined && reviewOverdue) {
      const [due, id] = decodeCursor(cursor, 2);
      query.andWhere('(s.reviewDueAt > :due OR (s.reviewDueAt = :due AND s.id > :id))', { due: new Date(due!), id });
    } else if (cursor !== undefined) query.andWhere('s.id > :id', { id: decodeCursor(cursor, 1)[0] });
    for (const each of order) query.addOrderBy(each, 'ASC');
    const rows = await query.take(limit + 1).getMany();
    const keyOf = ({ id, reviewDueAt }: SopRow) => (reviewOverdue ? [reviewDueAt.toISOString(), id] : [id]);
    const { items, next } = pageOf(rows, limit, keyOf);
    return { items: items.map((row) => summaryOf(row, now)), next };
  }
}

function summaryOf(row: SopRow, now: Date): SopSummary {
  const { id: name, version, title, ownerId, reviewEveryDays, latest, retired, reviewDueAt } = row;
  return {
    ...{ name, version, title, ownerId, reviewEveryDays, latest, retired },
    categoryIds: [...row.categoryIds],
    ticketTypes: [...row.ticketTypes],
    reviewDueAt: reviewDueAt.toISOString(),
    reviewOverdue: !retired && reviewDueAt < now,
  };
}
