import { aggregateColumns, column, journalColumns, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table(
    'do_not_call',
    {
      id: column.id(),
      entry: column.varchar(64),
      number: column.varchar(20),
      campaignId: column.nullable(column.ref()),
      reason: column.varchar(64),
      by: column.varchar(64),
      addedAt: column.time(),
    },
    [{ columns: ['entry'], unique: true }, { columns: ['number'] }],
  ),
  table(
    'consent',
    {
      id: column.id(),
      number: column.varchar(20),
      purpose: column.varchar(32),
      proof: column.varchar(200),
      givenAt: column.time(),
      expiresAt: column.nullable(column.time()),
      withdrawnAt: column.nullable(column.time()),
      by: column.varchar(64),
    },
    [{ columns: ['number', 'purpose'] }],
  ),
  table('number_zone', { ...aggregateColumns, prefix: column.varchar(20), zones: column.json() }, [
    { columns: ['prefix'], unique: true },
  ]),
  table(
    'campaign',
    {
      ...aggregateColumns,
      name: column.varchar(120),
      status: column.varchar(16),
      planId: column.nullable(column.ref()),
      definition: column.json(),
    },
    [{ columns: ['status', 'id'] }, { columns: ['planId'] }],
  ),
  table('campaign_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table('campaign_pacing', { campaignId: column.id(), memory: column.json() }, []),
  table(
    'campaign_import',
    {
      id: column.id(),
      campaignId: column.ref(),
      status: column.varchar(16),
      totalLines: column.int(),
      readLines: column.int(),
      added: column.int(),
      known: column.int(),
      badLines: column.json(),
      receivedAt: column.time(),
    },
    [{ columns: ['campaignId', 'id'] }],
  ),
  table(
    'dial_record',
    {
      ...aggregateColumns,
      campaignId: column.ref(),
      sourceKey: column.varchar(64),
      taskId: column.nullable(column.ref()),
      customerId: column.nullable(column.ref()),
      numbers: column.json(),
      zone: column.nullable(column.varchar(64)),
      priority: column.int(),
      status: column.varchar(16),
      dueAt: column.time(),
      attempts: column.int(),
      retried: column.json(),
      agentId: column.nullable(column.varchar(64)),
      reservedUntil: column.nullable(column.time()),
      attemptId: column.nullable(column.ref()),
      lastOutcome: column.nullable(column.varchar(32)),
      endedBy: column.nullable(column.varchar(32)),
    },
    [
      { columns: ['campaignId', 'sourceKey'], unique: true },
      { columns: ['campaignId', 'status', 'priority', 'dueAt'] },
      { columns: ['taskId'] },
    ],
  ),
  table('dial_record_journal', journalColumns, [{ columns: ['aggregateId', 'id'] }]),
  table(
    'campaign_attempt',
    {
      ...aggregateColumns,
      campaignId: column.ref(),
      recordId: column.ref(),
      mode: column.varchar(16),
      number: column.varchar(20),
      callerId: column.varchar(20),
      agentId: column.nullable(column.varchar(64)),
      ringSeconds: column.int(),
      wrapUpSeconds: column.int(),
      decision: column.json(),
      consentId: column.nullable(column.ref()),
      status: column.varchar(16),
      placedAt: column.time(),
      heard: column.json(),
      liveAt: column.nullable(column.time()),
      connectedAt: column.nullable(column.time()),
      abandonedAt: column.nullable(column.time()),
      endedAt: column.nullable(column.time()),
      contactId: column.nullable(column.ref()),
      outcome: column.nullable(column.varchar(32)),
      callBackAt: column.nullable(column.time()),
      dueAt: column.nullable(column.time()),
    },
    [
      { columns: ['campaignId', 'status', 'id'] },
      { columns: ['campaignId', 'liveAt', 'abandonedAt'] },
      { columns: ['number', 'placedAt'] },
      { columns: ['recordId', 'id'] },
      { columns: ['dueAt'] },
    ],
  ),
  table('dialled_number', { number: column.primary(column.varchar(20)) }, []),
];

export class CreateCampaigns1764800000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
