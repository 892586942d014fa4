import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Header, Param, Query } from '@nestjs/common';
import { QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import * as dto from './process-definition.dto.js';
import { XmlFile, XmlFiles } from './process-draft.dto.js';
import { GetVersion, GetVersionFiles, ListVersions } from './queries/find-versions.js';
import { GetDiff } from './queries/get-diff.js';

/** What was published; nothing here ever changes. */
@ApiTags('process definitions')
@Controller('api/v1/process-definitions/:id')
export class ProcessVersionController {
  constructor(private readonly queries: QueryBus) {}

  @Get('versions')
  @Requires('process:read')
  @Answers(dto.VersionPage)
  listProcessVersions(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListVersions(id, query));
  }

  @Get('versions/:number')
  @Requires('process:read')
  @Answers(dto.VersionView)
  getProcessVersion(@Param('id') id: string, @Param('number', { schema: dto.VersionNumber }) number: number) {
    return this.queries.execute(new GetVersion(id, number));
  }

  @Get('versions/:number/bpmn')
  @Requires('process:read')
  @Header('content-type', 'application/xml; charset=utf-8')
  @ApiProduces('application/xml')
  @Answers(XmlFile)
  async getProcessVersionBpmn(@Param('id') id: string, @Param('number', { schema: dto.VersionNumber }) number: number) {
    return (await this.queries.execute(new GetVersionFiles(id, number))).bpmn;
  }

  /** The DMN files, each as it was given. */
  @Get('versions/:number/decisions')
  @Requires('process:read')
  @Answers(XmlFiles)
  async getProcessVersionDecisions(
    @Param('id') id: string,
    @Param('number', { schema: dto.VersionNumber }) number: number,
  ) {
    return { items: (await this.queries.execute(new GetVersionFiles(id, number))).decisions };
  }

  /** What is new, gone or different in one version against another. */
  @Get('diff')
  @Requires('process:read')
  @Answers(dto.DiffView)
  diffProcessVersions(@Param('id') id: string, @Query({ schema: dto.DiffQuery }) { from, to }: dto.DiffQuery) {
    return this.queries.execute(new GetDiff(id, from, to));
  }
}
