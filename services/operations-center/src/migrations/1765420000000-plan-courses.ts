import { column, table } from '#libs/persistence/rows/columns';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const PLANNED = table(
  'training_planned_course',
  {
    ...{ enrolmentId: column.id(), courseId: column.ref(), personId: column.varchar(64), dueAt: column.time() },
    ...{ lookAt: column.nullable(column.time()), missingMinutes: column.int() },
  },
  [{ columns: ['lookAt', 'enrolmentId'] }, { columns: ['personId'] }],
);

export class PlanCourses1765420000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.createTable(PLANNED.clone());
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.dropTable(PLANNED.name);
  }
}
