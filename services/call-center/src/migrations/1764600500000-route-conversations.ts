import { column, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COLUMNS = {
  conversation: [
    tableColumn('wish', column.nullable(column.json())),
    tableColumn('agentId', column.nullable(column.varchar(64))),
    tableColumn('unansweredSince', column.nullable(column.time())),
  ],
  conversation_message: [tableColumn('visibility', column.nullable(column.varchar(8)))],
  chat_settings: [
    tableColumn('queues', column.nullable(column.json())),
    tableColumn('lastAgentWaitS', column.nullable(column.int())),
  ],
};
const OF_AN_AGENT = { columns: ['agentId', 'status', 'id'] };
/** The place in line is known by routing. */
const OF_THE_LINE = [{ columns: ['waitingSince'] }, { columns: ['attendedAt'] }];

export class RouteConversations1764600500000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(COLUMNS)) {
      await runner.addColumns(
        name,
        columns.map((each) => each.clone()),
      );
    }
    await runner.createIndex('conversation', tableIndex('conversation', OF_AN_AGENT));
    for (const each of OF_THE_LINE) await runner.dropIndex('conversation', tableIndex('conversation', each));
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of OF_THE_LINE) await runner.createIndex('conversation', tableIndex('conversation', each));
    await runner.dropIndex('conversation', tableIndex('conversation', OF_AN_AGENT));
    for (const [name, columns] of Object.entries(COLUMNS)) {
      await runner.dropColumns(
        name,
        columns.map((each) => each.name),
      );
    }
  }
}
