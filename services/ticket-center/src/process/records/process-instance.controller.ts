import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { InstanceRecords } from './instance-records.js';
import * as dto from './process-instance.dto.js';

@ApiTags('process instances')
@Controller('api/v1/process-instances')
export class ProcessInstanceController {
  constructor(private readonly records: InstanceRecords) {}

  @Get()
  @Requires('process:read')
  @Answers(dto.InstancePage)
  listProcessInstances(@Query({ schema: dto.ListInstancesQuery }) query: dto.ListInstancesQuery) {
    return this.records.list(query);
  }

  /** As it stands now: what is live, what it waits for, what stands still. */
  @Get(':id')
  @Requires('process:read')
  @Answers(dto.InstanceView)
  getProcessInstance(@Param('id') id: string) {
    return this.records.get(id);
  }

  /** All that happened, in order: a sentence for people, and the record itself. */
  @Get(':id/timeline')
  @Requires('process:read')
  @Answers(dto.TimelinePage)
  getProcessTimeline(@Param('id') id: string, @Query({ schema: dto.TimelineQuery }) query: dto.TimelineQuery) {
    return this.records.timeline(id, query);
  }

  /** What a diagram needs to show where it has been, and stands. */
  @Get(':id/path')
  @Requires('process:read')
  @Answers(dto.PathView)
  getProcessPath(@Param('id') id: string) {
    return this.records.path(id);
  }

  /** A value too large for its record, which names it as `$ref`. */
  @Get(':id/payloads/:sha256')
  @Requires('process:read')
  @Answers(dto.PayloadView)
  getProcessPayload(@Param('id') id: string, @Param('sha256') sha256: string) {
    return this.records.payload(id, sha256);
  }
}
