import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { PublishForm, PublishFormDraft } from './commands/publish-form.js';
import { SaveFormDraft } from './commands/save-form-draft.js';
import * as dto from './form.dto.js';
import { FormWrites } from './form-writes.js';
import { GetFormVersion, ListFormVersions } from './queries/find-form-versions.js';
import { GetForm, GetFormDraft, ListForms } from './queries/find-forms.js';

@ApiTags('forms')
@Controller('api/v1/forms')
export class FormController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly writes: FormWrites,
  ) {}

  @Get()
  @Requires('form:read')
  @Answers(dto.FormDefinitionPage)
  listForms(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListForms(query));
  }

  /** By its name, with its newest version. */
  @Get(':id')
  @Requires('form:read')
  @Answers(dto.FormView)
  getForm(@Param('id') name: string) {
    return this.queries.execute(new GetForm(name));
  }

  @Get(':id/versions')
  @Requires('form:read')
  @Answers(dto.FormVersionPage)
  listFormVersions(@Param('id') name: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListFormVersions(name, query));
  }

  /** Nothing of it ever changes. */
  @Get(':id/versions/:version')
  @Requires('form:read')
  @Answers(dto.FormVersionView)
  getFormVersion(@Param('id') name: string, @Param('version', { schema: dto.FormVersionNumber }) version: number) {
    return this.queries.execute(new GetFormVersion(name, version));
  }

  @Get(':id/draft')
  @Requires('form:read')
  @Answers(dto.FormDraftView)
  getFormDraft(@Param('id') name: string) {
    return this.queries.execute(new GetFormDraft(name));
  }

  /** Keeps it and says what is wrong with it. Needs If-Match unless the form is new. */
  @Put(':id/draft')
  @Requires('form:configure')
  @Answers(dto.FormDraftView)
  async putFormDraft(
    @Param('id', { schema: dto.FormName }) name: string,
    @Body({ schema: dto.FormDraftBody }) { kind, ...content }: dto.FormDraftBody,
  ) {
    await this.writes.requireFollowed(name);
    await this.commands.execute(new SaveFormDraft(name, kind, content, actor()));
    return this.queries.execute(new GetFormDraft(name));
  }

  /** The draft becomes the next version, for everything new or a share of it. */
  @Post(':id/publish')
  @Requires('form:configure')
  @Answers(dto.FormView)
  async publishForm(
    @Param('id') name: string,
    @Body({ schema: dto.PublishFormBody }) { note, ...publication }: dto.PublishFormBody,
  ) {
    await this.commands.execute(new PublishFormDraft(name, publication, note, actor()));
    return this.queries.execute(new GetForm(name));
  }

  /** The next version, for everything new from now on. Needs If-Match unless the form is new. */
  @Put(':id')
  @Requires('form:configure')
  @Answers(dto.FormView)
  async putForm(
    @Param('id', { schema: dto.FormName }) name: string,
    @Body({ schema: dto.FormBody }) { kind, note, ...content }: dto.FormBody,
  ) {
    await this.writes.requireFollowed(name);
    await this.commands.execute(new PublishForm(name, kind, content, note, actor()));
    return this.queries.execute(new GetForm(name));
  }
}
