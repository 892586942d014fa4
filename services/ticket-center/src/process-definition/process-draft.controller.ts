import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Header, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiProduces, ApiTags } from '@nestjs/swagger';
import { PublishDraft } from './commands/publish-draft.js';
import { CreateDraft, ReplaceDraft } from './commands/save-draft.js';
import * as dto from './process-draft.dto.js';
import { GetDraft, GetDraftFiles } from './queries/get-draft.js';
import { GetParallelProposals } from './queries/get-parallel-proposals.js';
import { ListDrafts } from './queries/list-drafts.js';

@ApiTags('process drafts')
@Controller('api/v1/process-drafts')
export class ProcessDraftController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** Keeps the files and says what is wrong with them. */
  @Post()
  @Requires('process:design')
  @Answers(dto.DraftView, 201)
  async createProcessDraft(@Body({ schema: dto.DraftBody }) { name, ...source }: dto.DraftBody) {
    const { draftId } = await this.commands.execute(new CreateDraft(name, source, actor()));
    return this.queries.execute(new GetDraft(draftId));
  }

  @Get()
  @Requires('process:read')
  @Answers(dto.DraftPage)
  listProcessDrafts(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListDrafts(query));
  }

  @Get(':id')
  @Requires('process:read')
  @Answers(dto.DraftView)
  getProcessDraft(@Param('id') id: string) {
    return this.queries.execute(new GetDraft(id));
  }

  @Put(':id')
  @Requires('process:design')
  @RequiresIfMatch()
  @Answers(dto.DraftView)
  async replaceProcessDraft(
    @Param('id') id: string,
    @Body({ schema: dto.DraftBody }) { name, ...source }: dto.DraftBody,
  ) {
    await this.commands.execute(new ReplaceDraft(id, name, source, actor()));
    return this.queries.execute(new GetDraft(id));
  }

  @Get(':id/bpmn')
  @Requires('process:read')
  @Header('content-type', 'application/xml; charset=utf-8')
  @ApiProduces('application/xml')
  @Answers(dto.XmlFile)
  async getProcessDraftBpmn(@Param('id') id: string) {
    return (await this.queries.execute(new GetDraftFiles(id))).bpmn;
  }

  /** The DMN files, each as it was given. */
  @Get(':id/decisions')
  @Requires('process:read')
  @Answers(dto.XmlFiles)
  async getProcessDraftDecisions(@Param('id') id: string) {
    return { items: (await this.queries.execute(new GetDraftFiles(id))).decisions };
  }

  /** Parts that follow each other and could be run at the same time; none while there are errors. */
  @Get(':id/parallel-proposals')
  @Requires('process:read')
  @Answers(dto.ProposalsView)
  async getParallelProposals(@Param('id') id: string) {
    return { items: await this.queries.execute(new GetParallelProposals(id)) };
  }

  /** Every process in it becomes the next version of its definition; the draft is closed with that. */
  @Post(':id/publish')
  @Requires('process:publish')
  @Answers(dto.DraftView)
  async publishProcessDraft(@Param('id') id: string, @Body({ schema: dto.PublishBody }) body: dto.PublishBody) {
    await this.commands.execute(new PublishDraft(id, body.note, body.percent, actor()));
    return this.queries.execute(new GetDraft(id));
  }
}
