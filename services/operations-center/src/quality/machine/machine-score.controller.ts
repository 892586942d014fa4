import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { MachineReports } from './machine-reports.js';
import * as dto from './machine-score.dto.js';

@ApiTags('quality reports')
@Controller('api/v1')
export class MachineScoreController {
  constructor(private readonly reports: MachineReports) {}

  /** What inspected work scored by itself; the newest first. */
  @Get('machine-scores')
  @Requires('quality-report:read')
  @Answers(dto.MachineScorePage)
  async listMachineScores(@Query({ schema: dto.MachineScoreFilter }) filter: dto.MachineScoreFilter) {
    const { items, next } = await this.reports.list(filter);
    return { items: items.map(dto.machineScoreView), next };
  }

  /** Of everything that was inspected, apart from what people say. */
  @Get('quality-reports/machine')
  @Requires('quality-report:read')
  @Answers(dto.MachineReportView)
  async getMachineReport(@Query({ schema: dto.MachineReportQuery }) query: dto.MachineReportQuery) {
    return { items: await this.reports.of(query) };
  }
}
