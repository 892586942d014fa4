import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { RecordingJournalSchema } from '../infra/recording.schema.js';

interface Happening {
  readonly id: string;
  readonly type: string;
  readonly at: string;
  readonly data: Record<string, unknown>;
}

export class ListHistory extends Query<Page<Happening>> {
  constructor(
    readonly recordingId: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** What was done to a recording, newest first. */
@QueryHandler(ListHistory)
export class ListHistoryHandler implements IQueryHandler<ListHistory> {
  constructor(private readonly database: Database) {}

  async execute({ recordingId, page: { limit, cursor } }: ListHistory) {
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const where = { aggregateId: recordingId, ...before };
    const db = await this.database.reader();
    const rows = await db.find(RecordingJournalSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const views = rows.map(({ id, type, at, data }) => ({ id, type, at: at.toISOString(), data }));
    return pageOf(views, limit, ({ id }) => [id]);
  }
}
