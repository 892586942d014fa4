import { actor } from '#libs/web/actor';
import { Answers } from '#libs/web/answers';
import { PageQuery } from '#libs/web/paging';
import { Requires } from '#libs/web/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { DraftPlan } from './commands/draft-plan.js';
import { ImportTargets } from './commands/import-targets.js';
import { StartPlan } from './commands/start-plan.js';
import * as dto from './plan.dto.js';
import { GetPlan, ListPlans } from './queries/find-plans.js';
import { GetImport } from './queries/get-import.js';

@ApiTags('plans')
@Controller('api/v1/plans')
export class PlanController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  @Post()
  @Requires('plan:edit')
  @Answers(dto.PlanView, 201)
  async draftPlan(@Body({ schema: dto.DraftPlanBody }) body: z.infer<typeof dto.DraftPlanBody>) {
    const { planId } = await this.commands.execute(new DraftPlan(body.name, body.kind, actor()));
    return this.queries.execute(new GetPlan(planId));
  }

  @Get()
  @Requires('plan:read')
  @Answers(dto.PlanPage)
  listPlans(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListPlans(query));
  }

  @Get(':id')
  @Requires('plan:read')
  @Answers(dto.PlanView)
  getPlan(@Param('id') id: string) {
    return this.queries.execute(new GetPlan(id));
  }

  /** A CSV with the columns name, phone, email, externalSystem, externalId. */
  @Post(':id/imports')
  @Requires('plan:edit')
  @ApiConsumes('text/csv')
  @Answers(dto.ImportView, 202)
  async importTargets(@Param('id') id: string, @Body({ schema: dto.TargetsCsv }) csv: string) {
    const { importId } = await this.commands.execute(new ImportTargets(id, csv));
    return this.queries.execute(new GetImport(importId));
  }

  @Get(':id/imports/:importId')
  @Requires('plan:read')
  @Answers(dto.ImportView)
  getImport(@Param('importId') importId: string) {
    return this.queries.execute(new GetImport(importId));
  }

  @Post(':id/start')
  @Requires('plan:start')
  @Answers(dto.PlanView)
  async startPlan(@Param('id') id: string) {
    await this.commands.execute(new StartPlan(id, actor()));
    return this.queries.execute(new GetPlan(id));
  }
}
