import { column, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class TellMessages1765205000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn('chat_settings', tableColumn('tellsMessages', column.nullable(column.flag())));
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumn('chat_settings', 'tellsMessages');
  }
}
