import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { RecordingNotFound } from './domain/recording.errors.js';
import { RecordingSchema } from './infra/recording.schema.js';

/** What other contexts ask about recordings. */
@Injectable()
export class RecordingDirectory {
  constructor(private readonly database: Database) {}

  /** @throws RecordingNotFound when the contact has no such recording */
  async require(recordingId: string, contactId: string): Promise<void> {
    const db = await this.database.reader();
    if (await db.existsBy(RecordingSchema, { id: recordingId, contactId })) return;
    throw new RecordingNotFound('The contact has no such recording.', { recordingId, contactId });
  }
}
