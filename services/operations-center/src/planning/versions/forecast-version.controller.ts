import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as dto from './forecast-version.dto.js';
import type { ForecastVersion } from './forecast-version.schema.js';
import { ForecastVersions } from './forecast-versions.js';
import { roundedPercent, VersionAnswers } from './version-answers.js';
import { VersionChanges } from './version-changes.js';

@ApiTags('forecasts')
@Controller('api/v1/forecast-versions')
export class ForecastVersionController {
  constructor(
    private readonly versions: ForecastVersions,
    private readonly changes: VersionChanges,
    private readonly answers: VersionAnswers,
  ) {}

  @Get()
  @Requires('planning:read')
  @Answers(dto.ForecastVersionPage)
  async listForecastVersions(@Query({ schema: dto.VersionsQuery }) { groupId, ...query }: dto.VersionsQuery) {
    const { items, next } = await this.versions.list(groupId, query);
    const weeks = await this.versions.weeksOf(items.map(({ id }) => id));
    return { items: items.map((each) => view(each, weeks.get(each.id) ?? [])), next };
  }

  @Get(':id')
  @Requires('planning:read')
  @Answers(dto.ForecastVersionView)
  async getForecastVersion(@Param('id') id: string) {
    return this.view(await this.versions.get(id));
  }

  @Get(':id/days')
  @Requires('planning:read')
  @Answers(dto.ForecastDaysView)
  getForecastDays(@Param('id') id: string, @Query({ schema: dto.DaysQuery }) query: dto.DaysQuery) {
    return this.answers.days(id, query);
  }

  @Post(':id/copy')
  @Requires('planning:forecast')
  @Answers(dto.ForecastVersionView, 201)
  async copyForecastVersion(@Param('id') id: string) {
    return this.view(await this.versions.copy(id));
  }

  @Post(':id/edits')
  @Requires('planning:forecast')
  @RequiresIfMatch()
  @Answers(dto.ForecastVersionView)
  async editForecastVersion(@Param('id') id: string, @Body({ schema: dto.EditBody }) body: dto.EditBody) {
    return this.view(await this.changes.edit(id, body.change, body.reason));
  }

  @Get(':id/edits')
  @Requires('planning:read')
  @Answers(dto.EditPage)
  async listForecastEdits(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    const { items, next } = await this.changes.edits(id, query);
    return { items: items.map((each) => ({ ...each, editedAt: each.editedAt.toISOString() })), next };
  }

  @Post(':id/publish')
  @Requires('planning:publish')
  @RequiresIfMatch()
  @Answers(dto.ForecastVersionView)
  async publishForecastVersion(@Param('id') id: string, @Body({ schema: dto.PublishBody }) body: dto.PublishBody) {
    return this.view(await this.changes.publish(id, body.weeks));
  }

  /** Day by day and interval by interval, with what the other has more. */
  @Get(':id/comparison')
  @Requires('planning:read')
  @Answers(dto.ComparisonView)
  compareForecastVersions(@Param('id') id: string, @Query({ schema: dto.ComparisonQuery }) query: dto.ComparisonQuery) {
    return this.answers.compare(id, query);
  }

  @Get(':id/accuracy')
  @Requires('planning:read')
  @Answers(dto.AccuracyView)
  getForecastAccuracy(@Param('id') id: string) {
    return this.answers.accuracy(id);
  }

  private async view(row: ForecastVersion) {
    return view(row, (await this.versions.weeksOf([row.id])).get(row.id) ?? []);
  }
}

function view(
  { fromDate: from, toDate: to, models, sourceDays, publishedAt, createdAt, ...row }: ForecastVersion,
  weeks: string[],
) {
  return {
    ...{ ...row, from, to, publishedWeeks: weeks, sourceDays: [...(sourceDays ?? [])] },
    models: models.map(({ name, wape, bias }) => {
      return { name, wapePercent: roundedPercent(wape), biasPercent: roundedPercent(bias) };
    }),
    publishedAt: publishedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
  };
}
