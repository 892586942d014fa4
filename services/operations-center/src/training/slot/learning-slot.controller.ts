import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { foundWithin } from '#libs/persistence/rows/within-circle';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { In, MoreThan } from 'typeorm';
import { z } from 'zod';
import { PublishedRosters } from '../../rostering/rostering.api.js';
import { EnrolmentList } from '../enrolment/enrolment-list.js';
import { EnrolmentSchema } from '../infra/enrolment.schema.js';
import { PlannedCourseSchema } from './planned-course.schema.js';

const time = z.iso.datetime();
const MOST_DAYS = 62;
const SlotQuery = z
  .object({ from: time, to: time })
  .refine(({ from, to }) => Date.parse(to) > Date.parse(from), 'it ends before it begins')
  .refine(({ from, to }) => Date.parse(to) - Date.parse(from) <= MOST_DAYS * 86_400_000, 'at most 62 days');
type SlotQuery = z.infer<typeof SlotQuery>;

const SlotView = z
  .object({
    from: time,
    to: time,
    course: z.object({ id: z.uuid(), title: z.string() }).nullable().describe('null: it is not said what'),
    enrolment: z
      .object({ id: z.uuid(), status: z.enum(['assigned', 'begun', 'completed', 'withdrawn']), percent: z.int() })
      .nullable()
      .describe('how far one is with it, the last time it was assigned'),
  })
  .meta({ id: 'LearningSlot' });

const MissingView = z
  .object({ enrolmentId: z.uuid(), courseId: z.uuid(), personId: z.string(), dueAt: time, missingMinutes: z.int() })
  .meta({ id: 'MissingLearningTime' });

/** When people are to learn, by the roster. */
@ApiTags('learning slots')
@Controller('api/v1/learning-slots')
export class LearningSlotController {
  constructor(
    private readonly rosters: PublishedRosters,
    private readonly enrolments: EnrolmentList,
    private readonly database: Database,
    private readonly circles: Circles,
  ) {}

  @Get('mine')
  @Requires('training:learn')
  @Answers(z.object({ items: z.array(SlotView) }))
  async listMyLearningSlots(@Query({ schema: SlotQuery }) { from, to }: SlotQuery) {
    const activities = await this.rosters.activities([actor()], new Date(from), new Date(to));
    const slots = activities.filter(({ activity }) => activity === 'training');
    const progress = await this.#progress(slots.flatMap(({ course }) => course?.id ?? []));
    const items = slots.map(({ course = null, ...slot }) => {
      const enrolment = (course && progress.get(course.id)) ?? null;
      return { from: slot.from.toISOString(), to: slot.to.toISOString(), course, enrolment };
    });
    return { items };
  }

  /** For whom there is too little time in what is published, until what they are to learn is due. */
  @Get('missing')
  @Requires('training:review')
  @Answers(pageOfSchema(MissingView))
  async listMissingLearningTime(@Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const where = {
      ...foundWithin(await this.circles.reachedWith('training:review'), 'personId', undefined),
      ...(cursor === undefined ? {} : { enrolmentId: MoreThan(decodeCursor(cursor, 1)[0]!) }),
      missingMinutes: MoreThan(0),
    };
    const options = { where, order: { enrolmentId: 'ASC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(PlannedCourseSchema, options);
    const { items, next } = pageOf(rows, limit, ({ enrolmentId }) => [enrolmentId]);
    return { items: items.map(({ lookAt: _, dueAt, ...row }) => ({ ...row, dueAt: dueAt.toISOString() })), next };
  }

  async #progress(courseIds: readonly string[]) {
    const where = { personId: actor(), courseId: In([...new Set(courseIds)]) };
    const order = { id: 'ASC' } as const;
    const rows = await (await this.database.reader()).find(EnrolmentSchema, { where, order });
    return new Map(
      rows.map((row) => {
        const { id, status, percent } = this.enrolments.view(row);
        return [row.courseId, { id, status, percent }];
      }),
    );
  }
}
