import * as call from '#libs/contracts/call-center/call-events';
import type { Received } from '#libs/contracts/event-contract';
import * as task from '#libs/contracts/ticket-center/task-events';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { HistoryService } from './history.service.js';

/** What each event tells of a customer's history. */
@Controller()
export class HistoryConsumer {
  constructor(private readonly history: HistoryService) {}

  @EventPattern<string>(call.contactStarted.type)
  onContactStarted(@Payload() { time, data }: Received<typeof call.contactStarted>) {
    const { contactId: id, number, channel: type, customerId } = data;
    return this.history.record(time, { id, kind: 'contact', customerId, number, type, status: 'started' });
  }

  @EventPattern<string>(call.contactIdentified.type)
  onContactIdentified(@Payload() { time, data }: Received<typeof call.contactIdentified>) {
    return this.history.record(time, { id: data.contactId, kind: 'contact', customerId: data.customerId });
  }

  @EventPattern<string>(call.contactEnded.type)
  onContactEnded(@Payload() { time, data }: Received<typeof call.contactEnded>) {
    const { contactId: id, customerId, outcome } = data;
    return this.history.record(time, { id, kind: 'contact', customerId, status: 'ended', outcome });
  }

  @EventPattern<string>(call.interactionEventRecorded.type)
  onInteractionEventRecorded(@Payload() { time, data }: Received<typeof call.interactionEventRecorded>) {
    const { interactionEventId: id, type, customerId, contactIds: linkedIds } = data;
    return this.history.record(time, { id, kind: 'interaction-event', customerId, type, status: 'open', linkedIds });
  }

  @EventPattern<string>(call.interactionEventContactLinked.type)
  onContactLinked(@Payload() { time, data }: Received<typeof call.interactionEventContactLinked>) {
    const { interactionEventId: id, contactId } = data;
    return this.history.record(time, { id, kind: 'interaction-event', linkedIds: [contactId] });
  }

  @EventPattern<string>(call.interactionEventClosed.type)
  onInteractionEventClosed(@Payload() { time, data }: Received<typeof call.interactionEventClosed>) {
    const { interactionEventId: id, customerId, outcome } = data;
    return this.history.record(time, { id, kind: 'interaction-event', customerId, status: 'closed', outcome });
  }

  @EventPattern<string>(ticket.ticketOpened.type)
  onTicketOpened(@Payload() { time, data }: Received<typeof ticket.ticketOpened>) {
    const { ticketId: id, number, ticketType: type, customerId, interactionEventIds, taskId } = data;
    const linkedIds = [...interactionEventIds, taskId];
    return this.history.record(time, { id, kind: 'ticket', customerId, number, type, status: 'new', linkedIds });
  }

  @EventPattern<string>(ticket.ticketStatusChanged.type)
  onTicketStatusChanged(@Payload() { time, data }: Received<typeof ticket.ticketStatusChanged>) {
    const { ticketId: id, customerId, to: status } = data;
    return this.history.record(time, { id, kind: 'ticket', customerId, status });
  }

  @EventPattern<string>(ticket.ticketInteractionLinked.type)
  onInteractionLinked(@Payload() { time, data }: Received<typeof ticket.ticketInteractionLinked>) {
    const { ticketId: id, interactionEventId } = data;
    return this.history.record(time, { id, kind: 'ticket', linkedIds: [interactionEventId] });
  }

  @EventPattern<string>(ticket.ticketClosed.type)
  onTicketClosed(@Payload() { time, data }: Received<typeof ticket.ticketClosed>) {
    const { ticketId: id, number, ticketType: type, customerId, interactionEventIds: linkedIds } = data;
    return this.history.record(time, { id, kind: 'ticket', customerId, number, type, status: 'closed', linkedIds });
  }

  @EventPattern<string>(task.taskCreated.type)
  onTaskCreated(@Payload() { time, data }: Received<typeof task.taskCreated>) {
    const { taskId: id, kind: type, customerId, ticketId } = data;
    return this.history.record(time, { id, kind: 'task', customerId, type, status: 'created', linkedIds: [ticketId] });
  }

  @EventPattern<string>(task.taskContacted.type)
  onTaskContacted(@Payload() { time, data }: Received<typeof task.taskContacted>) {
    const { taskId: id, customerId, contactId } = data;
    return this.history.record(time, { id, kind: 'task', customerId, status: 'contacted', linkedIds: [contactId] });
  }

  @EventPattern<string>(task.taskCompleted.type)
  onTaskCompleted(@Payload() { time, data }: Received<typeof task.taskCompleted>) {
    const { taskId: id, kind: type, customerId, ticketId, outcome } = data;
    const linkedIds = [ticketId];
    return this.history.record(time, { id, kind: 'task', customerId, type, status: 'completed', outcome, linkedIds });
  }
}
