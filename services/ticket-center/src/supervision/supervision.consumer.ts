import type { Received } from '#libs/contracts/event-contract';
import { ticketSupervised } from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Supervising } from './supervising.js';

@Controller()
export class SupervisionConsumer {
  constructor(private readonly supervising: Supervising) {}

  @EventPattern<string>(ticketSupervised.type)
  async follow(@Payload() { data }: Received<typeof ticketSupervised>): Promise<void> {
    await this.supervising.follow(data.ticketId, data.supervisorId);
  }
}
