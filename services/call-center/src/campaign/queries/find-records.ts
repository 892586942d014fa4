import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import type { RecordQuery, RecordView } from '../campaign.dto.js';
import { DialRecordNotFound } from '../domain/campaign.errors.js';
import { DialRecordSchema } from '../infra/dial-record.schema.js';
import { recordView } from './campaign-views.js';

export class GetRecord extends Query<RecordView> {
  constructor(readonly recordId: string) {
    super();
  }
}

@QueryHandler(GetRecord)
export class GetRecordHandler implements IQueryHandler<GetRecord> {
  constructor(private readonly database: Database) {}

  async execute({ recordId: id }: GetRecord): Promise<RecordView> {
    const row = await (await this.database.reader()).findOneBy(DialRecordSchema, { id });
    if (!row) throw new DialRecordNotFound('There is no such record.', { id });
    return recordView(row);
  }
}

export class ListRecords extends Query<Page<RecordView>> {
  constructor(
    readonly campaignId: string,
    readonly query: RecordQuery,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListRecords)
export class ListRecordsHandler implements IQueryHandler<ListRecords> {
  constructor(private readonly database: Database) {}

  async execute({ campaignId, query: { limit, cursor, status, taskId } }: ListRecords): Promise<Page<RecordView>> {
    const where = {
      campaignId,
      ...(status !== undefined && { status }),
      ...(taskId !== undefined && { taskId }),
      ...(cursor !== undefined && { id: LessThan(decodeCursor(cursor, 1)[0]!) }),
    };
    const rows = await (
      await this.database.reader()
    ).find(DialRecordSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    return pageOf(rows.map(recordView), limit, ({ id }) => [id]);
  }
}

/** What the agent is shown. */
export class ListPreviews extends Query<RecordView[]> {
  constructor(readonly agentId: string) {
    super();
  }
}

@QueryHandler(ListPreviews)
export class ListPreviewsHandler implements IQueryHandler<ListPreviews> {
  constructor(private readonly database: Database) {}

  async execute({ agentId }: ListPreviews): Promise<RecordView[]> {
    const rows = await (await this.database.reader()).findBy(DialRecordSchema, { agentId, status: 'reserved' });
    return rows.map(recordView);
  }
}
