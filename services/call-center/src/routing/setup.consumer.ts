import { routingSetupChanged } from '#libs/contracts/call-events';
import { REPEATABLE } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern } from '@nestjs/microservices';
import { RoutingDesk } from './desk.api.js';

/** What is administered holds for the next decision. Telling it again changes nothing. */
@Controller()
export class SetupConsumer {
  constructor(private readonly desk: RoutingDesk) {}

  @EventPattern<string>(routingSetupChanged.type, REPEATABLE)
  onSetupChanged(): Promise<void> {
    return this.desk.submit({ type: 'setup-changed' });
  }
}
