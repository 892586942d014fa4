import { Answers, SendsFile } from '#libs/web/http/answers';
import { BYTE_ORDER_MARK, csvLine } from '#libs/web/http/csv';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Header, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { QualityReports } from './quality-reports.js';
import * as dto from './report.dto.js';

const HEADINGS = [
  'n',
  'mean',
  'low',
  'high',
  'passRate',
  'passLow',
  'passHigh',
  'severity',
  'severityLow',
  'severityHigh',
];

@ApiTags('quality reports')
@Controller('api/v1/quality-reports')
export class QualityReportController {
  constructor(private readonly reports: QualityReports) {}

  @Get()
  @Requires('quality-report:read')
  @Answers(dto.ReportView)
  async getQualityReport(@Query({ schema: dto.ReportQuery }) query: dto.ReportQuery) {
    return { items: await this.reports.of(query) };
  }

  /** The same for a spreadsheet. */
  @Get('export')
  @Requires('quality-report:read')
  @SendsFile('text/csv')
  @Header('content-type', 'text/csv; charset=utf-8; header=present')
  @Header('content-disposition', 'attachment; filename="quality.csv"')
  @Header('cache-control', 'no-store')
  async exportQualityReport(@Query({ schema: dto.ReportQuery }) query: dto.ReportQuery): Promise<string> {
    const rows = await this.reports.of(query);
    const lines = rows.map(({ key, score, passRate, severity }) =>
      csvLine([
        ...[key, score.n, score.mean, score.low, score.high],
        ...[passRate.mean, passRate.low, passRate.high],
        ...[severity?.mean ?? null, severity?.low ?? null, severity?.high ?? null],
      ]),
    );
    return [BYTE_ORDER_MARK, csvLine([query.by, ...HEADINGS]), ...lines].join('');
  }

  /** Whether a training has changed anything for those who were there; nothing is kept. */
  @Post('before-after')
  @Requires('quality-report:read')
  @Answers(dto.BeforeAfterView)
  compareBeforeAfter(@Body({ schema: dto.BeforeAfterBody }) body: dto.BeforeAfterBody) {
    return this.reports.beforeAfter(body);
  }
}
