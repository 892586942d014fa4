import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RosterSetup } from './roster-setup.js';
import { LeaveType, setupView } from './setup.dto.js';

const View = setupView(LeaveType);

@ApiTags('leave')
@Controller('api/v1/leave-types')
export class LeaveTypeController {
  constructor(private readonly setup: RosterSetup) {}

  @Get()
  @Requires('leave:read')
  @Answers(pageOfSchema(View))
  listLeaveTypes(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.setup.list('leave-type', query);
  }

  @Get(':id')
  @Requires('leave:read')
  @Answers(View)
  getLeaveType(@Param('id') id: string) {
    return this.setup.get('leave-type', id);
  }

  @Post()
  @Requires('leave:configure')
  @Answers(View, 201)
  addLeaveType(@Body({ schema: LeaveType }) body: LeaveType) {
    return this.setup.add('leave-type', body);
  }

  @Put(':id')
  @Requires('leave:configure')
  @RequiresIfMatch()
  @Answers(View)
  replaceLeaveType(@Param('id') id: string, @Body({ schema: LeaveType }) body: LeaveType) {
    return this.setup.replace('leave-type', id, body);
  }

  @Delete(':id')
  @Requires('leave:configure')
  @RequiresIfMatch()
  @Answers(null)
  removeLeaveType(@Param('id') id: string) {
    return this.setup.remove('leave-type', id);
  }
}
