import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'recording',
    {
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
    [{ columns: ['contactId', 'id'] }, { columns: ['status', 'kind', 'id'] }, { columns: ['dueAt', 'id'] }],
  ),
  table('recording_agent', { agentId: column.primary(column.varchar(64)), recordingId: column.primary(column.ref()) }, [
    { columns: ['recordingId'] },
  ]),
  table('recording_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table(
    'recording_access',
    {
      id: column.id(),
      recordingId: column.ref(),
      at: column.time(),
      subject: column.varchar(64),
      address: column.varchar(64),
      purpose: column.varchar(16),
      reason: column.varchar(200),
      portion: column.nullable(column.varchar(64)),
    },
    [{ columns: ['recordingId', 'id'] }],
  ),
  table(
    'retention_policy',
    {
      ...aggregateColumns,
      scope: column.varchar(96),
      queue: column.nullable(column.varchar(64)),
      kind: column.nullable(column.varchar(16)),
      days: column.int(),
    },
    [{ columns: ['scope'], unique: true }],
  ),
];

export class CreateRecordings1764480000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
