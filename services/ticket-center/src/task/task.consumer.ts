import { campaignAttemptEnded, campaignRecordClosed } from '#libs/contracts/campaign-events';
import type { Received } from '#libs/contracts/event-contract';
import { ticketSolved, ticketStatusChanged } from '#libs/contracts/ticket-events';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { CancelReturnVisit } from './commands/cancel-return-visit.js';
import { CreateTask } from './commands/create-task.js';
import { NoteCampaignResult } from './commands/note-campaign-result.js';

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

  @EventPattern<string>(campaignAttemptEnded.type)
  async noteCall(@Payload() { data }: Received<typeof campaignAttemptEnded>): Promise<void> {
    const { taskId, contactId, agentId, result: outcome } = data;
    if (taskId !== null) await this.commands.execute(new NoteCampaignResult(taskId, { contactId, agentId, outcome }));
  }

  @EventPattern<string>(campaignRecordClosed.type)
  async noteClosed(@Payload() { data }: Received<typeof campaignRecordClosed>): Promise<void> {
    if (data.taskId === null || data.why === 'task-ended') return;
    const result = { contactId: null, agentId: null, outcome: data.result };
    await this.commands.execute(new NoteCampaignResult(data.taskId, result));
  }
}
