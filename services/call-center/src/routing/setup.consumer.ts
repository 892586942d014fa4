import { routingSetupChanged } from '#libs/contracts/call-center/routing-setup-events';
import type { Received } from '#libs/contracts/event-contract';
import { REPEATABLE } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { RoutingDesk } from './desk.api.js';

/** What is administered holds for the next decision. Telling it again changes nothing. */
@Controller()
export class SetupConsumer {
  constructor(private readonly desk: RoutingDesk) {}

  @EventPattern<string>(routingSetupChanged.type, REPEATABLE)
  async onSetupChanged(@Payload() { data }: Received<typeof routingSetupChanged>): Promise<void> {
    if (!data.isToldAgain) await this.desk.submit({ type: 'setup-changed' });
  }
}
