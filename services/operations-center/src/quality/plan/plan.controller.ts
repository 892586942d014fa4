import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CoverageReader } from './coverage.js';
import * as dto from './plan.dto.js';
import { Plans } from './plans.js';
import { Population } from './population.js';
import { Verification } from './verification.js';

@ApiTags('quality plans')
@Controller('api/v1')
export class QualityPlanController {
  constructor(
    private readonly plans: Plans,
    private readonly population: Population,
    private readonly coverage: CoverageReader,
    private readonly verification: Verification,
    private readonly circles: Circles,
  ) {}

  @Get('quality-plans')
  @Requires('quality-plan:read')
  @Answers(dto.PlanPage)
  async listQualityPlans(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.plans.list(query);
    return { items: items.map(dto.planView), next };
  }

  /** Draws from the next period on. */
  @Post('quality-plans')
  @Requires('quality-plan:write')
  @Answers(dto.PlanView, 201)
  async makeQualityPlan(@Body({ schema: dto.PlanContent }) body: dto.PlanContent) {
    return dto.planView(await this.plans.make(body));
  }

  @Get('quality-plans/:id')
  @Requires('quality-plan:read')
  @Answers(dto.PlanView)
  async getQualityPlan(@Param('id') id: string) {
    return dto.planView(await this.plans.get(id));
  }

  /** Counts from the first period on that is not committed to yet. */
  @Put('quality-plans/:id')
  @Requires('quality-plan:write')
  @RequiresIfMatch()
  @Answers(dto.PlanView)
  async changeQualityPlan(@Param('id') id: string, @Body({ schema: dto.PlanContent }) body: dto.PlanContent) {
    return dto.planView(await this.plans.change(id, body));
  }

  @Post('quality-plans/:id/pause')
  @Requires('quality-plan:write')
  @Answers(dto.PlanView)
  async pauseQualityPlan(@Param('id') id: string) {
    return dto.planView(await this.plans.setActive(id, false));
  }

  @Post('quality-plans/:id/resume')
  @Requires('quality-plan:write')
  @Answers(dto.PlanView)
  async resumeQualityPlan(@Param('id') id: string) {
    return dto.planView(await this.plans.setActive(id, true));
  }

  @Get('quality-plans/:id/draws')
  @Requires('quality-plan:read')
  @Answers(dto.DrawPage)
  async listDraws(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.plans.draws(id, query);
    return { items: items.map(dto.drawView), next };
  }

  /** What it was drawn from, by key: with the seed anybody can draw it again. */
  @Get('quality-draws/:id/population')
  @Requires('quality-plan:read')
  @Answers(dto.CandidatePage)
  async listPopulation(@Param('id') id: string, @Query({ schema: PageQuery }) { limit, cursor }: PageQuery) {
    const from = cursor === undefined ? 0 : Number(decodeCursor(cursor, 1)[0]);
    const rows = (await this.population.kept((await this.plans.draw(id)).id)).slice(from, from + limit + 1);
    return pageOf(rows, limit, () => [String(from + limit)]);
  }

  /** Draws it again and compares. */
  @Get('quality-draws/:id/verification')
  @Requires('quality-plan:read')
  @Answers(dto.VerificationView)
  async verifyDraw(@Param('id') id: string) {
    return this.verification.of(await this.plans.draw(id));
  }

  /** What it tells of each agent the caller reaches. */
  @Get('quality-draws/:id/coverage')
  @Requires('quality-plan:read')
  @Answers(dto.CoverageView)
  async getCoverage(@Param('id') id: string) {
    const draw = await this.plans.draw(id);
    const circle = await this.circles.reachedWith('quality-plan:read');
    const items = await this.coverage.of(draw, await this.population.kept(id));
    return { items: items.filter(({ agentId }) => circle === null || circle.people.includes(agentId)) };
  }
}
