import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { EnrolmentSchema } from '../infra/enrolment.schema.js';
import { LearnerSchema } from '../learner/learner.schema.js';

const counts = {
  assigned: z.int(),
  begun: z.int(),
  completed: z.int(),
  overdue: z.int().describe('of those not over'),
};
const TrainingReportView = z
  .object({
    byCourse: z.array(z.object({ courseId: z.uuid(), ...counts })),
    byTeam: z.array(z.object({ teamId: z.string().nullable(), ...counts })),
  })
  .meta({ id: 'TrainingReport' });
const ReportQuery = z.object({ courseId: z.uuid().optional() });

interface Counted {
  readonly name: string | null;
  readonly status: 'assigned' | 'begun' | 'completed' | 'withdrawn';
  readonly count: number | string;
  readonly overdue: number | string | null;
}

/** How far people are with what they were assigned. */
@ApiTags('training reports')
@Controller('api/v1/training-report')
export class TrainingReportController {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
    private readonly clock: Clock,
  ) {}

  @Get()
  @Requires('training:review')
  @Answers(TrainingReportView)
  async getTrainingReport(@Query({ schema: ReportQuery }) { courseId }: z.infer<typeof ReportQuery>) {
    const circle = await this.circles.reachedWith('training:review');
    const [byCourse, byTeam] = [
      await this.#counted('enrolment.courseId', courseId, circle),
      await this.#counted('learner.teamId', courseId, circle),
    ];
    return {
      byCourse: byCourse.map(({ name, ...rest }) => ({ courseId: name, ...rest })),
      byTeam: byTeam.map(({ name: teamId, ...rest }) => ({ teamId, ...rest })),
    };
  }

  async #counted(by: 'enrolment.courseId' | 'learner.teamId', courseId: string | undefined, circle: RowCircle | null) {
    const rows = await (
      await this.database.reader()
    )
      .createQueryBuilder(EnrolmentSchema, 'enrolment')
      .leftJoin(LearnerSchema.options.name, 'learner', 'learner.agentId = enrolment.personId')
      .select(by, 'name')
      .addSelect('enrolment.status', 'status')
      .addSelect('COUNT(*)', 'count')
      .addSelect(
        'SUM(CASE WHEN enrolment.openKey IS NOT NULL AND enrolment.dueAt <= :now THEN 1 ELSE 0 END)',
        'overdue',
      )
      .where(courseId === undefined ? '1 = 1' : 'enrolment.courseId = :courseId', { courseId })
      .andWhere(...named(withinCircle(circle, { people: ['enrolment.personId'] }), 'seen'))
      .setParameter('now', this.clock.now())
      .groupBy(by)
      .addGroupBy('enrolment.status')
      .getRawMany<Counted>();
    return [...Map.groupBy(rows, ({ name }) => name)].map(([name, some]) => {
      const inStatus = (status: Counted['status']) => Number(some.find((row) => row.status === status)?.count ?? 0);
      const overdue = some.reduce((sum, row) => sum + Number(row.overdue ?? 0), 0);
      const [assigned, begun, completed] = [inStatus('assigned'), inStatus('begun'), inStatus('completed')];
      return { name, assigned, begun, completed, overdue };
    });
  }
}
