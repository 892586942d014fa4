import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PublishDiagnosis, RollBackDiagnosis } from './commands/publish-diagnosis.js';
import { CreateDiagnosis, ReplaceDiagnosisDraft } from './commands/save-diagnosis.js';
import * as dto from './diagnosis.dto.js';
import { DiagnosisVersions } from './document/diagnosis-versions.js';
import { DiagnosisQueries } from './queries/find-diagnoses.js';

@ApiTags('diagnoses')
@Controller('api/v1/diagnoses')
export class DiagnosisController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: DiagnosisQueries,
    private readonly versions: DiagnosisVersions,
  ) {}

  @Get()
  @Requires('diagnosis:read')
  @Answers(dto.DiagnosisPage)
  listDiagnoses(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.list(query);
  }

  /** Keeps the draft and says what is wrong with it. */
  @Post()
  @Requires('diagnosis:design')
  @Answers(dto.DiagnosisView, 201)
  async createDiagnosis(@Body({ schema: dto.NewDiagnosisBody }) { code, name, document }: dto.NewDiagnosisBody) {
    const { diagnosisId } = await this.commands.execute(new CreateDiagnosis(code, name, document, actor()));
    return this.queries.get(diagnosisId);
  }

  @Get(':id')
  @Requires('diagnosis:read')
  @Answers(dto.DiagnosisView)
  getDiagnosis(@Param('id') id: string) {
    return this.queries.get(id);
  }

  @Put(':id')
  @Requires('diagnosis:design')
  @RequiresIfMatch()
  @Answers(dto.DiagnosisView)
  async replaceDiagnosis(@Param('id') id: string, @Body({ schema: dto.DiagnosisBody }) body: dto.DiagnosisBody) {
    await this.commands.execute(new ReplaceDiagnosisDraft(id, body.name, body.document, actor()));
    return this.queries.get(id);
  }

  @Post(':id/publish')
  @Requires('diagnosis:publish')
  @Answers(dto.DiagnosisView)
  async publishDiagnosis(
    @Param('id') id: string,
    @Body({ schema: dto.PublishBody }) { note }: z.infer<typeof dto.PublishBody>,
  ) {
    await this.commands.execute(new PublishDiagnosis(id, note, actor()));
    return this.queries.get(id);
  }

  @Post(':id/rollback')
  @Requires('diagnosis:publish')
  @Answers(dto.DiagnosisView)
  async rollBackDiagnosis(
    @Param('id') id: string,
    @Body({ schema: dto.RollBackBody }) { to, reason }: z.infer<typeof dto.RollBackBody>,
  ) {
    await this.commands.execute(new RollBackDiagnosis(id, to, reason, actor()));
    return this.queries.get(id);
  }

  @Get(':id/versions')
  @Requires('diagnosis:read')
  @Answers(dto.DiagnosisVersionPage)
  listDiagnosisVersions(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.versions.list(id, query);
  }

  @Get(':id/versions/:number')
  @Requires('diagnosis:read')
  @Answers(dto.DiagnosisVersionView)
  getDiagnosisVersion(@Param('id') id: string, @Param('number', { schema: dto.VersionNumber }) number: number) {
    return this.versions.get(id, number);
  }
}
