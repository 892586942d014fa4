import { table, tableColumn } from '#libs/persistence/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';
import { laterTenantColumns } from '../tenant/infra/tenant.schema.js';
import { TENANT_JOB_INDICES, tenantJobColumns } from '../tenant/infra/tenant-job.schema.js';
import { planColumns } from '../tenant/plan/plan.schema.js';

const COLUMNS = Object.entries(laterTenantColumns).map(([name, options]) => tableColumn(name, options));

export class AddTenantLife1765130000100 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('tenant', COLUMNS.map((each) => each.clone()));
    await runner.createTable(table('tenant_job', tenantJobColumns, TENANT_JOB_INDICES));
    await runner.createTable(table('tenant_plan', planColumns));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable('tenant_plan');
    await runner.dropTable('tenant_job');
    await runner.dropColumns('tenant', COLUMNS.map((each) => each.clone()));
  }
}
