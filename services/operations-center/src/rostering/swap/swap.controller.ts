import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { DecisionBody } from '../leave/leave.dto.js';
import { ShiftSwaps } from './shift-swaps.js';
import * as dto from './swap.dto.js';

@ApiTags('swaps')
@Controller('api/v1/shift-swaps')
export class SwapController {
  constructor(private readonly swaps: ShiftSwaps) {}

  @Get()
  @Requires('roster:self')
  @Answers(dto.SwapPage)
  async listShiftSwaps(@Query({ schema: dto.SwapQuery }) query: dto.SwapQuery) {
    const { items, next } = await this.swaps.list(query);
    return { items: items.map(dto.swapView), next };
  }

  @Post()
  @Requires('roster:self')
  @Answers(dto.SwapView, 201)
  async offerShift(@Body({ schema: dto.SwapOffer }) body: dto.SwapOffer) {
    return dto.swapView(await this.swaps.offer(actor(), body));
  }

  /** Done at once, or once somebody has approved it: as the rules say. */
  @Post(':id/accept')
  @Requires('roster:self')
  @Answers(dto.SwapView)
  async acceptShift(@Param('id') id: string, @Body({ schema: dto.SwapAcceptance }) body: dto.SwapAcceptance) {
    return dto.swapView(await this.swaps.accept(id, actor(), body.otherShiftId));
  }

  @Post(':id/decline')
  @Requires('roster:self')
  @Answers(dto.SwapView)
  async declineShift(@Param('id') id: string) {
    return dto.swapView(await this.swaps.decline(id, actor()));
  }

  @Post(':id/withdraw')
  @Requires('roster:self')
  @Answers(dto.SwapView)
  async withdrawShift(@Param('id') id: string) {
    return dto.swapView(await this.swaps.withdraw(id, actor()));
  }

  @Post(':id/decide')
  @Requires('shift-swap:decide')
  @Answers(dto.SwapView)
  async decideShiftSwap(@Param('id') id: string, @Body({ schema: DecisionBody }) { isApproved }: DecisionBody) {
    return dto.swapView(await this.swaps.decide(id, isApproved, actor()));
  }
}
