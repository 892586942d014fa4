import type { Received } from '#libs/contracts/event-contract';
import {
  ticketChanged,
  ticketCustomerWrote,
  ticketOpened,
  ticketReplied,
  ticketStatusChanged,
  ticketSupervised,
  ticketTeamAssigned,
} from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { TicketSlas } from './ticket/ticket-slas.js';

/** Whatever starts, stops or changes a clock. */
@Controller()
export class SlaConsumer {
  constructor(private readonly slas: TicketSlas) {}

  @EventPattern<string>(ticketOpened.type)
  async followOpened(@Payload() { data }: Received<typeof ticketOpened>): Promise<void> {
    await this.slas.follow(data.ticketId);
  }

  @EventPattern<string>(ticketChanged.type)
  async followChanged(@Payload() { data }: Received<typeof ticketChanged>): Promise<void> {
    await this.slas.follow(data.ticketId);
  }

  @EventPattern<string>(ticketSupervised.type)
  async followSupervised(@Payload() { data }: Received<typeof ticketSupervised>): Promise<void> {
    await this.slas.follow(data.ticketId);
  }

  @EventPattern<string>(ticketStatusChanged.type)
  async followStatus(@Payload() { data }: Received<typeof ticketStatusChanged>): Promise<void> {
    await this.slas.follow(data.ticketId);
  }

  @EventPattern<string>(ticketTeamAssigned.type)
  async followTeam(@Payload() { data }: Received<typeof ticketTeamAssigned>): Promise<void> {
    await this.slas.follow(data.ticketId);
  }

  @EventPattern<string>(ticketReplied.type)
  async followReply(@Payload() { data }: Received<typeof ticketReplied>): Promise<void> {
    await this.slas.follow(data.ticketId);
  }

  @EventPattern<string>(ticketCustomerWrote.type)
  async followCustomer(@Payload() { data }: Received<typeof ticketCustomerWrote>): Promise<void> {
    await this.slas.follow(data.ticketId);
  }
}
