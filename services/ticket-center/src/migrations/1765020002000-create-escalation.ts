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
const texts = (name: string) => [
  table(name, { id: column.id(), version: column.int(), ...text }, [{ columns: ['name'], unique: true }]),
  table(`${name}_version`, { id: column.id(), version: column.primary(column.int()), ...text }),
];

const TABLES = [
  ...texts('duty_roster'),
  table(
    'duty_override',
    {
      id: column.id(),
      rosterId: column.ref(),
      layer: column.varchar(64),
      fromAt: column.time(),
      toAt: column.time(),
      personId: column.varchar(64),
      writtenBy: column.varchar(64),
    },
    [{ columns: ['rosterId', 'toAt'] }],
  ),
  table('responsible', {
    role: column.primary(column.varchar(64)),
    teamId: column.primary(column.varchar(64)),
    people: column.json(),
  }),
  ...texts('urge_policy'),
  table(
    'urge',
    {
      id: column.id(),
      ticketId: column.ref(),
      at: column.time(),
      urgedBy: column.varchar(64),
      channel: column.varchar(16),
      note: column.text(),
      state: column.varchar(12),
      level: column.int(),
      told: column.json(),
      answerDueAt: column.nullable(column.time()),
      answer: column.nullable(column.text()),
      answeredBy: column.nullable(column.varchar(64)),
      answeredAt: column.nullable(column.time()),
      doneBy: column.nullable(column.time()),
    },
    [{ columns: ['ticketId', 'at'] }],
  ),
  table(
    'supervision',
    {
      id: column.id(),
      version: column.int(),
      updatedAt: column.time(),
      ticketId: column.ref(),
      supervisorId: column.varchar(64),
      why: column.text(),
      demanded: column.text(),
      deadline: column.nullable(column.time()),
      reportEverySeconds: column.nullable(column.int()),
      state: column.varchar(8),
      openedAt: column.time(),
      reports: column.json(),
      reportDueAt: column.nullable(column.time()),
      missedReports: column.int(),
      deadlineMissed: column.flag(),
      liftedAt: column.nullable(column.time()),
      conclusion: column.nullable(column.text()),
    },
    [{ columns: ['ticketId', 'state'] }, { columns: ['state', 'id'] }, { columns: ['supervisorId', 'id'] }],
  ),
  ...texts('escalation_chain'),
  table(
    'escalation',
    {
      id: column.id(),
      ticketId: column.ref(),
      chainId: column.ref(),
      chainVersion: column.int(),
      cause: column.varchar(16),
      state: column.varchar(16),
      startedAt: column.time(),
      endedAt: column.nullable(column.time()),
      endedBy: column.nullable(column.varchar(64)),
    },
    [{ columns: ['ticketId', 'state'] }, { columns: ['state', 'id'] }],
  ),
  table('escalation_step', {
    escalationId: column.primary(column.ref()),
    step: column.primary(column.int()),
    round: column.primary(column.int()),
    at: column.time(),
    people: column.json(),
    done: column.json(),
    refused: column.json(),
  }),
];

/** Urging, supervising, who is turned to next, and who has the duty. */
export class CreateEscalation1765020002000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
