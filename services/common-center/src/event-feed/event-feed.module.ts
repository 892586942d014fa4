import { Module } from '@nestjs/common';
import { EventFeedConsumer } from './event-feed.consumer.js';
import { EventFeedController } from './event-feed.controller.js';
import { EventFeed } from './event-feed.js';
import { OldKeptEvents } from './old-kept-events.js';

/** What happens, kept for systems outside that fetch it. */
@Module({
  controllers: [EventFeedController, EventFeedConsumer],
  providers: [EventFeed, OldKeptEvents],
})
export class EventFeedModule {}
