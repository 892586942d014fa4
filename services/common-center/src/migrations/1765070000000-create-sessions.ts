import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'session',
    {
      ...aggregateColumns,
      accountId: column.ref(),
      device: column.varchar(64),
      amr: column.json(),
      tokenHash: column.varchar(64),
      spentHash: column.nullable(column.varchar(64)),
      spentRequest: column.nullable(column.varchar(64)),
      spentNonce: column.nullable(column.varchar(64)),
      createdAt: column.time(),
      lastUsedAt: column.time(),
      idleExpiresAt: column.time(),
      expiresAt: column.time(),
      endedAt: column.nullable(column.time()),
      endReason: column.nullable(column.varchar(32)),
    },
    [{ columns: ['accountId', 'id'] }, { columns: ['expiresAt'] }],
  ),
  table(
    'refresh_token',
    { hash: column.primary(column.varchar(64)), sessionId: column.ref(), expiresAt: column.time() },
    [{ columns: ['expiresAt'] }],
  ),
  table(
    'login_guard',
    {
      guardKey: column.primary(column.varchar(64)),
      loginKey: column.varchar(64),
      failures: column.int(),
      lockedUntil: column.nullable(column.time()),
      lastAt: column.time(),
    },
    [{ columns: ['loginKey'] }, { columns: ['lastAt'] }],
  ),
];

export class CreateSessions1765070000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
