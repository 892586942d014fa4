import { tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const OF_AGENT = tableIndex('contact', { columns: ['agentId', 'id'] });

export class IndexContactsOfAgents1765140030000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createIndex('contact', OF_AGENT.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropIndex('contact', OF_AGENT.name!);
  }
}
