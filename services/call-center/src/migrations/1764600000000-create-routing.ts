import { aggregateColumns, column, journalColumns, table, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('contact_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table(
    'wrap_up_code',
    {
      ...aggregateColumns,
      code: column.varchar(32),
      label: column.varchar(120),
      queueId: column.nullable(column.ref()),
    },
    [{ columns: ['code'], unique: true }],
  ),
  table('routing_event', {
    seq: column.primary(column.int()),
    at: column.time(),
    type: column.varchar(32),
    body: column.text(),
  }),
  table(
    'routing_decision',
    {
      seq: column.primary(column.int()),
      n: column.primary(column.int()),
      at: column.time(),
      type: column.varchar(32),
      contactId: column.nullable(column.ref()),
      agentId: column.nullable(column.ref()),
      reservationId: column.nullable(column.varchar(64)),
      body: column.text(),
    },
    [{ columns: ['contactId', 'seq'] }, { columns: ['agentId', 'seq'] }],
  ),
  table('routing_snapshot', {
    seq: column.primary(column.int()),
    part: column.primary(column.int()),
    at: column.time(),
    body: column.text(),
  }),
  table('routing_command', { id: column.id(), at: column.time() }, [{ columns: ['at'] }]),
  table('routing_owner', { id: column.id(), address: column.varchar(254), since: column.time() }),
];

const CONTACT_COLUMNS = [
  tableColumn('queueId', column.nullable(column.ref())),
  tableColumn('course', column.nullable(column.json())),
];

export class CreateRouting1764600000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    await runner.addColumns(
      'contact',
      CONTACT_COLUMNS.map((each) => each.clone()),
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropColumns(
      'contact',
      CONTACT_COLUMNS.map(({ name }) => name),
    );
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
