import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const agentId = column.varchar(64);
const planningGroupId = column.varchar(64);
const date = column.varchar(10);

const ROSTERS = [
  table(
    'roster_setup',
    {
      kind: column.primary(column.varchar(16)),
      id: column.primary(column.varchar(64)),
      version: column.int(),
      groupId: column.varchar(64),
      content: column.json(),
    },
    [{ columns: ['kind', 'groupId'] }],
  ),
  table(
    'roster',
    {
      id: column.id(),
      version: column.int(),
      planningGroupId,
      timeZone: column.varchar(64),
      startsOn: date,
      weeks: column.int(),
      status: column.varchar(16),
      demand: column.json(),
      basedOn: column.int(),
      edition: column.int(),
      createdAt: column.time(),
    },
    [{ columns: ['planningGroupId', 'id'] }],
  ),
  table(
    'roster_shift',
    {
      id: column.id(),
      version: column.int(),
      rosterId: column.ref(),
      planningGroupId,
      agentId: column.nullable(agentId),
      date,
      patternId: column.nullable(column.ref()),
      siteId: column.nullable(column.varchar(64)),
      timeZone: column.varchar(64),
      startMinute: column.int(),
      startsAt: column.time(),
      endsAt: column.time(),
      activities: column.json(),
      isPublished: column.flag(),
      isLocked: column.flag(),
    },
    [
      { columns: ['isPublished', 'agentId', 'date'] },
      { columns: ['isPublished', 'planningGroupId', 'date'] },
      { columns: ['isPublished', 'siteId', 'date'] },
      { columns: ['rosterId', 'date'] },
    ],
  ),
  table('roster_edition', {
    rosterId: column.primary(column.ref()),
    edition: column.primary(column.int()),
    shifts: column.json(),
    publishedAt: column.time(),
    publishedBy: column.varchar(64),
  }),
  table('roster_changes', { planningGroupId: column.primary(planningGroupId), changes: column.int() }),
  table(
    'roster_job',
    {
      id: column.id(),
      rosterId: column.ref(),
      status: column.varchar(16),
      seconds: column.int(),
      slots: column.json(),
      runner: column.varchar(36),
      attempts: column.int(),
      progress: column.json(),
      best: column.nullable(column.json()),
      explanation: column.nullable(column.json()),
      failure: column.nullable(column.varchar(64)),
      createdAt: column.time(),
      endedAt: column.nullable(column.time()),
    },
    [{ columns: ['status', 'id'] }, { columns: ['rosterId', 'status'] }],
  ),
];

const OF_AGENTS = [
  table(
    'leave_request',
    {
      id: column.id(),
      version: column.int(),
      agentId,
      planningGroupId,
      typeId: column.ref(),
      firstDay: date,
      lastDay: date,
      days: column.int(),
      status: column.varchar(16),
      requestedAt: column.time(),
      decidedBy: column.nullable(column.varchar(64)),
    },
    [{ columns: ['agentId', 'lastDay'] }, { columns: ['planningGroupId', 'status', 'id'] }],
  ),
  table('leave_allowance', {
    planningGroupId: column.primary(planningGroupId),
    date: column.primary(date),
    places: column.int(),
  }),
  table('leave_balance', {
    agentId: column.primary(agentId),
    typeId: column.primary(column.ref()),
    year: column.primary(column.int()),
    granted: column.int(),
    taken: column.int(),
  }),
  table(
    'shift_swap',
    {
      id: column.id(),
      version: column.int(),
      planningGroupId,
      shiftId: column.ref(),
      offeredBy: agentId,
      offeredTo: column.nullable(agentId),
      status: column.varchar(16),
      acceptedBy: column.nullable(agentId),
      otherShiftId: column.nullable(column.ref()),
      decidedBy: column.nullable(column.varchar(64)),
      offeredAt: column.time(),
    },
    [{ columns: ['planningGroupId', 'status', 'id'] }],
  ),
  table('shift_bid', {
    shiftId: column.primary(column.ref()),
    agentId: column.primary(agentId),
    at: column.time(),
  }),
  table(
    'overtime_offer',
    {
      id: column.id(),
      version: column.int(),
      planningGroupId,
      startsAt: column.time(),
      endsAt: column.time(),
      places: column.int(),
      takenBy: column.json(),
      offeredAt: column.time(),
    },
    [{ columns: ['planningGroupId', 'endsAt'] }],
  ),
  table(
    'calendar_feed',
    { agentId: column.primary(agentId), secretHash: column.varchar(64), createdAt: column.time() },
    [{ columns: ['secretHash'], unique: true }],
  ),
];

const TABLES = [...ROSTERS, ...OF_AGENTS];

export class CreateRostering1765203000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
    await runner.query(
      "INSERT INTO roster_setup (kind, id, version, groupId, content) VALUES ('rules', 'tenant', 1, '', '{}')",
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
