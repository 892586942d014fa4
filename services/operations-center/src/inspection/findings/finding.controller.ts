import { InspectedKind } from '#libs/contracts/operations-center/inspection-events';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { CommitsItself } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { MachineScores } from '../inspection.api.js';
import { InspectedSubjects } from '../subjects/inspected-subjects.js';
import * as dto from './finding.dto.js';
import { Findings } from './findings.js';

@ApiTags('inspection')
@Controller('api/v1/inspection')
export class FindingController {
  constructor(
    private readonly findings: Findings,
    private readonly scores: MachineScores,
    private readonly inspected: InspectedSubjects,
  ) {}

  @Get('findings')
  @Requires('inspection:read')
  @Answers(dto.FindingPage)
  async listFindings(@Query({ schema: dto.FindingQuery }) query: dto.FindingQuery) {
    const { items, next } = await this.findings.list(query);
    return { items: items.map(dto.findingView), next };
  }

  /** Whether the rule was right: what its precision is made of. */
  @Post('findings/:id/mark')
  @Requires('inspection:mark')
  @CommitsItself()
  @Answers(dto.FindingView)
  async markFinding(@Param('id') id: string, @Body({ schema: dto.MarkBody }) { mark }: z.infer<typeof dto.MarkBody>) {
    return dto.findingView(await this.findings.mark(id, mark, actor()));
  }

  @Get('rule-sets/:id/statistics')
  @Requires('inspection:read')
  @Answers(dto.RuleStatistics)
  async getRuleStatistics(@Param('id') id: string) {
    return { items: await this.findings.statistics(id) };
  }

  @Get('machine-scores/:kind/:id')
  @Requires('inspection:read')
  @Answers(dto.MachineScoreView)
  async getMachineScores(@Param('kind', { schema: InspectedKind }) kind: InspectedKind, @Param('id') id: string) {
    await this.inspected.reached(id);
    return { items: await this.scores.of({ kind, id }) };
  }
}
