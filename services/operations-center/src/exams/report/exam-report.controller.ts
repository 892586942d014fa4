import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ExamReportView, ItemAnalysisView } from './exam-report.dto.js';
import { ExamReports } from './exam-reports.js';

@ApiTags('exam reports')
@Controller('api/v1/exams/:id')
export class ExamReportController {
  constructor(private readonly reports: ExamReports) {}

  @Get('report')
  @Requires('exam:review')
  @Answers(ExamReportView)
  getExamReport(@Param('id') id: string) {
    return this.reports.report(id);
  }

  @Get('item-analysis')
  @Requires('exam:review')
  @Answers(ItemAnalysisView)
  getExamItemAnalysis(@Param('id') id: string) {
    return this.reports.itemAnalysis(id);
  }
}
