import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const COUNTS = [
  ...['offered', 'answered', 'answeredInTime', 'abandoned', 'abandonedInTime', 'shortAbandoned', 'timedOut'],
  ...['flowedOut', 'transferred', 'withdrawn', 'handled', 'waiting', 'inService', 'wrapUp'],
  ...['answerWaitMs', 'talkMs', 'holdMs', 'wrapMs', 'longestWaitMs'],
];
const AGENT_STATE = {
  teamId: column.nullable(column.ref()),
  state: column.varchar(32),
  reason: column.nullable(column.varchar(64)),
  at: column.time(),
};

const TABLES = [
  table('figure_settings', {
    id: column.id(),
    version: column.int(),
    timeZone: column.varchar(64),
    intervalMinutes: column.int(),
  }),
  table('figure_setup', {
    kind: column.primary(column.varchar(16)),
    id: column.primary(column.varchar(64)),
    content: column.json(),
    toldAt: column.time(),
  }),
  table(
    'figure_contact',
    {
      contactId: column.primary(column.ref()),
      facts: column.json(),
      firstAt: column.time(),
      lastAt: column.time(),
    },
    [{ columns: ['lastAt'] }],
  ),
  table(
    'figure_line',
    {
      contactId: column.primary(column.ref()),
      kind: column.primary(column.varchar(16)),
      no: column.primary(column.int()),
      at: column.time(),
      queueId: column.nullable(column.ref()),
      agentId: column.nullable(column.varchar(64)),
      teamId: column.nullable(column.ref()),
      channel: column.varchar(16),
      product: column.varchar(64),
      isOffered: column.flag(),
      outcome: column.nullable(column.varchar(32)),
      isInTime: column.flag(),
      isHandled: column.flag(),
      phase: column.nullable(column.varchar(16)),
      waitingSince: column.nullable(column.bigint()),
      waitMs: column.nullable(column.bigint()),
      talkMs: column.bigint(),
      holdMs: column.bigint(),
      wrapMs: column.bigint(),
    },
    [
      { columns: ['kind', 'at'] },
      { columns: ['kind', 'queueId', 'at'] },
      { columns: ['kind', 'agentId', 'at'] },
      { columns: ['phase', 'kind', 'queueId', 'waitingSince'] },
      { columns: ['phase', 'kind', 'channel', 'product', 'waitingSince'] },
    ],
  ),
  table('figure_cell', {
    level: column.primary(column.varchar(8)),
    start: column.primary(column.time()),
    kind: column.primary(column.varchar(16)),
    id: column.primary(column.varchar(64)),
    part: column.primary(column.varchar(64)),
    shard: column.primary(column.int()),
    ...Object.fromEntries(COUNTS.map((name) => [name, column.bigint()])),
  }),
  table(
    'figure_agent_state',
    { agentId: column.primary(column.varchar(64)), seq: column.primary(column.int()), ...AGENT_STATE },
    [{ columns: ['at'] }],
  ),
  table('figure_agent', { agentId: column.primary(column.varchar(64)), seq: column.int(), ...AGENT_STATE }, [
    { columns: ['state', 'teamId'] },
  ]),
  table('figure_time', {
    level: column.primary(column.varchar(8)),
    start: column.primary(column.time()),
    agentId: column.primary(column.varchar(64)),
    teamId: column.primary(column.varchar(36)),
    state: column.primary(column.varchar(32)),
    ms: column.bigint(),
  }),
];

export class CreateFigures1764600300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    await runner.query(
      "INSERT INTO figure_settings (id, version, timeZone, intervalMinutes) VALUES ('tenant', 1, 'UTC', 15)",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
