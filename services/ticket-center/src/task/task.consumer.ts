import { campaignAttemptEnded, campaignRecordClosed } from '#libs/contracts/call-center/campaign-events';
import type { Received } from '#libs/contracts/event-contract';
import { taskCreated } from '#libs/contracts/ticket-center/task-events';
import { ticketSolved, ticketStatusChanged } from '#libs/contracts/ticket-center/ticket-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Inbox } from '#libs/messaging/inbox';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Connectors } from '../connector/connector.api.js';
import { CancelReturnVisit } from './commands/cancel-return-visit.js';
import { CreateTask } from './commands/create-task.js';
import { NoteCampaignResult } from './commands/note-campaign-result.js';
import { Tasks } from './domain/task.repository.js';
import { MESSAGE_CONNECTOR } from './task.api.js';

@Controller()
export class TaskConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly tasks: Tasks,
    private readonly connectors: Connectors,
    private readonly inbox: Inbox,
  ) {}

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

  /** The other system is told the task as key, so that a message which is sent again goes out once. */
  @EventPattern<string>(taskCreated.type, OUTSIDE_TRANSACTION)
  async sendMessage(@Payload() { id, data }: Received<typeof taskCreated>): Promise<void> {
    if (data.channel !== 'message') return;
    const { taskId, customerId, planId } = data;
    const { template } = await this.tasks.get(taskId);
    const message = { customer: customerId, template, plan: planId, task: taskId };
    const { refused } = await this.connectors.perform(MESSAGE_CONNECTOR, 'send_message', message, taskId);
    const result = { contactId: null, agentId: null, outcome: refused ? 'unreachable' : 'done' } as const;
    await this.inbox.once('ticket-center', id, () => this.commands.execute(new NoteCampaignResult(taskId, result)));
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
