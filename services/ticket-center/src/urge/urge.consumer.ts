import type { Received } from '#libs/contracts/event-contract';
import { ticketClosed, ticketSolved } from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Urges } from './urges.js';

@Controller()
export class UrgeConsumer {
  constructor(private readonly urges: Urges) {}

  @EventPattern<string>(ticketSolved.type)
  async settleSolved(@Payload() { data }: Received<typeof ticketSolved>): Promise<void> {
    await this.urges.settle(data.ticketId);
  }

  @EventPattern<string>(ticketClosed.type)
  async settleClosed(@Payload() { data }: Received<typeof ticketClosed>): Promise<void> {
    await this.urges.settle(data.ticketId);
  }
}
