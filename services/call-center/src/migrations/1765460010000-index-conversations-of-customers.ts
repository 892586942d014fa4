import { tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = tableIndex('conversation', { columns: ['customerId', 'id'] });

/** Conversations are asked for by customer. */
export class IndexConversationsOfCustomers1765460010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('conversation', INDEX.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('conversation', INDEX.clone());
  }
}
