import type { Received } from '#libs/contracts/event-contract';
import { ticketSolved, ticketStatusChanged } from '#libs/contracts/ticket-events';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { CancelReturnVisit } from './commands/cancel-return-visit.js';
import { CreateTask } from './commands/create-task.js';

@Controller()
export class TaskConsumer {
  constructor(private readonly commands: CommandBus) {}

  @EventPattern<string>(ticketSolved.type)
  async askTheCustomer(@Payload() { data }: Received<typeof ticketSolved>): Promise<void> {
    if (!data.returnVisit) return;
    const { ticketId, customerId } = data;
    await this.commands.execute(new CreateTask({ kind: 'return-visit', customerId, planId: null, ticketId }));
  }

  @EventPattern<string>(ticketStatusChanged.type)
  async forgetToAsk(@Payload() { data }: Received<typeof ticketStatusChanged>): Promise<void> {
    if (data.from !== 'solved' || data.to !== 'open') return;
    await this.commands.execute(new CancelReturnVisit(data.ticketId));
  }
}
