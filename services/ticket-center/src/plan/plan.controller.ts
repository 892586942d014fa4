import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiConsumes, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { DesignPlan } from './commands/design-plan.js';
import { DraftPlan } from './commands/draft-plan.js';
import { ImportTargets } from './commands/import-targets.js';
import { DismissFromPlan, MovePlan, type PlanMove } from './commands/move-plan.js';
import { RecordConversion } from './commands/record-conversion.js';
import * as dto from './plan.dto.js';
import { GetPlan, ListPlans } from './queries/find-plans.js';
import { GetImport } from './queries/get-import.js';
import { GetPlanResults } from './results/get-plan-results.js';

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

  /** A CSV with the columns name, phone, email, externalSystem, externalId; further ones are attributes for conditions. */
  @Post(':id/imports')
  @Requires('plan:edit')
  @ApiConsumes('text/csv')
  @Answers(dto.ImportView, 202)
  async importTargets(@Param('id') id: string, @Body({ schema: dto.TargetsCsv }) csv: string) {
    const { importId } = await this.commands.execute(new ImportTargets(id, csv));
    return this.queries.execute(new GetImport(id, importId));
  }

  @Get(':id/imports/:importId')
  @Requires('plan:read')
  @Answers(dto.ImportView)
  getImport(@Param('id') id: string, @Param('importId') importId: string) {
    return this.queries.execute(new GetImport(id, importId));
  }

  /** How its targets are treated; before the start. */
  @Put(':id/design')
  @Requires('plan:edit')
  @RequiresIfMatch()
  @Answers(dto.PlanView)
  async designPlan(
    @Param('id') id: string,
    @Body({ schema: dto.PlanDesignBody }) body: z.infer<typeof dto.PlanDesignBody>,
  ) {
    await this.commands.execute(new DesignPlan(id, body, actor()));
    return this.queries.execute(new GetPlan(id));
  }

  @Post(':id/start')
  @Requires('plan:start')
  @Answers(dto.PlanView)
  startPlan(@Param('id') id: string) {
    return this.#moved(id, 'start');
  }

  /** No target becomes a task until it goes on. */
  @Post(':id/pause')
  @Requires('plan:start')
  @Answers(dto.PlanView)
  pausePlan(@Param('id') id: string) {
    return this.#moved(id, 'pause');
  }

  @Post(':id/resume')
  @Requires('plan:start')
  @Answers(dto.PlanView)
  resumePlan(@Param('id') id: string) {
    return this.#moved(id, 'resume');
  }

  /** For good: its unfinished tasks are cancelled. */
  @Post(':id/stop')
  @Requires('plan:start')
  @Answers(dto.PlanView)
  stopPlan(@Param('id') id: string) {
    return this.#moved(id, 'stop');
  }

  /** What the person had of it is shared out among the others. */
  @Post(':id/people/:personId/leave')
  @Requires('plan:start')
  @Answers(dto.PlanView)
  async leavePlan(@Param('id') id: string, @Param('personId') personId: string) {
    await this.commands.execute(new DismissFromPlan(id, personId, actor()));
    return this.queries.execute(new GetPlan(id));
  }

  /** Of a customer who did what the plan hopes for, also of one who was left alone. */
  @Post(':id/conversions')
  @Requires('plan:convert')
  @Answers(dto.Counted)
  recordConversion(
    @Param('id') id: string,
    @Body({ schema: dto.ConversionBody }) { customerId, value }: z.infer<typeof dto.ConversionBody>,
  ) {
    return this.commands.execute(new RecordConversion(id, customerId, value));
  }

  @Get(':id/results')
  @Requires('plan:read')
  @Answers(dto.PlanResults)
  getPlanResults(@Param('id') id: string) {
    return this.queries.execute(new GetPlanResults(id));
  }

  async #moved(id: string, move: PlanMove) {
    await this.commands.execute(new MovePlan(id, move, actor()));
    return this.queries.execute(new GetPlan(id));
  }
}
