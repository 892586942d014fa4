import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const TABLES = [
  table('calibration_session', {
    id: column.id(),
    version: column.int(),
    name: column.varchar(120),
    scorecardId: column.ref(),
    scorecardVersion: column.int(),
    subjects: column.json(),
    participantIds: column.json(),
    expertId: column.varchar(64),
    state: column.varchar(8),
    dueAt: column.time(),
    calledBy: column.varchar(64),
  }),
  table('calibration_seat', { personId: column.primary(column.varchar(64)), sessionId: column.primary(column.ref()) }, [
    { columns: ['sessionId'] },
  ]),
  table('calibration_score', {
    sessionId: column.primary(column.ref()),
    subjectNo: column.primary(column.int()),
    inspectorId: column.primary(column.varchar(64)),
    answers: column.json(),
    judged: column.json(),
    at: column.time(),
  }),
];

export class CreateCalibrations1765204300000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    for (const each of TABLES) await runner.createTable(each.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    for (const each of TABLES.toReversed()) await runner.dropTable(each.name);
  }
}
