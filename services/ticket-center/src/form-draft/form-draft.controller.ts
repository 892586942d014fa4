import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Delete, Get, Param, Patch, Post, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { AskAgain } from './commands/ask-again.js';
import { DiscardDraft } from './commands/discard-draft.js';
import { FollowForm } from './commands/follow-form.js';
import { OpenDraft } from './commands/open-draft.js';
import { SaveDraft } from './commands/save-draft.js';
import * as dto from './form-draft.dto.js';
import { GetDraft } from './queries/get-draft.js';
import { ListDrafts } from './queries/list-drafts.js';

/** What agents have typed and not yet handed in; everybody sees only their own. */
@ApiTags('form drafts')
@Controller('api/v1/form-drafts')
export class FormDraftController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
  ) {}

  /** The one there is for it, or a new one. */
  @Post()
  @Requires('form-draft:work')
  @Answers(dto.DraftView)
  async openDraft(@Body({ schema: dto.OpenDraftBody }) { subject, ...rest }: dto.OpenDraftBody) {
    const purpose = { agentId: actor(), subjectKind: subject.kind, subjectId: subject.id, ...rest };
    const { draftId } = await this.commands.execute(new OpenDraft(purpose));
    return this.queries.execute(new GetDraft(draftId, actor()));
  }

  @Get()
  @Requires('form-draft:work')
  @Answers(dto.DraftPage)
  listDrafts(@Query({ schema: dto.ListDraftsQuery }) query: dto.ListDraftsQuery) {
    return this.queries.execute(new ListDrafts(query, actor()));
  }

  /** With what was looked up for it meanwhile. */
  @Get(':id')
  @Requires('form-draft:work')
  @Answers(dto.DraftView)
  getDraft(@Param('id') id: string) {
    return this.queries.execute(new GetDraft(id, actor()));
  }

  /** As it is typed. Where another window was first, 412 says what it has changed. */
  @Patch(':id')
  @Requires('form-draft:work')
  @RequiresIfMatch()
  @Answers(dto.DraftView)
  saveDraft(@Param('id') id: string, @Body({ schema: dto.SaveDraftBody }) body: dto.SaveDraftBody) {
    return this.changed(id, new SaveDraft(id, body, actor()));
  }

  /** Goes on with the version of the form that is asked now; what that does not ask is kept beside. */
  @Post(':id/follow-form')
  @Requires('form-draft:work')
  @Answers(dto.DraftView)
  followForm(@Param('id') id: string) {
    return this.changed(id, new FollowForm(id, actor()));
  }

  /** After the other system could not answer. */
  @Post(':id/lookups/:lookup/ask-again')
  @Requires('form-draft:work')
  @Answers(dto.DraftView)
  askAgain(@Param('id') id: string, @Param('lookup') lookup: string) {
    return this.changed(id, new AskAgain(id, lookup, actor()));
  }

  @Delete(':id')
  @Requires('form-draft:work')
  @Answers(null)
  discardDraft(@Param('id') id: string) {
    return this.commands.execute(new DiscardDraft(id, actor()));
  }

  private async changed(id: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetDraft(id, actor()));
  }
}
