import { aggregateColumns, column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const IDENTITY = [
  table(
    'account',
    {
      ...aggregateColumns,
      login: column.varchar(120),
      name: column.varchar(120),
      passwordHash: column.varchar(255),
      roles: column.json(),
      team: column.nullable(column.varchar(64)),
      active: column.flag(),
      createdAt: column.time(),
    },
    [{ columns: ['login'], unique: true }, { columns: ['team', 'id'] }],
  ),
  table('client', {
    ...aggregateColumns,
    name: column.varchar(120),
    secretHash: column.varchar(255),
    roles: column.json(),
    active: column.flag(),
    createdAt: column.time(),
  }),
  table('role', { name: column.primary(column.varchar(64)), permissions: column.json(), version: column.int() }),
  table('signing_key', { name: column.primary(column.varchar(32)), pkcs8: column.text(), createdAt: column.time() }),
];

const TENANT = [
  table('tenant', {
    ...aggregateColumns,
    name: column.varchar(120),
    domains: column.json(),
    status: column.varchar(16),
    firstAdmin: column.nullable(column.json()),
    registeredAt: column.time(),
  }),
  table('tenant_domain', { domain: column.primary(column.varchar(253)), tenantId: column.ref() }, [
    { columns: ['tenantId'] },
  ]),
];

const CUSTOMER = [
  table(
    'customer',
    {
      ...aggregateColumns,
      number: column.varchar(32),
      kind: column.varchar(16),
      name: column.varchar(200),
      phones: column.json(),
      emails: column.json(),
      externalIds: column.json(),
      document: column.nullable(column.json()),
      roles: column.json(),
      segments: column.json(),
      address: column.nullable(column.json()),
      registeredAt: column.time(),
    },
    [{ columns: ['number'], unique: true }],
  ),
  table('customer_identity', { identity: column.primary(column.varchar(300)), customerId: column.ref() }, [
    { columns: ['customerId'] },
  ]),
  table(
    'customer_contact_point',
    { contactPoint: column.primary(column.varchar(300)), customerId: column.primary(column.ref()) },
    [{ columns: ['customerId'] }],
  ),
];

const HISTORY = [
  table(
    'history_entry',
    {
      id: column.id(),
      kind: column.varchar(32),
      customerId: column.nullable(column.ref()),
      number: column.nullable(column.varchar(32)),
      type: column.nullable(column.varchar(64)),
      status: column.varchar(32),
      outcome: column.nullable(column.varchar(32)),
      statusAt: column.time(),
      startedAt: column.time(),
    },
    [{ columns: ['customerId', 'startedAt'] }],
  ),
  table('history_link', { firstId: column.primary(column.ref()), secondId: column.primary(column.ref()) }, [
    { columns: ['secondId'] },
  ]),
];

const TABLES = [...IDENTITY, ...TENANT, ...CUSTOMER, ...HISTORY];

export class CreateCommon1763900400000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
