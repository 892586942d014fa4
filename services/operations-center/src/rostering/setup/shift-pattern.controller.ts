import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { RosterSetup } from './roster-setup.js';
import { setupView, ShiftPattern } from './setup.dto.js';

const View = setupView(ShiftPattern);

@ApiTags('rosters: setup')
@Controller('api/v1/shift-patterns')
export class ShiftPatternController {
  constructor(private readonly setup: RosterSetup) {}

  @Get()
  @Requires('roster:read')
  @Answers(pageOfSchema(View))
  listShiftPatterns(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.setup.list('pattern', query);
  }

  @Get(':id')
  @Requires('roster:read')
  @Answers(View)
  getShiftPattern(@Param('id') id: string) {
    return this.setup.get('pattern', id);
  }

  @Post()
  @Requires('roster:configure')
  @Answers(View, 201)
  addShiftPattern(@Body({ schema: ShiftPattern }) body: ShiftPattern) {
    return this.setup.add('pattern', body);
  }

  @Put(':id')
  @Requires('roster:configure')
  @RequiresIfMatch()
  @Answers(View)
  replaceShiftPattern(@Param('id') id: string, @Body({ schema: ShiftPattern }) body: ShiftPattern) {
    return this.setup.replace('pattern', id, body);
  }

  @Delete(':id')
  @Requires('roster:configure')
  @RequiresIfMatch()
  @Answers(null)
  removeShiftPattern(@Param('id') id: string) {
    return this.setup.remove('pattern', id);
  }
}
