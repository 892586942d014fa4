import { tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const INDEX = tableIndex('ticket_attachment', { columns: ['state', 'bytes'] });

/** How much they take is summed up without reading them. */
export class IndexAttachmentBytes1765201010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('ticket_attachment', INDEX.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('ticket_attachment', INDEX.clone());
  }
}
