import { tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = tableIndex('stored_file', { columns: ['state', 'bytes'] });

/** How much they take is summed up without reading them. */
export class IndexFileBytes1765201010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('stored_file', INDEX.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('stored_file', INDEX.clone());
  }
}
