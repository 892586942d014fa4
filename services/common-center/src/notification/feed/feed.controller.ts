import { actor } from '#libs/web/access/actor';
import { Answers } from '#libs/web/http/answers';
import { PageQuery, pageOfSchema } from '#libs/web/http/paging';
import { Requires } from '#libs/web/access/permissions';
import { Streams } from '#libs/web/http/streams';
import { Body, Controller, Get, Headers, Param, Post, Query, Sse, type MessageEvent } from '@nestjs/common';
import { ApiHeader, ApiTags } from '@nestjs/swagger';
import type { Observable } from 'rxjs';
import { z } from 'zod';
import { Feeds } from './feeds.js';
import { FeedStreams } from './feed-streams.js';
import { NotificationView, notificationView } from './notification-view.js';

const FeedQuery = PageQuery.extend({ unread: z.stringbool().default(false) });
const CountView = z.object({ unread: z.int(), lastSeq: z.int() });
const ReadBody = z.object({ upTo: z.int().min(0).describe('the newest that was seen') });

/** What the caller is told. */
@ApiTags('notifications')
@Controller('api/v1/notifications')
export class FeedController {
  constructor(
    private readonly feeds: Feeds,
    private readonly streams: FeedStreams,
  ) {}

  @Get()
  @Requires('notification:read')
  @Answers(pageOfSchema(NotificationView))
  async listMyNotifications(@Query({ schema: FeedQuery }) { limit, cursor, unread }: z.infer<typeof FeedQuery>) {
    const page = await this.feeds.list(actor(), { limit, unread, ...(cursor !== undefined && { cursor }) });
    return { items: page.items.map(notificationView), next: page.next };
  }

  @Get('count')
  @Requires('notification:read')
  @Answers(CountView)
  countMyNotifications() {
    return this.feeds.state(actor());
  }

  @Post('read')
  @Requires('notification:read')
  @Answers(CountView)
  async readMyNotifications(@Body({ schema: ReadBody }) { upTo }: z.infer<typeof ReadBody>) {
    await this.feeds.readAll(actor(), upTo);
    return this.feeds.state(actor());
  }

  @Post(':id/read')
  @Requires('notification:read')
  @Answers(CountView)
  async readMyNotification(@Param('id') id: string) {
    await this.feeds.read(actor(), id);
    return this.feeds.state(actor());
  }

  /** `unread`, the count, first and whenever it is another; `notification` as each comes. Who names the last one heard gets what came after. */
  @Sse('stream', { maxPendingDataLength: 256 * 1024 })
  @Requires('notification:read')
  @ApiHeader({ name: 'last-event-id', required: false })
  @Streams('Each event with its id, its type and its data as JSON')
  streamMyNotifications(@Headers('last-event-id') lastEventId?: string): Observable<MessageEvent> {
    return this.streams.of(actor(), lastEventId);
  }
}
