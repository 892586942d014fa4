import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { FlowNotFound } from '../domain/ivr.errors.js';
import { IvrFlowSchema, type IvrFlowRow } from '../infra/ivr-flow.schema.js';

const SUMMARY = {
  id: true,
  version: true,
  updatedAt: true,
  name: true,
  savedBy: true,
  latest: true,
  live: true,
} as const;
type Summary = Omit<Pick<IvrFlowRow, keyof typeof SUMMARY>, 'updatedAt'> & { updatedAt: string };

function summaryOf({ updatedAt, ...row }: Pick<IvrFlowRow, keyof typeof SUMMARY>): Summary {
  return { ...row, updatedAt: updatedAt.toISOString() };
}

export class ListFlows extends Query<Page<Summary>> {
  constructor(readonly page: PageQuery) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListFlows)
export class ListFlowsHandler implements IQueryHandler<ListFlows> {
  constructor(private readonly database: Database) {}

  async execute({ page: { limit, cursor } }: ListFlows) {
    const where = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const find = { select: SUMMARY, where, order: { id: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(IvrFlowSchema, find);
    return pageOf(rows.map(summaryOf), limit, ({ id }) => [id]);
  }
}

export class GetFlow extends Query<Summary & Pick<IvrFlowRow, 'draft' | 'problems'>> {
  constructor(readonly flowId: string) {
    super();
  }
}

@QueryHandler(GetFlow)
export class GetFlowHandler implements IQueryHandler<GetFlow> {
  constructor(private readonly database: Database) {}

  async execute({ flowId: id }: GetFlow) {
    const row = await (await this.database.reader()).findOneBy(IvrFlowSchema, { id });
    if (!row) throw new FlowNotFound('There is no such flow.', { id });
    const { draft, problems } = row;
    return { ...summaryOf(row), draft, problems };
  }
}
