import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RequirementQuery } from '../requirements/requirement.dto.js';
import * as dto from './skill-mix.dto.js';
import { SkillMixes, type WholeMix } from './skill-mixes.js';
import { StaffingJobs } from './staffing-jobs.js';

@ApiTags('staffing')
@Controller('api/v1')
export class SkillMixController {
  constructor(
    private readonly mixes: SkillMixes,
    private readonly jobs: StaffingJobs,
  ) {}

  @Get('skill-mixes')
  @Requires('planning:read')
  @Answers(dto.SkillMixPage)
  async listSkillMixes(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.mixes.list(query);
    return { items: items.map(mixView), next };
  }

  /** It stays as it is: what has changed is another one. */
  @Post('skill-mixes')
  @Requires('planning:configure')
  @Answers(dto.SkillMixView, 201)
  async addSkillMix(@Body({ schema: dto.SkillMixBody }) body: dto.SkillMixBody) {
    return mixView(await this.mixes.add(body));
  }

  @Get('skill-mixes/:id')
  @Requires('planning:read')
  @Answers(dto.SkillMixView)
  async getSkillMix(@Param('id') id: string) {
    return mixView(await this.mixes.get(id));
  }

  /** Made in the background, of the days that all its groups have published. */
  @Post('skill-mixes/:id/staffing-jobs')
  @Requires('planning:forecast')
  @Answers(dto.StaffingJobView, 202)
  async orderStaffing(@Param('id') id: string, @Body({ schema: dto.StaffingJobBody }) body: dto.StaffingJobBody) {
    return dto.jobView(await this.jobs.order(id, body.from, body.to));
  }

  @Get('skill-mixes/:id/staffing-jobs')
  @Requires('planning:read')
  @Answers(dto.StaffingJobPage)
  async listStaffingJobs(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.jobs.list(id, query);
    return { items: items.map(dto.jobView), next };
  }

  /** As it was staffed last: people of each pool, and what each group would need alone. */
  @Get('skill-mixes/:id/staffing')
  @Requires('planning:read')
  @Answers(dto.StaffedDaysView)
  async getStaffing(@Param('id') id: string, @Query({ schema: RequirementQuery }) { from, to }: RequirementQuery) {
    return { days: (await this.mixes.staffed(id, from, to)).map(dto.staffedDayView) };
  }

  @Get('staffing-jobs/:id')
  @Requires('planning:read')
  @Answers(dto.StaffingJobView)
  async getStaffingJob(@Param('id') id: string) {
    return dto.jobView(await this.jobs.get(id));
  }

  @Post('staffing-jobs/:id/cancel')
  @Requires('planning:forecast')
  @Answers(dto.StaffingJobView)
  async cancelStaffingJob(@Param('id') id: string) {
    return dto.jobView(await this.jobs.cancel(id));
  }
}

function mixView({ createdAt, pools, ...mix }: WholeMix) {
  return { ...mix, pools: pools.map(dto.poolView), createdAt: createdAt.toISOString() };
}
