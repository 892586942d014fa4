import { column, table, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { EntitySchemaColumnOptions, MigrationInterface, QueryRunner, TableColumn } from 'typeorm';

const reference = column.nullable(column.ref());
const document = column.nullable(column.json());

const OF_TICKETS = {
  statusId: reference,
  returnTeamId: column.nullable(column.varchar(64)),
  parentId: reference,
  children: document,
  childRule: document,
  mergedInto: reference,
  originId: reference,
  originKind: column.nullable(column.varchar(16)),
  openHelp: document,
  changes: document,
};
const INDICES = [{ columns: ['parentId'] }, { columns: ['mergedInto'] }, { columns: ['originId'] }];

const OF_TYPES = {
  reopenWithin: column.nullable(column.varchar(32)),
  reopenCalendar: column.nullable(column.varchar(120)),
};

const TABLES = [
  table(
    'ticket_link',
    {
      id: column.id(),
      fromId: column.ref(),
      toId: column.ref(),
      kind: column.varchar(16),
      pair: column.varchar(100),
      linkedBy: column.varchar(64),
      linkedAt: column.time(),
    },
    [{ columns: ['pair'], unique: true }, { columns: ['fromId', 'id'] }, { columns: ['toId', 'id'] }],
  ),
  table(
    'ticket_status',
    {
      id: column.id(),
      name: column.varchar(120),
      category: column.varchar(16),
      isDefault: column.flag(),
      retired: column.flag(),
      version: column.int(),
    },
    [{ columns: ['name'], unique: true }],
  ),
];

function columnsOf(options: Readonly<Record<string, EntitySchemaColumnOptions>>): TableColumn[] {
  return Object.entries(options).map(([name, each]) => tableColumn(name, each));
}

/** Tickets have to do with each other, and statuses have names of the tenant's own. */
export class RelateTickets1765000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumns('ticket', columnsOf(OF_TICKETS));
    await runner.addColumns('ticket_type', columnsOf(OF_TYPES));
    const indices = INDICES.map((index) => tableIndex('ticket', index));
    await runner.createIndices('ticket', indices);
    for (const each of TABLES) await runner.createTable(each.clone());
    // Those that are to come back lie where they lay: until now only people were handed a ticket.
    const { driver } = runner.dataSource;
    const [team, formerTeam, owner] = ['teamId', 'returnTeamId', 'returnsTo'].map((name) => driver.escape(name));
    await runner.query(`UPDATE ticket SET ${formerTeam} = ${team} WHERE ${owner} IS NOT NULL`);
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
    for (const index of INDICES) await runner.dropIndex('ticket', tableIndex('ticket', index));
    await runner.dropColumns('ticket_type', Object.keys(OF_TYPES));
    await runner.dropColumns('ticket', Object.keys(OF_TICKETS));
  }
}
