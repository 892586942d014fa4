import { journalSchema } from '#libs/persistence/rows/aggregate-store';
import { aggregateColumns, column, schemaIndex } from '#libs/persistence/rows/columns';
import { EntitySchema } from 'typeorm';
import type { DeletionReason, RecordingKind, RecordingStatus } from '../domain/recording-status.js';
import type { LegalHold } from '../domain/legal-hold.js';
import { Recording } from '../domain/recording.aggregate.js';
import type { TranscriptVersion } from '../domain/transcript.js';
import type { Part } from '../domain/upload.js';

/** A recording as it lies in its table, for queries. */
export interface RecordingRow {
  id: string;
  version: number;
  updatedAt: Date;
  contactId: string;
  kind: RecordingKind;
  queue: string | null;
  agentIds: string[];
  startedAt: Date;
  endedAt: Date;
  durationMs: number;
  contentType: string;
  bytes: number;
  sha256: string;
  announcedBy: string;
  status: RecordingStatus;
  parts: Part[];
  receivedAt: Date;
  retainUntil: Date | null;
  holds: LegalHold[];
  transcripts: TranscriptVersion[];
  deletion: { reason: DeletionReason; by: string | null; why: string | null } | null;
  deletedAt: Date | null;
  erasedAt: Date | null;
  dueAt: Date | null;
}

export const RecordingSchema = new EntitySchema<RecordingRow>({
  name: 'Recording',
  tableName: 'recording',
  target: Recording,
  columns: {
    ...aggregateColumns,
    contactId: column.ref(),
    kind: column.varchar(16),
    queue: column.nullable(column.varchar(64)),
    agentIds: column.json(),
    startedAt: column.time(),
    endedAt: column.time(),
    durationMs: column.int(),
    contentType: column.varchar(128),
    bytes: column.int(),
    sha256: column.varchar(64),
    announcedBy: column.varchar(64),
    status: column.varchar(16),
    parts: column.json(),
    receivedAt: column.time(),
    retainUntil: column.nullable(column.time()),
    holds: column.json(),
    transcripts: column.json(),
    deletion: column.nullable(column.json()),
    deletedAt: column.nullable(column.time()),
    erasedAt: column.nullable(column.time()),
    dueAt: column.nullable(column.time()),
  },
  indices: [
    schemaIndex('recording', { columns: ['contactId', 'id'] }),
    schemaIndex('recording', { columns: ['status', 'kind', 'id'] }),
    schemaIndex('recording', { columns: ['dueAt', 'id'] }),
    schemaIndex('recording', { columns: ['erasedAt', 'bytes'] }),
  ],
});

/** Whose recordings there are, to be found by agent. */
export const RecordingAgentSchema = new EntitySchema<{ agentId: string; recordingId: string }>({
  name: 'recording_agent',
  columns: { agentId: column.primary(column.varchar(64)), recordingId: column.primary(column.ref()) },
  indices: [schemaIndex('recording_agent', { columns: ['recordingId'] })],
});

/** Also who placed and released holds, and why. */
export const RecordingJournalSchema = journalSchema('recording_journal');
