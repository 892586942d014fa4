import type { Received } from '#libs/contracts/event-contract';
import { ticketClosed } from '#libs/contracts/ticket-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { TicketQualityService } from './ticket-quality/ticket-quality.service.js';

/** What finished work is judged by comes in here. */
@Controller()
export class OperationsConsumer {
  constructor(private readonly quality: TicketQualityService) {}

  @EventPattern<string>(ticketClosed.type)
  onTicketClosed(@Payload() { data }: Received<typeof ticketClosed>): Promise<void> {
    return this.quality.check(data);
  }
}
