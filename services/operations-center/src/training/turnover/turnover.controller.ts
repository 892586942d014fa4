import { Database } from '#libs/persistence/database';
import { named, withinCircle, type RowCircle } from '#libs/persistence/rows/within-circle';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { CourseSchema } from '../course/course.schema.js';
import { EnrolmentSchema, type EnrolmentRow } from '../infra/enrolment.schema.js';
import { LearnerSchema } from '../learner/learner.schema.js';
import { StaffSchema, type StaffRow } from './staff.schema.js';
import { TENURE_NAMES, turnoverOf, type Learning, type Staff, type Taken } from './turnover.js';

const MOST_DAYS = 800;
const instant = z.iso.datetime({ offset: true });
const count = z.int().nonnegative();
const learning = {
  ...{ people: count, courses: count.describe('completed') },
  minutes: count.describe('that the courses are planned for'),
  cost: z.number().nullable().describe('of the minutes; null: no `hourlyCost` was given'),
};

const TurnoverQuery = z
  .object({
    ...{ from: instant, to: instant.describe('excluded') },
    hourlyCost: z.coerce.number().min(0).max(100_000).optional().describe('of an agent, in the tenant’s currency'),
  })
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, `at most ${MOST_DAYS} days`);
type TurnoverQuery = z.infer<typeof TurnoverQuery>;

const TurnoverView = z
  .object({
    byTenure: z.array(
      z.object({
        ...{ tenure: z.enum(TENURE_NAMES), people: count.describe('who had it at some time in the period') },
        ...{ leavers: count, rate: z.number().nullable().describe('leavers of people, percent; null: of nobody') },
      }),
    ),
    learntByLeavers: z.object(learning).describe('ever: it left with them'),
    learntByStayers: z.object(learning).describe('in the period'),
    proficiency: z
      .object({ people: count, medianDays: z.number().nullable(), notYet: count })
      .describe('of those who came in the period: until all courses given for starting were completed'),
    byCourse: z.array(z.object({ courseId: z.uuid(), ...learning })).describe('of leavers, the most minutes first'),
  })
  .meta({ id: 'TrainingTurnover' });

/** Which agents leave, after how long, and what was spent on what they learnt. */
@ApiTags('training reports')
@Controller('api/v1/training-report/turnover')
export class TurnoverController {
  constructor(
    private readonly database: Database,
    private readonly circles: Circles,
  ) {}

  @Get()
  @Requires('training:review')
  @Answers(TurnoverView)
  async getTrainingTurnover(@Query({ schema: TurnoverQuery }) { from, to, hourlyCost }: TurnoverQuery) {
    const circle = await this.circles.reachedWith('training:review');
    const time = { from: Date.parse(from), to: Date.parse(to) };
    const { byTenure, learntByLeavers, learntByStayers, ...rest } = turnoverOf(
      ...([await this.#staff(time, circle), await this.#taken(circle), time] as const),
    );
    const priced = (of: Learning) => ({ ...of, cost: costOf(of.minutes, hourlyCost) });
    return {
      byTenure: byTenure.map((each) => ({ ...each, rate: percent(each.leavers, each.people) })),
      ...{ learntByLeavers: priced(learntByLeavers), learntByStayers: priced(learntByStayers) },
      ...{ proficiency: rest.proficiency, byCourse: rest.byCourse.map((each) => ({ ...each, ...priced(each) })) },
    };
  }

  /** Agents alone: whom call-center has told of. */
  async #staff(time: { from: number; to: number }, circle: RowCircle | null): Promise<Staff[]> {
    const rows = await (
      await this.database.reader()
    )
      .createQueryBuilder<StaffRow>(StaffSchema, 'staff')
      .innerJoin(LearnerSchema.options.name, 'learner', 'learner.agentId = staff.personId')
      .where('staff.since IS NOT NULL AND staff.since < :to AND (staff.leftAt IS NULL OR staff.leftAt >= :from)', time)
      .andWhere(...named(withinCircle(circle, { people: ['staff.personId'], teams: ['learner.teamId'] }), 'seen'))
      .getMany();
    return rows.map(({ personId, since, leftAt }) => ({ personId, since: since!, leftAt }));
  }

  async #taken(circle: RowCircle | null): Promise<Taken[]> {
    const reader = await this.database.reader();
    const courses = await reader.find(CourseSchema, { select: { id: true, content: true } });
    const minutes = new Map(courses.map(({ id, content }) => [id, content.minutes]));
    const rows = await reader
      .createQueryBuilder<EnrolmentRow>(EnrolmentSchema, 'enrolment')
      .select(['enrolment.id', 'enrolment.personId', 'enrolment.courseId', 'enrolment.origin', 'enrolment.completedAt'])
      .where("enrolment.status <> 'withdrawn'")
      .andWhere(...named(withinCircle(circle, { people: ['enrolment.personId'] }), 'seen'))
      .getMany();
    return rows.map(({ personId, courseId, origin, completedAt }) => ({
      ...{ personId, courseId, isForStarting: origin.kind === 'joined-team' },
      ...{ completedAt: completedAt?.getTime() ?? null, minutes: minutes.get(courseId) ?? 0 },
    }));
  }
}

function costOf(minutes: number, hourlyCost: number | undefined): number | null {
  return hourlyCost === undefined ? null : Math.round((minutes / 60) * hourlyCost * 100) / 100;
}

function percent(part: number, whole: number): number | null {
  return whole === 0 ? null : Math.round((10_000 * part) / whole) / 100;
}
