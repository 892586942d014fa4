import { eventContracts } from '#libs/contracts/event-catalogue';
import type { Envelope } from '#libs/contracts/envelope';
import { REPEATABLE } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { FanOut } from './delivery/fan-out.js';

/** Hears everything. A delivery is its own receipt, so none is written for what nobody outside hears. */
@Controller()
export class WebhookConsumer {
  constructor(private readonly fanOut: FanOut) {}

  @EventPattern<string[]>([...eventContracts.keys()], REPEATABLE)
  onEvent(@Payload() event: Envelope): Promise<void> {
    return this.fanOut.take(event);
  }
}
