import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const text = {
  name: column.varchar(120),
  position: column.int(),
  active: column.flag(),
  text: column.json(),
  changedBy: column.varchar(64),
  changedAt: column.time(),
};

const TABLES = [
  table('pool', { id: column.id(), version: column.int(), ...text }, [{ columns: ['name'], unique: true }]),
  table('pool_version', { id: column.id(), version: column.primary(column.int()), ...text }),
  table(
    'pool_agent',
    {
      agentId: column.primary(column.varchar(64)),
      teamId: column.nullable(column.varchar(64)),
      skills: column.json(),
      state: column.varchar(24),
      stateSeq: column.int(),
    },
    [{ columns: ['state'] }],
  ),
  table(
    'pool_entry',
    {
      id: column.id(),
      ticketId: column.ref(),
      poolId: column.ref(),
      rank: column.int(),
      dueAt: column.time(),
      openedAt: column.time(),
      enteredAt: column.time(),
      ticketType: column.varchar(64),
      holderId: column.nullable(column.varchar(64)),
    },
    [{ columns: ['ticketId'], unique: true }, { columns: ['poolId', 'holderId', 'rank', 'dueAt', 'openedAt'] }],
  ),
  table('pool_return', {
    ticketId: column.primary(column.ref()),
    agentId: column.primary(column.varchar(64)),
    poolId: column.ref(),
    at: column.time(),
  }),
  table('pool_hand', {
    poolId: column.primary(column.ref()),
    agentId: column.primary(column.varchar(64)),
    held: column.int(),
    returned: column.int(),
    nextGrabAt: column.time(),
  }),
];

export class CreatePools1765020000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
