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
  table('calendar_version', {
    name: column.primary(column.varchar(120)),
    version: column.primary(column.int()),
    definition: column.json(),
  }),
  table('text_revision', { kind: column.primary(column.varchar(32)), revision: column.int() }),
  table(
    'ticket_timer',
    {
      ticketId: column.primary(column.ref()),
      kind: column.primary(column.varchar(16)),
      name: column.primary(column.varchar(64)),
      partitionNo: column.int(),
      due: column.time(),
      data: column.nullable(column.json()),
    },
    [{ columns: ['partitionNo', 'due'] }],
  ),
  table('sla_policy', { id: column.id(), version: column.int(), ...text }, [{ columns: ['name'], unique: true }]),
  table('sla_policy_version', { id: column.id(), version: column.primary(column.int()), ...text }),
  table('sla_ticket', {
    ticketId: column.primary(column.ref()),
    facts: column.json(),
    applications: column.json(),
    recomputed: column.nullable(column.json()),
    raised: column.json(),
  }),
  table(
    'sla_clock',
    {
      ticketId: column.primary(column.ref()),
      basis: column.primary(column.varchar(12)),
      metric: column.primary(column.varchar(16)),
      instance: column.primary(column.int()),
      groupId: column.nullable(column.varchar(64)),
      policyId: column.nullable(column.ref()),
      policyName: column.nullable(column.varchar(64)),
      policyVersion: column.nullable(column.int()),
      targetSeconds: column.nullable(column.int()),
      elapsedSeconds: column.nullable(column.int()),
      state: column.varchar(12),
      outcome: column.varchar(8),
      startedAt: column.time(),
      dueAt: column.nullable(column.time()),
      fulfilledAt: column.nullable(column.time()),
      missedAt: column.nullable(column.time()),
    },
    [{ columns: ['basis', 'startedAt', 'ticketId'] }, { columns: ['basis', 'outcome', 'dueAt'] }],
  ),
  table(
    'sla_recomputation',
    {
      id: column.id(),
      range: column.json(),
      reason: column.varchar(2_000),
      orderedBy: column.varchar(64),
      orderedAt: column.time(),
      state: column.varchar(8),
      total: column.int(),
      reached: column.varchar(36),
      done: column.int(),
      changed: column.int(),
      failed: column.int(),
      before: column.json(),
      after: column.json(),
      endedAt: column.nullable(column.time()),
    },
    [{ columns: ['state', 'id'] }],
  ),
  table('sla_recomputed_ticket', {
    recomputation: column.primary(column.ref()),
    ticketId: column.primary(column.ref()),
    before: column.json(),
    after: column.json(),
  }),
];

export class CreateServiceLevels1764700201000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    await runner.query(
      'INSERT INTO calendar_version (name, version, definition) SELECT name, version, definition FROM calendar',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
