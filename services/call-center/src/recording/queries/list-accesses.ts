import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { PageQuery } from '#libs/web/http/paging';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { LessThan } from 'typeorm';
import { RecordingNotFound } from '../domain/recording.errors.js';
import { RecordingAccessSchema, type RecordingAccessRow } from '../infra/recording-access.schema.js';
import { RecordingSchema } from '../infra/recording.schema.js';

type AccessView = Omit<RecordingAccessRow, 'at' | 'recordingId'> & { at: string };

export class ListAccesses extends Query<Page<AccessView>> {
  constructor(
    readonly recordingId: string,
    readonly page: PageQuery,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListAccesses)
export class ListAccessesHandler implements IQueryHandler<ListAccesses> {
  constructor(private readonly database: Database) {}

  async execute({ recordingId, page: { limit, cursor } }: ListAccesses) {
    const db = await this.database.reader();
    if (!(await db.existsBy(RecordingSchema, { id: recordingId }))) {
      throw new RecordingNotFound('There is no such recording.', { recordingId });
    }
    const before = cursor === undefined ? {} : { id: LessThan(decodeCursor(cursor, 1)[0]!) };
    const where = { recordingId, ...before };
    const rows = await db.find(RecordingAccessSchema, { where, order: { id: 'DESC' }, take: limit + 1 });
    const views = rows.map(({ at, ...row }) => ({ ...row, at: at.toISOString() }));
    return pageOf(views, limit, ({ id }) => [id]);
  }
}
