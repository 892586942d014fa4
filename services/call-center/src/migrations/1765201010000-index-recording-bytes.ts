import { tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = tableIndex('recording', { columns: ['erasedAt', 'bytes'] });

/** How much they take is summed up without reading them. */
export class IndexRecordingBytes1765201010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('recording', INDEX.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('recording', INDEX.clone());
  }
}
