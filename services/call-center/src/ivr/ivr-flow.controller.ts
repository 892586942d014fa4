import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { PublishFlow } from './commands/publish-flow.js';
import { RollBackFlow } from './commands/roll-back-flow.js';
import { CreateFlow, ReplaceFlowDraft } from './commands/save-flow.js';
import * as dto from './ivr-flow.dto.js';
import { GetFlow, ListFlows } from './queries/find-flows.js';
import { GetFlowVersion, ListFlowVersions } from './queries/find-flow-versions.js';
import { GetFlowStatistics } from './queries/get-flow-statistics.js';

@ApiTags('ivr flows')
@Controller('api/v1/ivr/flows')
export class IvrFlowController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Keeps the draft and says what is wrong with it. */
  @Post()
  @Requires('ivr:design')
  @Answers(dto.FlowView, 201)
  async createIvrFlow(@Body({ schema: dto.FlowBody }) { name, document }: dto.FlowBody) {
    const { flowId } = await this.commands.execute(new CreateFlow(name, document, actor()));
    return this.queries.execute(new GetFlow(flowId));
  }

  @Get()
  @Requires('ivr:read')
  @Answers(dto.FlowPage)
  listIvrFlows(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListFlows(query));
  }

  @Get(':id')
  @Requires('ivr:read')
  @Answers(dto.FlowView)
  getIvrFlow(@Param('id') id: string) {
    return this.queries.execute(new GetFlow(id));
  }

  @Put(':id')
  @Requires('ivr:design')
  @RequiresIfMatch()
  @Answers(dto.FlowView)
  async replaceIvrFlow(@Param('id') id: string, @Body({ schema: dto.FlowBody }) { name, document }: dto.FlowBody) {
    await this.commands.execute(new ReplaceFlowDraft(id, name, document, actor()));
    return this.queries.execute(new GetFlow(id));
  }

  /** The draft becomes the next version, which new dialogues get from now on; those that run stay on theirs. */
  @Post(':id/publish')
  @Requires('ivr:publish')
  @Answers(dto.FlowView)
  async publishIvrFlow(
    @Param('id') id: string,
    @Body({ schema: dto.PublishBody }) { note }: z.infer<typeof dto.PublishBody>,
  ) {
    await this.commands.execute(new PublishFlow(id, note, actor()));
    return this.queries.execute(new GetFlow(id));
  }

  /** New dialogues get another version, at once. */
  @Post(':id/rollback')
  @Requires('ivr:publish')
  @Answers(dto.FlowView)
  async rollBackIvrFlow(
    @Param('id') id: string,
    @Body({ schema: dto.RollBackBody }) { to, reason }: z.infer<typeof dto.RollBackBody>,
  ) {
    await this.commands.execute(new RollBackFlow(id, to, reason, actor()));
    return this.queries.execute(new GetFlow(id));
  }

  @Get(':id/versions')
  @Requires('ivr:read')
  @Answers(dto.FlowVersionPage)
  listIvrFlowVersions(@Param('id') id: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListFlowVersions(id, query));
  }

  @Get(':id/versions/:number')
  @Requires('ivr:read')
  @Answers(dto.FlowVersionView)
  getIvrFlowVersion(@Param('id') id: string, @Param('number', { schema: dto.VersionNumber }) number: number) {
    return this.queries.execute(new GetFlowVersion(id, number));
  }

  /** How dialogues on the version ended, where, and how many needed nobody. */
  @Get(':id/versions/:number/statistics')
  @Requires('ivr:read')
  @Answers(dto.StatisticsView)
  getIvrFlowStatistics(@Param('id') id: string, @Param('number', { schema: dto.VersionNumber }) number: number) {
    return this.queries.execute(new GetFlowStatistics(id, number));
  }
}
