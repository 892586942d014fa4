import type { Received } from '#libs/contracts/event-contract';
import { taskCompleted } from '#libs/contracts/ticket-center/task-events';
import {
  processStatusSet,
  ticketActionRequested,
  ticketAssigned,
  ticketClosed,
  ticketReturned,
  ticketTransferred,
  ticketUrged,
  visitCompleted,
} from '#libs/contracts/ticket-center/ticket-events';
import { PATIENT } from '#libs/messaging/event-transport';
import { Inbox } from '#libs/messaging/inbox';
import type { Json } from '#libs/process-engine/model/expression';
import { Controller } from '@nestjs/common';
import { CommandBus } from '@nestjs/cqrs';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Connectors } from '../connector/connector.api.js';
import { ArchiveTicket, CloseTicketAfterReturnVisit } from './commands/close-ticket.js';
import { FollowProcess } from './commands/follow-process.js';
import { RecordVisit } from './commands/dispatch-ticket.js';
import { FinishAction } from './commands/request-action.js';
import { ReopenTicket } from './commands/state/reopen-ticket.js';
import { TellProcessOwner } from './commands/tell-process-owner.js';
import { TellProcesses } from './commands/tell-processes.js';
import { Tickets } from './domain/ticket.repository.js';

@Controller()
export class TicketConsumer {
  constructor(
    private readonly commands: CommandBus,
    private readonly tickets: Tickets,
    private readonly connectors: Connectors,
    private readonly inbox: Inbox,
  ) {}

  /** The other system is asked outside of any transaction, under the action's id; what it said is kept once. */
  @EventPattern<string>(ticketActionRequested.type, PATIENT)
  async performAction(@Payload() event: Received<typeof ticketActionRequested>): Promise<void> {
    const { ticketId, actionId } = event.data;
    const action = (await this.tickets.get(ticketId)).action(actionId);
    const { refused, result } = await this.connectors.perform(
      action.connector,
      action.name,
      action.arguments,
      actionId,
    );
    const outcome = refused ? 'failed' : 'succeeded';
    await this.inbox.once('ticket-center', event.id, () =>
      this.commands.execute(new FinishAction(ticketId, actionId, { outcome, result: inWords(result) })),
    );
  }

  @EventPattern<string>(processStatusSet.type)
  async followProcess(@Payload() { data }: Received<typeof processStatusSet>): Promise<void> {
    const { businessKey, rootInstance, status } = data;
    await this.commands.execute(new FollowProcess(businessKey, rootInstance, status));
  }

  /** A process that is to be begun by itself begins some seconds after a crash. */
  @EventPattern<string>(ticketAssigned.type, PATIENT)
  async tellOwner(@Payload() { id, data }: Received<typeof ticketAssigned>): Promise<void> {
    await this.commands.execute(new TellProcessOwner(id, data.ticketId, data.assigneeId));
  }

  @EventPattern<string>(ticketTransferred.type, PATIENT)
  async tellNextOwner(@Payload() { id, data }: Received<typeof ticketTransferred>): Promise<void> {
    await this.commands.execute(new TellProcessOwner(id, data.ticketId, data.toId));
  }

  @EventPattern<string>(ticketReturned.type, PATIENT)
  async tellFormerOwner(@Payload() { id, data }: Received<typeof ticketReturned>): Promise<void> {
    await this.commands.execute(new TellProcessOwner(id, data.ticketId, data.toId));
  }

  @EventPattern<string>(ticketUrged.type)
  async tellOfUrge(@Payload() { id, data }: Received<typeof ticketUrged>): Promise<void> {
    const { ticketId, times } = data;
    await this.commands.execute(new TellProcesses(id, 'ticket-urged', ticketId, { urgedTimes: times }));
  }

  @EventPattern<string>(visitCompleted.type)
  async recordVisit(@Payload() { data }: Received<typeof visitCompleted>): Promise<void> {
    await this.commands.execute(new RecordVisit(data.ticketId, data.visitId, data.outcome));
  }

  @EventPattern<string>(taskCompleted.type)
  async closeAfterReturnVisit(@Payload() { data }: Received<typeof taskCompleted>): Promise<void> {
    if (data.kind !== 'return-visit' || data.ticketId === null) return;
    if (data.reopens) return this.commands.execute(new ReopenTicket(data.ticketId, 'return-visit', 'return-visit'));
    await this.commands.execute(new CloseTicketAfterReturnVisit(data.ticketId, data.satisfaction));
  }

  @EventPattern<string>(ticketClosed.type)
  async archive(@Payload() { id, data }: Received<typeof ticketClosed>): Promise<void> {
    await this.commands.execute(new ArchiveTicket(data.ticketId));
    await this.commands.execute(new TellProcesses(id, 'ticket-closed', data.ticketId, {}));
  }
}

function inWords(result: Json): string | null {
  return result === null || typeof result === 'string' ? result : JSON.stringify(result);
}
