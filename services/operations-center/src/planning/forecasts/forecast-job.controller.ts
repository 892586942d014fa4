import { dayNumber } from '#libs/workforce/forecast/civil-date';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { z } from 'zod';
import { JOB_STATUSES, type ForecastJob } from './forecast-job.schema.js';
import { ForecastJobs } from './forecast-jobs.js';
import { SourceDays } from './source-days.js';

const MOST_DAYS = 400;

const JobBody = z
  .object({
    groupId: z.uuid(),
    from: z.iso.date(),
    to: z.iso.date().describe('included'),
    sourceDays: SourceDays.default([]).describe('days of the history that count for more, less or nothing'),
  })
  .refine(({ from, to }) => to >= from && dayNumber(to) - dayNumber(from) < MOST_DAYS, {
    path: ['to'],
    message: `one to ${MOST_DAYS} days`,
  });
type JobBody = z.infer<typeof JobBody>;

const JobsQuery = PageQuery.extend({ groupId: z.uuid() });

const JobView = z
  .object({
    id: z.uuid(),
    groupId: z.uuid(),
    status: z.enum(JOB_STATUSES),
    from: z.iso.date(),
    to: z.iso.date(),
    sourceDays: SourceDays,
    tried: z.int().describe('models, of `models`'),
    models: z.int(),
    code: z.string().nullable().describe('why it failed'),
    versionId: z.uuid().nullable(),
    orderedBy: z.string(),
    orderedAt: z.iso.datetime(),
    endedAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'ForecastJob' });

@ApiTags('forecasts')
@Controller('api/v1/forecast-jobs')
export class ForecastJobController {
  constructor(private readonly jobs: ForecastJobs) {}

  /** Made in the background from all that came before; the job then names the version. */
  @Post()
  @Requires('planning:forecast')
  @Answers(JobView, 202)
  async orderForecast(@Body({ schema: JobBody }) body: JobBody) {
    return view(await this.jobs.order(body));
  }

  @Get()
  @Requires('planning:read')
  @Answers(pageOfSchema(JobView))
  async listForecastJobs(@Query({ schema: JobsQuery }) { groupId, ...query }: z.infer<typeof JobsQuery>) {
    const { items, next } = await this.jobs.list(groupId, query);
    return { items: items.map(view), next };
  }

  @Get(':id')
  @Requires('planning:read')
  @Answers(JobView)
  async getForecastJob(@Param('id') id: string) {
    return view(await this.jobs.get(id));
  }

  @Post(':id/cancel')
  @Requires('planning:forecast')
  @Answers(JobView)
  async cancelForecastJob(@Param('id') id: string) {
    return view(await this.jobs.cancel(id));
  }
}

function view({ fromDate: from, toDate: to, orderedAt, endedAt, sourceDays, ...job }: ForecastJob) {
  return {
    ...job,
    from,
    to,
    sourceDays: [...(sourceDays ?? [])],
    orderedAt: orderedAt.toISOString(),
    endedAt: endedAt?.toISOString() ?? null,
  };
}
