import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { FlowVersions } from '../flow/flow-versions.js';
import { IvrFlowVersionSchema, type IvrFlowVersionRow } from '../infra/ivr-flow.schema.js';

const SUMMARY = { flowId: true, number: true, publishedBy: true, publishedAt: true, note: true } as const;
type Summary = Omit<IvrFlowVersionRow, 'document' | 'publishedAt'> & { publishedAt: string };

function summaryOf({ publishedAt, ...row }: Omit<IvrFlowVersionRow, 'document'>): Summary {
  return { ...row, publishedAt: publishedAt.toISOString() };
}

export class ListFlowVersions extends Query<Page<Summary>> {
  constructor(
    readonly flowId: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListFlowVersions)
export class ListFlowVersionsHandler implements IQueryHandler<ListFlowVersions> {
  constructor(private readonly database: Database) {}

  async execute({ flowId, page: { limit, cursor } }: ListFlowVersions) {
    const before = cursor === undefined ? {} : { number: LessThan(Number(decodeCursor(cursor, 1)[0])) };
    const find = { select: SUMMARY, where: { flowId, ...before }, order: { number: 'DESC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(IvrFlowVersionSchema, find);
    return pageOf(rows.map(summaryOf), limit, ({ number }) => [String(number)]);
  }
}

export class GetFlowVersion extends Query<Summary & Pick<IvrFlowVersionRow, 'document'>> {
  constructor(
    readonly flowId: string,
    readonly number: number,
  ) {
    super();
  }
}

@QueryHandler(GetFlowVersion)
export class GetFlowVersionHandler implements IQueryHandler<GetFlowVersion> {
  constructor(private readonly versions: FlowVersions) {}

  async execute({ flowId, number }: GetFlowVersion) {
    const { document, ...row } = await this.versions.get(flowId, number);
    return { ...summaryOf(row), document };
  }
}
