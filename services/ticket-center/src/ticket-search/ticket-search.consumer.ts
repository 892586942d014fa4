import type { Received } from '#libs/contracts/event-contract';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { SearchQueue } from './index/search-queue.js';

const HEARD = [
  ticket.ticketOpened.type,
  ticket.ticketChanged.type,
  ticket.ticketReplied.type,
  ticket.ticketCustomerWrote.type,
  ticket.ticketNoted.type,
  ticket.ticketSolved.type,
];

/** Whatever was written is read soon. */
@Controller()
export class TicketSearchConsumer {
  constructor(private readonly queue: SearchQueue) {}

  @EventPattern<string[]>(HEARD, OUTSIDE_TRANSACTION)
  async queueText(@Payload() { data }: Received<typeof ticket.ticketNoted>): Promise<void> {
    await this.queue.changed(data.ticketId);
  }
}
