import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Circles } from '#libs/web/access/circles';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { LeaveAllowances } from './leave-allowances.js';
import { LeaveRequests } from './leave-requests.js';
import * as dto from './leave.dto.js';

const PeriodQuery = z.object({ from: z.iso.date(), to: z.iso.date() });
type PeriodQuery = z.infer<typeof PeriodQuery>;
const Year = z.coerce.number().int().min(2000).max(2200);

@ApiTags('leave')
@Controller('api/v1')
export class LeaveController {
  constructor(
    private readonly requests: LeaveRequests,
    private readonly allowances: LeaveAllowances,
    private readonly circles: Circles,
  ) {}

  @Get('my-leave')
  @Requires('roster:self')
  @Answers(dto.LeavePage)
  async listMyLeave(@Query({ schema: dto.LeaveQuery }) query: dto.LeaveQuery) {
    return page(await this.requests.list({ ...query, agentId: actor() }, null));
  }

  /** Granted at once, waiting for a place, or for somebody to decide: by its type. */
  @Post('my-leave')
  @Requires('roster:self')
  @Answers(dto.LeaveView, 201)
  async requestLeave(@Body({ schema: dto.LeaveBody }) body: dto.LeaveBody) {
    return dto.leaveView(await this.requests.request(actor(), body));
  }

  @Post('my-leave/:id/cancel')
  @Requires('roster:self')
  @Answers(dto.LeaveView)
  async cancelMyLeave(@Param('id') id: string) {
    return dto.leaveView(await this.requests.cancel(id, actor(), actor()));
  }

  @Get('my-leave-balances')
  @Requires('roster:self')
  @Answers(dto.BalanceList)
  async listMyLeaveBalances() {
    return { items: await this.allowances.balances(actor()) };
  }

  @Get('leave-requests')
  @Requires('leave:read')
  @Answers(dto.LeavePage)
  async listLeaveRequests(@Query({ schema: dto.LeaveQuery }) query: dto.LeaveQuery) {
    return page(await this.requests.list(query, await this.circles.reachedWith('leave:read')));
  }

  @Post('leave-requests/:id/decide')
  @Requires('leave:decide')
  @Answers(dto.LeaveView)
  async decideLeave(@Param('id') id: string, @Body({ schema: dto.DecisionBody }) { isApproved }: dto.DecisionBody) {
    return dto.leaveView(await this.requests.decide(id, isApproved, actor()));
  }

  @Post('leave-requests/:id/cancel')
  @Requires('leave:decide')
  @Answers(dto.LeaveView)
  async cancelLeave(@Param('id') id: string) {
    return dto.leaveView(await this.requests.cancel(id, actor()));
  }

  @Get('planning-groups/:groupId/leave-allowances')
  @Requires('leave:read')
  @Answers(dto.AllowanceList)
  async listLeaveAllowances(
    @Param('groupId') groupId: string,
    @Query({ schema: PeriodQuery }) { from, to }: PeriodQuery,
  ) {
    return { items: await this.allowances.of(groupId, from, to) };
  }

  @Put('planning-groups/:groupId/leave-allowances')
  @Requires('leave:configure')
  @Answers(dto.AllowanceList)
  async setLeaveAllowances(
    @Param('groupId') groupId: string,
    @Body({ schema: dto.AllowanceBody }) body: dto.AllowanceBody,
  ) {
    await this.allowances.set(groupId, body);
    return { items: await this.allowances.of(groupId, body.from, body.to) };
  }

  @Get('leave-balances/:agentId')
  @Requires('leave:read')
  @Answers(dto.BalanceList)
  async listLeaveBalances(@Param('agentId') agentId: string) {
    return { items: await this.allowances.balances(agentId) };
  }

  @Put('leave-balances/:agentId/:typeId/:year')
  @Requires('leave:configure')
  @Answers(dto.BalanceView)
  grantLeaveBalance(
    @Param('agentId') agentId: string,
    @Param('typeId') typeId: string,
    @Param('year', { schema: Year }) year: number,
    @Body({ schema: dto.BalanceBody }) { granted }: dto.BalanceBody,
  ) {
    return this.allowances.grantBalance({ agentId, typeId, year }, granted);
  }
}

function page({ items, next }: Awaited<ReturnType<LeaveRequests['list']>>) {
  return { items: items.map(dto.leaveView), next };
}
