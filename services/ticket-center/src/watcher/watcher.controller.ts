import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { Requires } from '#libs/web/access/permissions';
import { Controller, Delete, Get, Param, Put } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PersonId, WatcherList } from './watcher.dto.js';
import { Watching } from './watching.js';

@ApiTags('watchers')
@Controller('api/v1/tickets/:id/watchers')
export class WatcherController {
  constructor(private readonly watching: Watching) {}

  /** All of them. */
  @Get()
  @Requires('ticket:watch')
  @Answers(WatcherList)
  listWatchers(@Param('id') id: string) {
    return this.watching.list(id);
  }

  /** From now on the caller is told of replies, changes of its status and its solution. */
  @Put('me')
  @Requires('ticket:watch')
  @Answers(WatcherList)
  watchTicket(@Param('id') id: string) {
    return this.watching.watch(id, actor());
  }

  @Delete('me')
  @Requires('ticket:watch')
  @Answers(WatcherList)
  unwatchTicket(@Param('id') id: string) {
    return this.watching.remove(id, actor());
  }

  @Put(':personId')
  @Requires('ticket:watch-others')
  @Answers(WatcherList)
  addWatcher(@Param('id') id: string, @Param('personId', { schema: PersonId }) personId: string) {
    return this.watching.addOther(id, personId, actor());
  }

  @Delete(':personId')
  @Requires('ticket:watch-others')
  @Answers(WatcherList)
  removeWatcher(@Param('id') id: string, @Param('personId', { schema: PersonId }) personId: string) {
    return this.watching.remove(id, personId);
  }
}
