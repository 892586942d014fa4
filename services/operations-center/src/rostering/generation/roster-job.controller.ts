import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Streams } from '#libs/web/http/streams';
import { Body, Controller, Get, Param, Post, Query, Sse } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { JobStreams } from './job-streams.js';
import { JobBody, JobPage, JobQuery, jobView, JobView } from './roster-job.dto.js';
import { RosterJobs } from './roster-jobs.js';

@ApiTags('rosters')
@Controller('api/v1')
export class RosterJobController {
  constructor(
    private readonly jobs: RosterJobs,
    private readonly streams: JobStreams,
  ) {}

  /** Makes the shifts of the draft that are not locked anew; what there is changes as little as is good. */
  @Post('rosters/:id/jobs')
  @Requires('roster:write')
  @Answers(JobView, 201)
  async startRosterJob(@Param('id') id: string, @Body({ schema: JobBody }) body: JobBody) {
    return jobView(await this.jobs.add(id, body));
  }

  @Get('roster-jobs')
  @Requires('roster:read')
  @Answers(JobPage)
  async listRosterJobs(@Query({ schema: JobQuery }) query: JobQuery) {
    const { items, next } = await this.jobs.list(query);
    return { items: items.map(jobView), next };
  }

  @Get('roster-jobs/:id')
  @Requires('roster:read')
  @Answers(JobView)
  async getRosterJob(@Param('id') id: string) {
    return jobView(await this.jobs.get(id));
  }

  /** The draft stays as it was. */
  @Post('roster-jobs/:id/cancel')
  @Requires('roster:write')
  @Answers(JobView)
  async cancelRosterJob(@Param('id') id: string) {
    return jobView(await this.jobs.cancel(id));
  }

  @Sse('roster-jobs/:id/stream')
  @Requires('roster:read')
  @Streams('How far the job is, whenever it is further; ends with it')
  streamRosterJob(@Param('id') id: string) {
    return this.streams.of(id);
  }
}
