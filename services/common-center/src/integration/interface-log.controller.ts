import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Delete, Get, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { InterfaceAlarms } from './alarm/interface-alarms.js';
import { InterfacePolicies } from './call/interface-policies.js';
import { Quotas } from './call/quotas.js';
import { Recordings } from './call/recordings.js';
import { TestConsole } from './call/test-console.js';
import * as dto from './interface-log.dto.js';
import { CallMeasures } from './log/call-measures.js';
import { CallQueries } from './log/call-queries.js';

/** How an interface does, and trying it. */
@ApiTags('interfaces')
@Controller('api/v1/interfaces/:id')
export class InterfaceLogController {
  constructor(
    private readonly calls: CallQueries,
    private readonly measures: CallMeasures,
    private readonly policies: InterfacePolicies,
    private readonly quotas: Quotas,
    private readonly alarms: InterfaceAlarms,
    private readonly recordings: Recordings,
    private readonly console: TestConsole,
  ) {}

  @Get('calls')
  @Requires('interface:read-calls')
  @Answers(dto.CallPage)
  listInterfaceCalls(@Param('id') id: string, @Query({ schema: dto.CallsQuery }) query: dto.CallsQuery) {
    return this.calls.list(id, query);
  }

  @Get('calls/:callId')
  @Requires('interface:read-calls')
  @Answers(dto.CallView)
  getInterfaceCall(@Param('id') id: string, @Param('callId') callId: string) {
    return this.calls.get(id, callId);
  }

  @Get('statistics')
  @Requires('interface:read-calls')
  @Answers(dto.StatisticsView)
  async getInterfaceStatistics(
    @Param('id') id: string,
    @Query({ schema: dto.StatisticsQuery }) { from, to }: z.infer<typeof dto.StatisticsQuery>,
  ) {
    const alarms = (await this.alarms.raised(id)).map(({ changedAt, ...alarm }) => {
      return { ...alarm, since: changedAt.toISOString() };
    });
    const operations = await this.measures.of(id, new Date(from), new Date(to));
    return { operations, breaker: this.policies.breakerOf(id), quota: await this.quotas.usedOf(id), alarms };
  }

  /** Tries an operation. What is answered is masked as for whoever calls it. */
  @Post('tests')
  @Requires('interface:test')
  @NaturallyIdempotent()
  @Answers(dto.TestView)
  testInterface(@Param('id') id: string, @Body({ schema: dto.TestBody }) body: dto.TestBody) {
    return this.console.run(id, body);
  }

  @Get('recordings')
  @Requires('interface:read')
  @Answers(dto.RecordingsView)
  async listInterfaceRecordings(@Param('id') id: string) {
    const items = (await this.recordings.list(id)).map(({ recordedAt, ...row }) => {
      return { ...row, recordedAt: recordedAt.toISOString() };
    });
    return { items };
  }

  @Delete('recordings')
  @Requires('interface:design')
  @Answers(null)
  forgetInterfaceRecordings(@Param('id') id: string) {
    return this.recordings.forget(id);
  }
}
