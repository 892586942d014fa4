import { column, table, tableColumn, tableIndex } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const ENROLMENT = 'training_enrolment';
const EVALUATION = tableColumn('evaluationId', column.nullable(column.ref()));
const BY_EVALUATION = { columns: [EVALUATION.name] };

const RECHECKS = table(
  'quality_recheck',
  {
    ...{ enrolmentId: column.id(), agentId: column.varchar(64), itemKey: column.varchar(40), courseId: column.ref() },
    ...{ scorecardId: column.ref(), formerId: column.ref(), inspectorId: column.nullable(column.varchar(64)) },
    ...{ since: column.time(), nextId: column.nullable(column.ref()) },
  },
  [{ columns: ['agentId', 'nextId'] }, { columns: ['nextId'] }],
);

export class RecheckQuality1765370010000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.addColumn(ENROLMENT, EVALUATION.clone());
    await runner.createIndex(ENROLMENT, tableIndex(ENROLMENT, BY_EVALUATION));
    await runner.createTable(RECHECKS.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(RECHECKS.name);
    await runner.dropIndex(ENROLMENT, tableIndex(ENROLMENT, BY_EVALUATION));
    await runner.dropColumn(ENROLMENT, EVALUATION.name);
  }
}
