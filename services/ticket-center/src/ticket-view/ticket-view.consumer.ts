import type { Received } from '#libs/contracts/event-contract';
import { ticketSlaBreached, ticketSlaWarned } from '#libs/contracts/ticket-center/sla-events';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { TicketLines } from './line/ticket-lines.js';

const HEARD = [
  ticket.ticketOpened.type,
  ticket.ticketChanged.type,
  ticket.ticketStatusChanged.type,
  ticket.ticketAssigned.type,
  ticket.ticketTeamAssigned.type,
  ticket.ticketTransferred.type,
  ticket.ticketReturned.type,
  ticket.ticketReplied.type,
  ticket.ticketCustomerWrote.type,
  ticket.ticketNoted.type,
  ticket.ticketUrged.type,
  ticket.ticketSupervised.type,
  ticket.ticketSolved.type,
  ticket.ticketReopened.type,
  ticket.ticketClosed.type,
  ticket.ticketArchived.type,
  ticketSlaWarned.type,
  ticketSlaBreached.type,
];

/** Whatever happened to a ticket: its line is brought level with it, after all that its event made others do here. */
@Controller()
export class TicketViewConsumer {
  constructor(private readonly lines: TicketLines) {}

  @EventPattern<string[]>(HEARD, OUTSIDE_TRANSACTION)
  async follow(@Payload() { data }: Received<typeof ticket.ticketUrged>): Promise<void> {
    await this.lines.follow(data.ticketId);
  }
}
