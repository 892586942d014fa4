import { Database } from '#libs/persistence/database';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { RecordingNotFound } from '../domain/recording.errors.js';
import { RecordingSchema } from '../infra/recording.schema.js';
import { recordingView } from './recording-view.js';

export class GetRecording extends Query<ReturnType<typeof recordingView>> {
  constructor(readonly recordingId: string) {
    super();
  }
}

@QueryHandler(GetRecording)
export class GetRecordingHandler implements IQueryHandler<GetRecording> {
  constructor(private readonly database: Database) {}

  async execute({ recordingId }: GetRecording) {
    const row = await (await this.database.reader()).findOneBy(RecordingSchema, { id: recordingId });
    if (!row) throw new RecordingNotFound('There is no such recording.', { recordingId });
    return recordingView(row);
  }
}
