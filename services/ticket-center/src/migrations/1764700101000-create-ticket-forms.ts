import { column, journalColumns, table, tableColumn } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('ticket_category_tree', {
    id: column.id(),
    version: column.int(),
    updatedAt: column.time(),
    categories: column.json(),
  }),
  table('ticket_category_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table('ticket_stage_form', {
    ticketId: column.primary(column.ref()),
    stage: column.primary(column.varchar(60)),
    formName: column.varchar(120),
    formVersion: column.int(),
    answers: column.nullable(column.json()),
    filledBy: column.nullable(column.varchar(64)),
    filledAt: column.nullable(column.time()),
  }),
  table(
    'ticket_field',
    {
      ticketId: column.primary(column.ref()),
      stage: column.primary(column.varchar(60)),
      field: column.primary(column.varchar(120)),
      value: column.varchar(190),
    },
    [{ columns: ['field', 'value', 'ticketId'] }],
  ),
  table('close_flow', {
    code: column.primary(column.varchar(64)),
    name: column.varchar(120),
    form: column.nullable(column.varchar(120)),
    solution: column.varchar(2_000),
    returnVisit: column.varchar(16),
    closes: column.flag(),
    ticketTypes: column.json(),
    active: column.flag(),
    version: column.int(),
  }),
];

const COLUMNS = {
  ticket_type: [
    tableColumn('categoryId', column.nullable(column.ref())),
    tableColumn('stages', column.nullable(column.json())),
  ],
  ticket: [
    tableColumn('categoryId', column.nullable(column.ref())),
    tableColumn('categoryPath', column.nullable(column.json())),
  ],
};

export class CreateTicketForms1764700101000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    for (const [name, columns] of Object.entries(COLUMNS))
      await runner.addColumns(
        name,
        columns.map((each) => each.clone()),
      );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const [name, columns] of Object.entries(COLUMNS)) await runner.dropColumns(name, columns);
    for (const { name } of TABLES.toReversed()) await runner.dropTable(name);
  }
}
