import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { OUTCOME_COUNTS, outcomeFigures, type OutcomeSums } from './formulas.js';
import { OutcomesQuery, OutcomesView } from './outcome.dto.js';
import { OutcomeReports, type OutcomeGroup } from './outcome-reports.js';

@ApiTags('figures')
@Controller('api/v1/outcomes')
export class OutcomeController {
  constructor(private readonly reports: OutcomeReports) {}

  /** First responses, resolution, first contact resolution, sessions, deflection and satisfaction; with what they are made of. */
  @Get()
  @Requires('figure:read')
  @Answers(OutcomesView)
  async getOutcomes(@Query({ schema: OutcomesQuery }) query: OutcomesQuery): Promise<OutcomesView> {
    return { items: (await this.reports.of(query)).map(viewOf) };
  }
}

function viewOf({ key, sums }: OutcomeGroup): OutcomesView['items'][number] {
  const { firstResponseMs, sessionMs, resolutionMs, ...shares } = outcomeFigures(sums);
  return {
    key,
    counts: countsOf(sums),
    times: {
      response: durationOf(sums.responseMs),
      session: durationOf(sums.sessionMs),
      resolution: durationOf(sums.resolutionMs),
    },
    averageFirstResponse: firstResponseMs === null ? null : durationOf(firstResponseMs),
    averageSession: sessionMs === null ? null : durationOf(sessionMs),
    averageResolution: resolutionMs === null ? null : durationOf(resolutionMs),
    ...shares,
  };
}

function countsOf(sums: OutcomeSums): OutcomesView['items'][number]['counts'] {
  const counts = OUTCOME_COUNTS.map((name) => [name, sums[name]]);
  return Object.fromEntries(counts) as OutcomesView['items'][number]['counts'];
}

function durationOf(ms: number): string {
  return `PT${ms / 1_000}S`;
}
