import { contactConnected, contactEnded, contactStarted } from '#libs/contracts/call-events';
import type { Received } from '#libs/contracts/event-contract';
import { ticketArchived, ticketClosed, ticketOpened, ticketStatusChanged } from '#libs/contracts/ticket-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { BoardWriter } from './board/board.writer.js';

/** What boards show. */
@Controller()
export class OperationsConsumer {
  constructor(private readonly board: BoardWriter) {}

  @EventPattern<string>(contactStarted.type)
  onContactStarted(@Payload() { data }: Received<typeof contactStarted>): Promise<void> {
    return this.board.contact(data.contactId, { state: 'waiting', channel: data.channel });
  }

  @EventPattern<string>(contactConnected.type)
  onContactConnected(@Payload() { data }: Received<typeof contactConnected>): Promise<void> {
    return this.board.contact(data.contactId, { state: 'in-progress' });
  }

  @EventPattern<string>(contactEnded.type)
  onContactEnded(@Payload() { data }: Received<typeof contactEnded>): Promise<void> {
    return this.board.contact(data.contactId, { state: 'ended' });
  }

  @EventPattern<string>(ticketOpened.type)
  onTicketOpened(@Payload() { id, time, data }: Received<typeof ticketOpened>): Promise<void> {
    return this.board.ticket(data.ticketId, { category: 'new', happened: { at: time, id }, openedAt: time });
  }

  @EventPattern<string>(ticketStatusChanged.type)
  onTicketStatusChanged(@Payload() { id, time, data }: Received<typeof ticketStatusChanged>): Promise<void> {
    return this.board.ticket(data.ticketId, { category: data.to, happened: { at: time, id } });
  }

  @EventPattern<string>(ticketClosed.type)
  onTicketClosed(@Payload() { id, time, data }: Received<typeof ticketClosed>): Promise<void> {
    return this.board.ticket(data.ticketId, {
      category: 'closed',
      happened: { at: time, id },
      openedAt: data.openedAt,
    });
  }

  @EventPattern<string>(ticketArchived.type)
  onTicketArchived(@Payload() { id, time, data }: Received<typeof ticketArchived>): Promise<void> {
    return this.board.ticket(data.ticketId, { category: 'closed', happened: { at: time, id } });
  }
}
