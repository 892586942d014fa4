import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'quality_plan',
    {
      id: column.id(),
      version: column.int(),
      content: column.json(),
      active: column.flag(),
      nextFrom: column.time(),
    },
    [{ columns: ['active', 'nextFrom'] }],
  ),
  table(
    'quality_draw',
    {
      id: column.id(),
      planId: column.ref(),
      fromAt: column.time(),
      toAt: column.time(),
      state: column.varchar(16),
      content: column.json(),
      commitment: column.varchar(64),
      seed: column.varchar(64),
      dueAt: column.nullable(column.time()),
      drawnAt: column.nullable(column.time()),
      populationSize: column.nullable(column.int()),
      populationHash: column.nullable(column.varchar(64)),
      drawn: column.json(),
      more: column.json(),
    },
    [{ columns: ['planId', 'fromAt'], unique: true }, { columns: ['dueAt'] }],
  ),
  table('quality_population', {
    drawId: column.primary(column.ref()),
    no: column.primary(column.int()),
    candidates: column.json(),
  }),
];

export class CreateQualityPlans1765204200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
