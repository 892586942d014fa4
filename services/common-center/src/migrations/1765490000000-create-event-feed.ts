import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('event_feed', {
    id: column.id(),
    version: column.int(),
    keepDays: column.int(),
    lastSeq: column.bigint(),
    cutSeq: column.bigint(),
  }),
  table(
    'kept_event',
    { seq: column.primary(column.bigint()), eventId: column.ref(), body: column.text(), at: column.time() },
    [{ columns: ['eventId'], unique: true }],
  ),
];

/** All events of a tenant in one order, for systems that fetch them. */
export class CreateEventFeed1765490000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const { name } of TABLES.toReversed()) await runner.dropTable(name);
  }
}
