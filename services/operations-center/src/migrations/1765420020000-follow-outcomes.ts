import { column, table, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const OUTCOME = 'outcome';
const COLUMNS = [
  tableColumn('countsAs', column.nullable(column.ref())),
  tableColumn('conversationId', column.nullable(column.ref())),
];
const KEEP = tableColumn('keepDays', column.nullable(column.int()));
const INDICES = [{ columns: ['countsAs', 'openedAt'] }, { columns: ['conversationId'] }];

const TABLES = [
  table(
    'outcome_sop',
    {
      ...{ runId: column.id(), sop: column.varchar(120), sopVersion: column.int() },
      ...{ ended: column.nullable(column.varchar(16)), subjectId: column.ref() },
      ...{ agentId: column.varchar(64), teamId: column.nullable(column.varchar(64)), endedAt: column.bigint() },
    },
    [{ columns: ['endedAt'] }],
  ),
  table(
    'outcome_merged_customer',
    {
      ...{ mergeId: column.id(), mergedId: column.ref(), customerId: column.ref() },
      ...{ isUndone: column.flag(), toldAt: column.bigint() },
    },
    [{ columns: ['mergedId'] }, { columns: ['customerId'] }, { columns: ['toldAt'] }],
  ),
];

export class FollowOutcomes1765420020000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const added of COLUMNS) await runner.addColumn(OUTCOME, added.clone());
    await runner.query('UPDATE outcome SET countsAs = customerId');
    for (const index of INDICES) await runner.createIndex(OUTCOME, tableIndex(OUTCOME, index));
    await runner.addColumn('outcome_settings', KEEP.clone());
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of TABLES.toReversed()) await runner.dropTable(name);
    await runner.dropColumn('outcome_settings', KEEP.name);
    for (const index of INDICES) await runner.dropIndex(OUTCOME, tableIndex(OUTCOME, index));
    for (const { name } of COLUMNS) await runner.dropColumn(OUTCOME, name);
  }
}
