import { judge } from '#libs/quality-rules/scorecard/judge';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { judgedBy, judgedView } from './judging.js';
import { contentProblems, formProblems } from './form-problems.js';
import * as dto from './scorecard.dto.js';
import type { ScorecardRow } from './scorecard.schema.js';
import { Scorecards } from './scorecards.js';

const Number = z.coerce.number().int().positive();

@ApiTags('scorecards')
@Controller('api/v1/scorecards')
export class ScorecardController {
  constructor(private readonly scorecards: Scorecards) {}

  @Get()
  @Requires('scorecard:read')
  @Answers(dto.ScorecardPage)
  async listScorecards(
    @Query({ schema: dto.ScorecardsQuery }) { retired, ...page }: z.infer<typeof dto.ScorecardsQuery>,
  ) {
    const { items, next } = await this.scorecards.list(retired, page);
    return { items: items.map(view), next };
  }

  /** A draft; what was exported comes in here again. */
  @Post()
  @Requires('scorecard:write')
  @Answers(dto.ScorecardView, 201)
  async draftScorecard(@Body({ schema: dto.ScorecardContent }) body: dto.ScorecardContent) {
    return view(await this.scorecards.draft(body));
  }

  /** What answers would come to under any form; nothing is kept. Items that nobody has answered are open. */
  @Post('scoring')
  @Requires('scorecard:read')
  @Answers(dto.ScoredView)
  score(@Body({ schema: dto.ScoringBody }) { form, answers }: dto.ScoringBody) {
    const problems = formProblems(form);
    const nothing = problems.length > 0 ? judge({ ...form, groups: [] }, {}, () => false) : judgedBy(form, answers);
    return { ...judgedView(nothing), problems };
  }

  @Get(':id')
  @Requires('scorecard:read')
  @Answers(dto.ScorecardView)
  async getScorecard(@Param('id') id: string) {
    return view(await this.scorecards.get(id));
  }

  @Put(':id')
  @Requires('scorecard:write')
  @RequiresIfMatch()
  @Answers(dto.ScorecardView)
  async editScorecard(@Param('id') id: string, @Body({ schema: dto.ScorecardContent }) body: dto.ScorecardContent) {
    return view(await this.scorecards.edit(id, body));
  }

  @Post(':id/publish')
  @Requires('scorecard:write')
  @Answers(dto.ScorecardView)
  async publishScorecard(@Param('id') id: string) {
    return view(await this.scorecards.publish(id));
  }

  @Post(':id/retire')
  @Requires('scorecard:write')
  @Answers(dto.ScorecardView)
  async retireScorecard(@Param('id') id: string) {
    return view(await this.scorecards.retire(id));
  }

  @Get(':id/versions')
  @Requires('scorecard:read')
  @Answers(dto.ScorecardVersionPage)
  async listScorecardVersions(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.scorecards.versions(id, query);
    return { items: items.map(dto.versionView), next };
  }

  @Get(':id/versions/:number')
  @Requires('scorecard:read')
  @Answers(dto.ScorecardVersionView)
  async getScorecardVersion(@Param('id') id: string, @Param('number', { schema: Number }) number: number) {
    return dto.versionView(await this.scorecards.at(id, number));
  }

  /** As it can be drafted elsewhere. */
  @Get(':id/versions/:number/export')
  @Requires('scorecard:read')
  @Answers(dto.ScorecardContent)
  async exportScorecard(@Param('id') id: string, @Param('number', { schema: Number }) number: number) {
    return (await this.scorecards.at(id, number)).content;
  }
}

function view(row: ScorecardRow) {
  return dto.scorecardView(row, contentProblems(row.draft));
}
