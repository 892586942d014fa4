import type { Received } from '#libs/contracts/event-contract';
import { poolChanged, ticketPutBack } from '#libs/contracts/ticket-center/pool-events';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { OUTSIDE_TRANSACTION } from '#libs/messaging/event-transport';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { PoolEntries } from './entry/pool-entries.js';

/** Whatever may bring a ticket into a pool, out of it, or further to the front. */
const HEARD = [
  ticket.ticketOpened,
  ticket.ticketChanged,
  ticket.ticketStatusChanged,
  ticket.ticketTeamAssigned,
  ticket.ticketReplied,
  ticket.ticketCustomerWrote,
  ticket.ticketSupervised,
  ticket.ticketSolved,
  ticket.ticketReopened,
  ticket.ticketClosed,
  ticketPutBack,
];
/** Their other handlers talk to others first. */
const HEARD_OUTSIDE = [ticket.ticketAssigned, ticket.ticketTransferred, ticket.ticketReturned];

type Heard = Received<typeof ticket.ticketReopened>;

@Controller()
export class PoolConsumer {
  constructor(private readonly entries: PoolEntries) {}

  @EventPattern<string[]>(HEARD.map(({ type }) => type))
  async follow(@Payload() { data }: Heard): Promise<void> {
    await this.entries.follow(data.ticketId);
  }

  @EventPattern<string[]>(HEARD_OUTSIDE.map(({ type }) => type), OUTSIDE_TRANSACTION)
  async followOutside(@Payload() { data }: Heard): Promise<void> {
    await this.entries.follow(data.ticketId);
  }

  @EventPattern<string>(poolChanged.type, OUTSIDE_TRANSACTION)
  async sortAnew(): Promise<void> {
    await this.entries.followUnassigned();
  }
}
