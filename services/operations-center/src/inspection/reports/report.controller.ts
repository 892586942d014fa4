import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InspectionReports } from './inspection-reports.js';
import { InspectionReportQuery, InspectionReportView } from './report.dto.js';

@ApiTags('inspection')
@Controller('api/v1/inspection/reports')
export class InspectionReportController {
  constructor(private readonly reports: InspectionReports) {}

  /** How much of what ended was inspected, why the rest was not, and which rules were violated how often. */
  @Get()
  @Requires('inspection:read')
  @Answers(InspectionReportView)
  async getInspectionReport(@Query({ schema: InspectionReportQuery }) query: InspectionReportQuery) {
    return { items: await this.reports.of(query) };
  }
}
