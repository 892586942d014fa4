import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post, Put, Query } from '@nestjs/common';
import { CommandBus, QueryBus, type ICommand } from '@nestjs/cqrs';
import { ApiTags } from '@nestjs/swagger';
import { OfferSop, ReviewSop } from './commands/look-after-sop.js';
import { PublishSop } from './commands/publish-sop.js';
import { SaveSopDraft } from './commands/save-sop-draft.js';
import { GetSopResults } from './queries/get-sop-results.js';
import { GetSop, ListSops } from './queries/find-sops.js';
import { GetSopJournal, GetSopVersion, ListSopVersions } from './queries/find-sop-versions.js';
import * as dto from './sop.dto.js';
import { SopWrites } from './sop-writes.js';

@ApiTags('SOPs')
@Controller('api/v1/sops')
export class SopController {
  constructor(
    private readonly commands: CommandBus,
    private readonly queries: QueryBus,
    private readonly writes: SopWrites,
  ) {}

  @Get()
  @Requires('sop:read')
  @Answers(dto.SopPage)
  listSops(@Query({ schema: dto.ListSopsQuery }) query: dto.ListSopsQuery) {
    return this.queries.execute(new ListSops(query));
  }

  /** By its name, with its newest version and its draft. */
  @Get(':id')
  @Requires('sop:read')
  @Answers(dto.SopView)
  getSop(@Param('id') name: string) {
    return this.queries.execute(new GetSop(name));
  }

  @Get(':id/versions')
  @Requires('sop:read')
  @Answers(dto.SopVersionPage)
  listSopVersions(@Param('id') name: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new ListSopVersions(name, query));
  }

  /** Nothing of it ever changes. */
  @Get(':id/versions/:version')
  @Requires('sop:read')
  @Answers(dto.SopVersionView)
  getSopVersion(@Param('id') name: string, @Param('version', { schema: dto.SopVersionNumber }) version: number) {
    return this.queries.execute(new GetSopVersion(name, version));
  }

  @Get(':id/journal')
  @Requires('sop:read')
  @Answers(dto.SopJournalPage)
  getSopJournal(@Param('id') name: string, @Query({ schema: PageQuery }) query: PageQuery) {
    return this.queries.execute(new GetSopJournal(name, query));
  }

  /** How often each version was used, followed and left, and what was solved. */
  @Get(':id/results')
  @Requires('sop:read')
  @Answers(dto.SopResultsView)
  getSopResults(@Param('id') name: string, @Query({ schema: dto.SopResultsQuery }) query: dto.SopResultsQuery) {
    return this.queries.execute(new GetSopResults(name, query));
  }

  /** Keeps it and says what is wrong with it. Needs If-Match unless the SOP is new. */
  @Put(':id/draft')
  @Requires('sop:configure')
  @Answers(dto.SopView)
  async putSopDraft(
    @Param('id', { schema: dto.SopName }) name: string,
    @Body({ schema: dto.SopDraftBody }) { content, ...card }: dto.SopDraftBody,
  ) {
    await this.writes.requireFollowed(name);
    return this.changed(name, new SaveSopDraft(name, card, content, actor()));
  }

  /** The draft becomes the next version. */
  @Post(':id/publish')
  @Requires('sop:configure')
  @Answers(dto.SopView)
  publishSop(@Param('id') name: string, @Body({ schema: dto.PublishSopBody }) { note }: dto.PublishSopBody) {
    return this.changed(name, new PublishSop(name, note, actor()));
  }

  /** It was looked over; the next review is due an interval from now. */
  @Post(':id/review')
  @Requires('sop:review')
  @Answers(dto.SopView)
  reviewSop(@Param('id') name: string, @Body({ schema: dto.ReviewSopBody }) { note }: dto.ReviewSopBody) {
    return this.changed(name, new ReviewSop(name, note, actor()));
  }

  /** Takes it off the list, or puts it back. */
  @Post(':id/offer')
  @Requires('sop:configure')
  @Answers(dto.SopView)
  offerSop(@Param('id') name: string, @Body({ schema: dto.OfferSopBody }) { offered, reason }: dto.OfferSopBody) {
    return this.changed(name, new OfferSop(name, offered, reason, actor()));
  }

  private async changed(name: string, command: ICommand) {
    await this.commands.execute(command);
    return this.queries.execute(new GetSop(name));
  }
}
