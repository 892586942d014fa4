import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { named, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { RecordingAgentSchema, RecordingSchema } from '../infra/recording.schema.js';
import type { RecordingFilter } from '../recording.dto.js';
import { recordingWithin } from '../recording-reach.js';
import { recordingView } from './recording-view.js';

export class ListRecordings extends Query<Page<ReturnType<typeof recordingView>>> {
  constructor(
    readonly filter: RecordingFilter,
    /** Null: everybody's. */
    readonly circle: RowCircle | null,
  ) {
    super();
  }
}

/** Newest first. */
@QueryHandler(ListRecordings)
export class ListRecordingsHandler implements IQueryHandler<ListRecordings> {
  constructor(private readonly database: Database) {}

  async execute({ filter: { limit, cursor, agentId, ...filter }, circle }: ListRecordings) {
    const db = await this.database.reader();
    const query = db
      .createQueryBuilder(RecordingSchema, 'recording')
      .where(filter)
      .orderBy('recording.id', 'DESC')
      .limit(limit + 1);
    if (circle) query.andWhere(...named(recordingWithin(circle), 'seen'));
    if (cursor !== undefined) query.andWhere('recording.id < :before', { before: decodeCursor(cursor, 1)[0] });
    if (agentId !== undefined) {
      query.innerJoin(RecordingAgentSchema.options.name, 'agent', 'agent.recordingId = recording.id');
      query.andWhere('agent.agentId = :agentId', { agentId });
    }
    return pageOf((await query.getMany()).map(recordingView), limit, ({ id }) => [id]);
  }
}
