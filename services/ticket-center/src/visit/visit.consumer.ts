import type { Received } from '#libs/contracts/event-contract';
import { ticketDispatched } from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { StartVisit } from './commands/start-visit.js';

@Controller()
export class VisitConsumer {
  constructor(private readonly commands: CommandBus) {}

  @EventPattern<string>(ticketDispatched.type)
  async startVisit(@Payload() { data }: Received<typeof ticketDispatched>): Promise<void> {
    await this.commands.execute(new StartVisit(data.visitId, data.ticketId, data.customerId));
  }
}
