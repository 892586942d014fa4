import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ofInstance = { instance: column.primary(column.ref()), wait: column.primary(column.int()) };
const claimable = {
  partitionNo: column.int(),
  due: column.time(),
  claim: column.nullable(column.ref()),
  claimedUntil: column.time(),
  claims: column.int(),
};
const claimableIndex = { columns: ['partitionNo', 'due'] };

const TABLES = [
  table(
    'process_instance',
    {
      id: column.id(),
      definitionId: column.varchar(255),
      version: column.int(),
      businessKey: column.nullable(column.varchar(255)),
      parentInstance: column.nullable(column.ref()),
      parentWait: column.nullable(column.int()),
      rootInstance: column.ref(),
      state: column.varchar(16),
      status: column.nullable(column.varchar(120)),
      seq: column.int(),
      snapshot: column.json(),
      startedAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [
      { columns: ['definitionId', 'version', 'state'] },
      { columns: ['businessKey'] },
      { columns: ['rootInstance'] },
      { columns: ['state', 'endedAt'] },
    ],
  ),
  table('process_record', {
    instance: column.primary(column.ref()),
    seq: column.primary(column.int()),
    type: column.varchar(32),
    element: column.nullable(column.int()),
    node: column.nullable(column.varchar(255)),
    run: column.nullable(column.int()),
    at: column.time(),
    body: column.json(),
  }),
  table('process_timer', { ...ofInstance, ...claimable }, [claimableIndex]),
  table(
    'process_call',
    {
      ...ofInstance,
      connector: column.varchar(255),
      input: column.json(),
      effect: column.varchar(8),
      attempt: column.int(),
      idempotencyKey: column.varchar(400),
      timeoutMs: column.nullable(column.int()),
      ...claimable,
    },
    [claimableIndex],
  ),
  table(
    'process_subscription',
    {
      ...ofInstance,
      kind: column.varchar(8),
      name: column.varchar(255),
      correlationKey: column.varchar(255),
      taken: column.nullable(column.ref()),
    },
    [{ columns: ['kind', 'name', 'correlationKey'] }],
  ),
  table(
    'process_message',
    {
      id: column.id(),
      name: column.varchar(255),
      correlationKey: column.varchar(255),
      variables: column.json(),
      expiresAt: column.time(),
    },
    [{ columns: ['name', 'correlationKey', 'id'] }, { columns: ['expiresAt'] }],
  ),
  table(
    'process_command',
    {
      id: column.primary(column.varchar(64)),
      fingerprint: column.varchar(64),
      instance: column.nullable(column.ref()),
      outcome: column.nullable(column.json()),
      at: column.time(),
    },
    [{ columns: ['at'] }],
  ),
  table(
    'process_incident',
    {
      instance: column.primary(column.ref()),
      id: column.primary(column.int()),
      code: column.varchar(32),
      node: column.varchar(255),
      message: column.text(),
      at: column.time(),
    },
    [{ columns: ['code', 'at'] }],
  ),
  table('process_outgoing', { id: column.primary(column.varchar(64)), directive: column.json(), ...claimable }, [
    claimableIndex,
  ]),
];

export class CreateProcessInstances1764000200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
