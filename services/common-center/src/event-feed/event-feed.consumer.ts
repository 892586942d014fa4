import { eventContracts } from '#libs/contracts/event-catalogue';
import type { Envelope } from '#libs/contracts/envelope';
import { REPEATABLE } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { EventFeed } from './event-feed.js';

/** Hears everything. What is kept is its own receipt. */
@Controller()
export class EventFeedConsumer {
  constructor(private readonly feed: EventFeed) {}

  @EventPattern<string[]>([...eventContracts.keys()], REPEATABLE)
  onEvent(@Payload() event: Envelope): Promise<void> {
    return this.feed.take(event);
  }
}
