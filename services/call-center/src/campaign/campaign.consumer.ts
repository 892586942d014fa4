import type { Received } from '#libs/contracts/event-contract';
import { taskDropped, taskCompleted, taskCreated } from '#libs/contracts/ticket-center/task-events';
import { callProgressed } from '#libs/contracts/call-center/telephony-events';
import { REPEATABLE } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { CloseTaskRecords } from './commands/close-task-records.js';
import { CampaignCalls } from './dialing/campaign-calls.js';
import { ExpectTask } from './commands/expect-task.js';

/** Campaigns work off the tasks of plans, and hear what becomes of their calls. */
@Controller()
export class CampaignConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly calls: CampaignCalls,
  ) {}

  @EventPattern<string>(callProgressed.type, REPEATABLE)
  onCallProgressed(@Payload() { data }: Received<typeof callProgressed>): Promise<void> {
    return this.calls.hear(data);
  }

  @EventPattern<string>(taskCreated.type)
  async onTaskCreated(@Payload() { data }: Received<typeof taskCreated>): Promise<void> {
    if (data.planId === null || data.channel === 'people' || data.channel === 'message') return;
    const campaignId = data.campaignId ?? null;
    await this.commands.execute(new ExpectTask({ ...data, planId: data.planId, campaignId }));
  }

  @EventPattern<string>(taskDropped.type)
  async onTaskDropped(@Payload() { data }: Received<typeof taskDropped>): Promise<void> {
    await this.commands.execute(new CloseTaskRecords(data.taskId));
  }

  @EventPattern<string>(taskCompleted.type)
  async onTaskCompleted(@Payload() { data }: Received<typeof taskCompleted>): Promise<void> {
    await this.commands.execute(new CloseTaskRecords(data.taskId));
  }
}
