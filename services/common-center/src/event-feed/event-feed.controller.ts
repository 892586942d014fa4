import { Answers } from '#libs/web/http/answers';
import { Audited } from '#libs/web/audit/audited';
import { Requires } from '#libs/web/access/permissions';
import { RequiresIfMatch } from '#libs/web/http/requires-if-match';
import { Body, Controller, Get, Put, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import * as dto from './event-feed.dto.js';
import { EventFeed } from './event-feed.js';

@ApiTags('event-feed')
@Controller('api/v1/event-feed')
export class EventFeedController {
  constructor(private readonly feed: EventFeed) {}

  @Get()
  @Requires('event-feed:read')
  @Answers(dto.FeedView)
  getEventFeed() {
    return this.feed.view();
  }

  @Put()
  @Requires('event-feed:configure')
  @Audited<EventFeedController>({ before: (feeds) => feeds.getEventFeed() })
  @RequiresIfMatch()
  @Answers(dto.FeedView)
  keepEvents(@Body({ schema: dto.FeedBody }) body: dto.FeedBody) {
    return this.feed.define(body);
  }

  /** Oldest first; nothing in `items` is the end of it for now. */
  @Get('events')
  @Requires('event-feed:read')
  @Answers(dto.FeedPage)
  readEvents(@Query({ schema: dto.FeedQuery }) query: dto.FeedQuery) {
    return this.feed.read(query);
  }
}
