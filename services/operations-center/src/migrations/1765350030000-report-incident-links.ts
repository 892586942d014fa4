import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const INCIDENT = 'topic_incident';
const LINKS = tableColumn('links', column.nullable(column.json()));

export class ReportIncidentLinks1765350030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn(INCIDENT, LINKS.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn(INCIDENT, LINKS.name);
  }
}
