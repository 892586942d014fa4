import { column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('form', {
    name: column.primary(column.varchar(120)),
    version: column.primary(column.int()),
    jsonSchema: column.json(),
    uiSchema: column.json(),
    note: column.varchar(2_000),
    createdAt: column.time(),
    createdBy: column.varchar(64),
  }),
  table('service_target', {
    name: column.primary(column.varchar(120)),
    duration: column.varchar(64),
    version: column.int(),
  }),
  table(
    'work_item',
    {
      id: column.id(),
      version: column.int(),
      updatedAt: column.time(),
      instance: column.ref(),
      wait: column.int(),
      node: column.varchar(255),
      name: column.varchar(255),
      definitionId: column.varchar(255),
      definitionVersion: column.int(),
      businessKey: column.nullable(column.varchar(255)),
      formName: column.nullable(column.varchar(120)),
      formVersion: column.nullable(column.int()),
      sop: column.nullable(column.varchar(255)),
      sla: column.nullable(column.varchar(255)),
      pool: column.nullable(column.varchar(255)),
      assignment: column.nullable(column.varchar(255)),
      assigneeId: column.nullable(column.varchar(64)),
      ownerId: column.nullable(column.varchar(64)),
      state: column.varchar(16),
      due: column.time(),
      input: column.json(),
      openedAt: column.time(),
      closedAt: column.nullable(column.time()),
      completedBy: column.nullable(column.varchar(64)),
    },
    [
      { columns: ['instance', 'wait'], unique: true },
      { columns: ['state', 'pool', 'due', 'id'] },
      { columns: ['state', 'due', 'id'] },
      { columns: ['assigneeId', 'state', 'due', 'id'] },
      { columns: ['businessKey'] },
    ],
  ),
  table('work_item_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
];

export class CreateWorkItems1764000300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
