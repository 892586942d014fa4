import type { Received } from '#libs/contracts/event-contract';
import { ticketClosed } from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { LapseAssistance } from './commands/lapse-assistance.js';

@Controller()
export class AssistRequestConsumer {
  constructor(private readonly commands: CommandBus) {}

  @EventPattern<string>(ticketClosed.type)
  async lapse(@Payload() { data }: Received<typeof ticketClosed>): Promise<void> {
    await this.commands.execute(new LapseAssistance(data.ticketId));
  }
}
