import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RosterSetup } from './roster-setup.js';
import { setupView, WorkPlan } from './setup.dto.js';

const View = setupView(WorkPlan);

@ApiTags('rosters: setup')
@Controller('api/v1/work-plans')
export class WorkPlanController {
  constructor(private readonly setup: RosterSetup) {}

  @Get()
  @Requires('roster:read')
  @Answers(pageOfSchema(View))
  listWorkPlans(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.setup.list('work-plan', query);
  }

  @Get(':id')
  @Requires('roster:read')
  @Answers(View)
  getWorkPlan(@Param('id') id: string) {
    return this.setup.get('work-plan', id);
  }

  @Post()
  @Requires('roster:configure')
  @Answers(View, 201)
  addWorkPlan(@Body({ schema: WorkPlan }) body: WorkPlan) {
    return this.setup.add('work-plan', body);
  }

  @Put(':id')
  @Requires('roster:configure')
  @RequiresIfMatch()
  @Answers(View)
  replaceWorkPlan(@Param('id') id: string, @Body({ schema: WorkPlan }) body: WorkPlan) {
    return this.setup.replace('work-plan', id, body);
  }

  @Delete(':id')
  @Requires('roster:configure')
  @RequiresIfMatch()
  @Answers(null)
  removeWorkPlan(@Param('id') id: string) {
    return this.setup.remove('work-plan', id);
  }
}
