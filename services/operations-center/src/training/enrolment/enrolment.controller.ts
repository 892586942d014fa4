import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { Learners } from '../learner/learners.api.js';
import { Assigning } from './assigning.js';
import { EnrolmentList } from './enrolment-list.js';
import * as dto from './enrolment.dto.js';
import { Learning } from './learning.js';

@ApiTags('enrolments')
@Controller('api/v1')
export class EnrolmentController {
  constructor(
    private readonly assigning: Assigning,
    private readonly learning: Learning,
    private readonly enrolments: EnrolmentList,
    private readonly learners: Learners,
    private readonly circles: Circles,
  ) {}

  /** Several people at once, or a whole team. */
  @Post('enrolments')
  @Requires('training:assign')
  @Answers(dto.AssignedView, 201)
  async assignCourse(@Body({ schema: dto.AssignBody }) { people, teamId, dueAt, ...wanted }: dto.AssignBody) {
    const all = new Set([...people, ...(teamId === null ? [] : await this.learners.of(teamId))]);
    const due = dueAt === null ? null : new Date(dueAt);
    return { enrolmentIds: await this.assigning.assign(wanted, [...all], { kind: 'hand', by: actor() }, due) };
  }

  @Get('enrolments')
  @Requires('training:review')
  @Answers(dto.EnrolmentPage)
  async listEnrolments(@Query({ schema: dto.EnrolmentsQuery }) query: dto.EnrolmentsQuery) {
    return this.enrolments.list(query, await this.circles.reachedWith('training:review'));
  }

  @Post('enrolments/:id/withdraw')
  @Requires('training:assign')
  @Answers(dto.EnrolmentView)
  async withdrawEnrolment(@Param('id') id: string) {
    await this.learning.withdraw(id, actor());
    return this.enrolments.get({ id });
  }

  @Get('enrolments/mine')
  @Requires('training:learn')
  @Answers(dto.EnrolmentPage)
  listMyEnrolments(@Query({ schema: dto.MyEnrolmentsQuery }) query: dto.MyEnrolmentsQuery) {
    return this.enrolments.list({ ...query, personId: actor() }, null);
  }

  @Get('enrolments/:id')
  @Requires('training:learn')
  @Answers(dto.EnrolmentView)
  getMyEnrolment(@Param('id') id: string) {
    return this.enrolments.get({ id, personId: actor() });
  }

  /** By oneself. */
  @Post('courses/:id/enrol')
  @Requires('training:learn')
  @Answers(dto.AssignedView, 201)
  async enrolInCourse(@Param('id') courseId: string) {
    const by = actor();
    return { enrolmentIds: await this.assigning.assign({ courseId, pathId: null }, [by], { kind: 'self', by }, null) };
  }

  /** A document was read. */
  @Put('enrolments/:id/units/:unitId/read')
  @Requires('training:learn')
  @Answers(dto.EnrolmentView)
  async readCourseUnit(@Param('id') id: string, @Param('unitId') unitId: string) {
    await this.learning.read(id, unitId, actor());
    return this.enrolments.get({ id });
  }

  /** As far as a video was watched; as often as one likes. */
  @Put('enrolments/:id/units/:unitId/watched')
  @Requires('training:learn')
  @Answers(dto.EnrolmentView)
  async watchCourseUnit(
    @Param('id') id: string,
    @Param('unitId') unitId: string,
    @Body({ schema: dto.WatchBody }) { seconds }: dto.WatchBody,
  ) {
    await this.learning.watch(id, unitId, seconds, actor());
    return this.enrolments.get({ id });
  }
}
