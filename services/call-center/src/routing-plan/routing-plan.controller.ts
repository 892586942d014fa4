import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { RoutingPlanText, RoutingPlanVersionView, RoutingPlanView } from './routing-plan.dto.js';
import { RoutingPlanService } from './routing-plan.service.js';

const VersionNumber = z.coerce.number().int().positive();

@ApiTags('routing plans')
@Controller('api/v1/routing-plans')
export class RoutingPlanController {
  constructor(private readonly plans: RoutingPlanService) {}

  @Get()
  @Requires('routing-plan:read')
  @Answers(z.object({ items: z.array(RoutingPlanView) }))
  async listRoutingPlans() {
    return { items: await this.plans.list() };
  }

  @Get(':id')
  @Requires('routing-plan:read')
  @Answers(RoutingPlanView)
  getRoutingPlan(@Param('id') id: string) {
    return this.plans.get(id);
  }

  @Get(':id/versions/:version')
  @Requires('routing-plan:read')
  @Answers(RoutingPlanVersionView)
  async getRoutingPlanVersion(@Param('id') id: string, @Param('version', { schema: VersionNumber }) version: number) {
    const { at, ...plan } = await this.plans.version(id, version);
    return { ...plan, at: at.toISOString() };
  }

  @Post()
  @Requires('routing-plan:write')
  @Answers(RoutingPlanView, 201)
  addRoutingPlan(@Body({ schema: RoutingPlanText }) body: RoutingPlanText) {
    return this.plans.add(body);
  }

  @Put(':id')
  @Requires('routing-plan:write')
  @RequiresIfMatch()
  @Answers(RoutingPlanView)
  replaceRoutingPlan(@Param('id') id: string, @Body({ schema: RoutingPlanText }) body: RoutingPlanText) {
    return this.plans.replace(id, body);
  }

  @Delete(':id')
  @Requires('routing-plan:write')
  @Answers(null)
  removeRoutingPlan(@Param('id') id: string) {
    return this.plans.remove(id);
  }
}
