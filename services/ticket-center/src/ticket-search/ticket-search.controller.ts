import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { permits, Requires } from '#libs/web/access/permissions';
import { Body, Controller, Get, Param, Post } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ViewedTickets } from '../ticket-view/viewed-tickets.api.js';
import { Rebuilds } from './index/rebuilds.js';
import type { RebuildRow } from './index/search-index.schema.js';
import { SearchQueue } from './index/search-queue.js';
import { TicketSearch } from './search/ticket-search.js';
import { FoundPage, RebuildView, SearchBody } from './search/ticket-search.dto.js';

const NOTES = 'ticket:search-notes';

@ApiTags('ticket search')
@Controller('api/v1')
export class TicketSearchController {
  constructor(
    private readonly search: TicketSearch,
    private readonly tickets: ViewedTickets,
    private readonly rebuilds: Rebuilds,
    private readonly queue: SearchQueue,
  ) {}

  /** What people wrote: what somebody looks for is in no address, and so in no log. Notes are looked at for those who may. */
  @Post('ticket-search')
  @Requires('ticket:search')
  @Answers(FoundPage)
  async searchTickets(@Body({ schema: SearchBody }) { viewId, conditions, ...asked }: SearchBody) {
    this.tickets.refuse(conditions);
    const viewer = await this.tickets.viewer(actor());
    const ofView = viewId === null ? [] : [(await this.tickets.saved(viewId, viewer)).conditions];
    const withNotes = permits(currentContext()?.identity?.permissions ?? [], NOTES);
    return this.search.find({ ...asked, conditions: [conditions, ...ofView], viewer, columns: [], withNotes });
  }

  /** All tickets are read again, in the background; what changes meanwhile is not kept waiting. */
  @Post('ticket-search-rebuilds')
  @Requires('ticket-search:rebuild')
  @Answers(RebuildView, 202)
  async rebuildTicketSearch() {
    return this.view(await this.rebuilds.start());
  }

  @Get('ticket-search-rebuilds/:id')
  @Requires('ticket-search:rebuild')
  @Answers(RebuildView)
  async getTicketSearchRebuild(@Param('id') id: string) {
    return this.view(await this.rebuilds.get(id));
  }

  private async view({ startedAt, endedAt, ...row }: RebuildRow) {
    const times = { startedAt: startedAt.toISOString(), endedAt: endedAt?.toISOString() ?? null };
    return { ...row, ...times, waiting: await this.queue.waiting() };
  }
}
