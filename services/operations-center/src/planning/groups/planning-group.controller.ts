import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PlanningGroupContent, PlanningGroupPage, PlanningGroupView } from './planning-group.dto.js';
import type { PlanningGroup } from './planning-group.schema.js';
import { PlanningGroups } from './planning-groups.js';

@ApiTags('planning groups')
@Controller('api/v1/planning-groups')
export class PlanningGroupController {
  constructor(private readonly groups: PlanningGroups) {}

  @Get()
  @Requires('planning:read')
  @Answers(PlanningGroupPage)
  async listPlanningGroups(@Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.groups.list(query);
    return { items: items.map(view), next };
  }

  @Post()
  @Requires('planning:configure')
  @Answers(PlanningGroupView, 201)
  async addPlanningGroup(@Body({ schema: PlanningGroupContent }) body: PlanningGroupContent) {
    return view(await this.groups.add(body));
  }

  @Get(':id')
  @Requires('planning:read')
  @Answers(PlanningGroupView)
  async getPlanningGroup(@Param('id') id: string) {
    return view(await this.groups.get(id));
  }

  @Put(':id')
  @Requires('planning:configure')
  @RequiresIfMatch()
  @Answers(PlanningGroupView)
  async replacePlanningGroup(
    @Param('id') id: string,
    @Body({ schema: PlanningGroupContent }) body: PlanningGroupContent,
  ) {
    return view(await this.groups.replace(id, body));
  }
}

function view({ id, version, content, updatedAt }: PlanningGroup) {
  return { ...content, id, version, updatedAt: updatedAt.toISOString() };
}
