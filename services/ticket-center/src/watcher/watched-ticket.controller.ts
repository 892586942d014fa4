import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Get, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { WatchedPage } from './watcher.dto.js';
import { Watching } from './watching.js';

@ApiTags('watchers')
@Controller('api/v1/watched-tickets')
export class WatchedTicketController {
  constructor(private readonly watching: Watching) {}

  /** What the caller follows, the newest tickets first. */
  @Get()
  @Requires('ticket:watch')
  @Answers(WatchedPage)
  listWatchedTickets(@Query({ schema: PageQuery }) query: PageQuery) {
    return this.watching.watchedBy(actor(), query);
  }
}
