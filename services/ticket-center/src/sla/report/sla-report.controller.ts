import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { SlaClockRow } from '../ticket/sla-ticket.schema.js';
import { ClockPage, ClocksQuery, Report, ReportQuery } from './sla-report.dto.js';
import { SlaReports } from './sla-reports.js';

@ApiTags('service levels')
@Controller('api/v1')
export class SlaReportController {
  constructor(private readonly reports: SlaReports) {}

  /** Met, missed and running by policy, target and team. */
  @Get('sla-report')
  @Requires('sla:read')
  @Answers(Report)
  getSlaReport(@Query({ schema: ReportQuery }) query: ReportQuery) {
    return this.reports.report(query);
  }

  /** The clocks behind a line of the report, the newest first. */
  @Get('sla-clocks')
  @Requires('sla:read')
  @Answers(ClockPage)
  async listSlaClocks(@Query({ schema: ClocksQuery }) query: ClocksQuery) {
    const { items, next } = await this.reports.list(query);
    return { items: items.map(view), next };
  }
}

function view({ groupId: teamId, policyName: policy, startedAt, dueAt, fulfilledAt, missedAt, ...row }: SlaClockRow) {
  return {
    ...row,
    teamId,
    policy,
    startedAt: startedAt.toISOString(),
    dueAt: dueAt?.toISOString() ?? null,
    fulfilledAt: fulfilledAt?.toISOString() ?? null,
    missedAt: missedAt?.toISOString() ?? null,
  };
}
