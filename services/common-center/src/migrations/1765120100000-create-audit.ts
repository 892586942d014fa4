import { auditEntryColumns, auditEntryIndices, auditTrailColumns } from '#libs/audit-trail/audit.schema';
import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('audit_entry', auditEntryColumns, auditEntryIndices),
  table('audit_trail', auditTrailColumns),
  table('reveal', { id: column.id(), accountId: column.varchar(64), at: column.time(), recordId: column.varchar(64) }, [
    { columns: ['accountId', 'at'] },
  ]),
  table('reveal_alarm', {
    accountId: column.primary(column.varchar(64)),
    oddity: column.primary(column.varchar(16)),
    window: column.primary(column.time()),
    count: column.int(),
  }),
  table('reveal_block', {
    accountId: column.primary(column.varchar(64)),
    reason: column.varchar(500),
    blockedBy: column.varchar(120),
    at: column.time(),
  }),
  table('reveal_policy', {
    id: column.id(),
    version: column.int(),
    perHour: column.int(),
    recordsPerDay: column.int(),
    timesTheirAverage: column.int(),
    alarmTo: column.json(),
    blocksAtOnce: column.json(),
  }),
  table(
    'person_request',
    {
      id: column.id(),
      version: column.int(),
      kind: column.varchar(16),
      customerId: column.ref(),
      reason: column.varchar(500),
      requestedBy: column.varchar(64),
      requestedAt: column.time(),
      state: column.varchar(16),
      steps: column.json(),
      attempts: column.int(),
      dueAt: column.nullable(column.time()),
      finishedAt: column.nullable(column.time()),
    },
    [{ columns: ['dueAt'] }, { columns: ['customerId'] }],
  ),
  table('person_export_part', {
    requestId: column.primary(column.ref()),
    seq: column.primary(column.int()),
    sealed: column.text(),
  }),
];

export class CreateAudit1765120100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
