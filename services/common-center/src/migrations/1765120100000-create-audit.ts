import { auditEntryColumns, auditEntryIndices, auditTrailColumns } from '#libs/audit-trail/audit.schema';
import { table } from '#libs/persistence/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import {
  exportPartColumns,
  personRequestColumns,
  personRequestIndices,
} from '../privacy/request/person-request.schema.js';
import {
  revealAlarmColumns,
  revealBlockColumns,
  revealColumns,
  revealPolicyColumns,
} from '../privacy/reveal/reveal.schema.js';

const TABLES = [
  table('audit_entry', auditEntryColumns, auditEntryIndices),
  table('audit_trail', auditTrailColumns),
  table('reveal', revealColumns, [{ columns: ['accountId', 'at'] }]),
  table('reveal_alarm', revealAlarmColumns),
  table('reveal_block', revealBlockColumns),
  table('reveal_policy', revealPolicyColumns),
  table('person_request', personRequestColumns, personRequestIndices),
  table('person_export_part', exportPartColumns),
];

export class CreateAudit1765120100000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
