import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { Json } from '#libs/process-engine/model/expression';
import { AutomationCalls } from '../action/automation-calls.js';
import { CallList, CallsQuery, RunPage, RunsQuery } from './run.dto.js';
import { Runs } from './runs.js';

@ApiTags('automation')
@Controller('api/v1')
export class RunController {
  constructor(
    private readonly runs: Runs,
    private readonly calls: AutomationCalls,
  ) {}

  /** Which rules were looked at, which matched, what they changed and what was refused; a month of it. */
  @Get('automation-runs')
  @Requires('automation:read')
  @Answers(RunPage)
  async listAutomationRuns(@Query({ schema: RunsQuery }) query: RunsQuery) {
    const { items, next } = await this.runs.list(query);
    return { items: items.map(({ at, ...run }) => ({ ...run, at: at.toISOString() })), next };
  }

  /** What connectors were asked for a ticket, and what they said; the newest first. */
  @Get('automation-calls')
  @Requires('automation:read')
  @Answers(CallList)
  async listAutomationCalls(@Query({ schema: CallsQuery }) { ticketId }: CallsQuery) {
    const items = await this.calls.of(ticketId);
    return {
      items: items.map(({ requestedAt, result, ...call }) => ({
        ...call,
        result: result as Json,
        requestedAt: requestedAt.toISOString(),
      })),
    };
  }
}
