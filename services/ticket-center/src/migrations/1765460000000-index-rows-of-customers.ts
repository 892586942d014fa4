import { tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_CUSTOMER = { columns: ['customerId', 'id'] };
const INDICES = ['visit', 'questionnaire_response'].map((table) => ({ table, index: tableIndex(table, OF_CUSTOMER) }));

/** Visits and answers are asked for by customer. */
export class IndexRowsOfCustomers1765460000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const { table, index } of INDICES) await runner.createIndex(table, index.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { table, index } of INDICES) await runner.dropIndex(table, index.clone());
  }
}
