import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { Recording } from '../domain/recording.aggregate.js';
import { RecordingNotFound } from '../domain/recording.errors.js';
import { Recordings } from '../domain/recording.repository.js';
import { publishRecording } from './recording.outbox.js';
import { RecordingAgentSchema, RecordingJournalSchema, RecordingSchema } from './recording.schema.js';

@Injectable()
export class TypeormRecordings extends AggregateStore<Recording> implements Recordings {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: RecordingSchema,
      notFound: (recordingId) => new RecordingNotFound('There is no such recording.', { recordingId }),
      publish: publishRecording,
      journal: RecordingJournalSchema,
      lookups: [
        {
          schema: RecordingAgentSchema,
          owner: 'recordingId',
          rows: ({ id: recordingId, agentIds }) => agentIds.map((agentId) => ({ agentId, recordingId })),
        },
      ],
    });
  }
}
