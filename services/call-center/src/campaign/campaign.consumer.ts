import type { Received } from '#libs/contracts/event-contract';
import { taskCompleted, taskCreated } from '#libs/contracts/ticket-events';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { CloseTaskRecords } from './commands/close-task-records.js';
import { ExpectTask } from './commands/expect-task.js';

/** Campaigns work off the tasks of plans. */
@Controller()
export class CampaignConsumer {
  constructor(private readonly commands: CommandBus) {}

  @EventPattern<string>(taskCreated.type)
  async onTaskCreated(@Payload() { data }: Received<typeof taskCreated>): Promise<void> {
    if (data.planId === null) return;
    await this.commands.execute(new ExpectTask(data.planId, data.taskId, data.customerId));
  }

  @EventPattern<string>(taskCompleted.type)
  async onTaskCompleted(@Payload() { data }: Received<typeof taskCompleted>): Promise<void> {
    await this.commands.execute(new CloseTaskRecords(data.taskId));
  }
}
