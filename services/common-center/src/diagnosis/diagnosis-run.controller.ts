import { Code } from '#libs/contracts/common-center/integration/integration-api';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { NaturallyIdempotent } from '#libs/web/idempotency/idempotency';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Headers, Param, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import * as dto from './diagnosis.dto.js';
import { DiagnosisQueries, runViewOf } from './queries/find-diagnoses.js';
import { DiagnosisDesk } from './run/diagnosis-desk.js';

@ApiTags('diagnosis runs')
@Controller('api/v1/diagnosis-runs')
export class DiagnosisRunController {
  constructor(
    private readonly desk: DiagnosisDesk,
    private readonly queries: DiagnosisQueries,
  ) {}

  /** Begins at once and goes on by itself; the run says how far it has come. A repeated Idempotency-Key gets the run there is. */
  @Post('of/:code')
  @Requires('diagnosis:run')
  @NaturallyIdempotent()
  @Answers(dto.RunView, 202)
  async runDiagnosis(
    @Param('code', { schema: Code }) code: string,
    @Body({ schema: dto.RunBody }) body: z.infer<typeof dto.RunBody>,
    @Headers('idempotency-key') key: string | undefined,
  ) {
    const idempotencyKey = key === undefined ? undefined : `${actor()}/${key}`.slice(0, 500);
    const { run } = await this.desk.begin(code, { ...body, caller: 'desk', idempotencyKey });
    return runViewOf(run);
  }

  @Get()
  @Requires('diagnosis:read')
  @Answers(dto.RunPage)
  listDiagnosisRuns(@Query({ schema: dto.RunsQuery }) query: dto.RunsQuery) {
    return this.queries.runsOf(query);
  }

  @Get(':id')
  @Requires('diagnosis:read')
  @Answers(dto.RunView)
  getDiagnosisRun(@Param('id') id: string) {
    return this.queries.run(id);
  }
}
