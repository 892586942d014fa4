import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OvertimeOffers } from './overtime-offers.js';
import { ShiftBids } from './shift-bids.js';
import * as dto from './swap.dto.js';

@ApiTags('open shifts')
@Controller('api/v1')
export class OpenShiftController {
  constructor(
    private readonly bids: ShiftBids,
    private readonly overtime: OvertimeOffers,
  ) {}

  /** The first to ask has it at once, or it waits to be awarded by right: as the rules say. */
  @Post('open-shifts/:id/bids')
  @Requires('roster:self')
  @Answers(dto.AwardView)
  async bidForShift(@Param('id') id: string) {
    return { agentId: await this.bids.bid(id, actor()) };
  }

  @Delete('open-shifts/:id/bids')
  @Requires('roster:self')
  @Answers(null)
  withdrawBid(@Param('id') id: string) {
    return this.bids.withdraw(id, actor());
  }

  @Post('open-shifts/:id/award')
  @Requires('roster:write')
  @Answers(dto.AwardView)
  async awardShift(@Param('id') id: string) {
    return { agentId: await this.bids.award(id) };
  }

  @Get('planning-groups/:groupId/overtime-offers')
  @Requires('roster:self')
  @Answers(dto.OvertimeList)
  async listOvertimeOffers(@Param('groupId') groupId: string) {
    return { items: (await this.overtime.open(groupId)).map(dto.overtimeView) };
  }

  @Post('overtime-offers')
  @Requires('roster:write')
  @Answers(dto.OvertimeView, 201)
  async offerOvertime(@Body({ schema: dto.OvertimeBody }) body: dto.OvertimeBody) {
    return dto.overtimeView(await this.overtime.offer(body));
  }

  @Post('overtime-offers/:id/take')
  @Requires('roster:self')
  @Answers(dto.OvertimeView)
  async takeOvertime(@Param('id') id: string) {
    return dto.overtimeView(await this.overtime.take(id, actor()));
  }
}
