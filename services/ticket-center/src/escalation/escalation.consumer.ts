import type { Received } from '#libs/contracts/event-contract';
import { ticketSlaBreached, ticketSlaWarned } from '#libs/contracts/ticket-center/sla-events';
import { ticketClosed, ticketSolved, ticketUrged } from '#libs/contracts/ticket-center/ticket-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Escalations } from './run/escalations.js';

@Controller()
export class EscalationConsumer {
  constructor(private readonly escalations: Escalations) {}

  @EventPattern<string>(ticketUrged.type)
  async hearUrge(@Payload() { data }: Received<typeof ticketUrged>): Promise<void> {
    await this.escalations.happened(data.ticketId, 'urged', ({ urged }) => urged);
  }

  @EventPattern<string>(ticketSlaWarned.type)
  async hearWarning(@Payload() { data }: Received<typeof ticketSlaWarned>): Promise<void> {
    const { ticketId, metric } = data;
    await this.escalations.happened(ticketId, 'sla-warned', ({ slaWarned }) => slaWarned.includes(metric));
  }

  @EventPattern<string>(ticketSlaBreached.type)
  async hearBreach(@Payload() { data }: Received<typeof ticketSlaBreached>): Promise<void> {
    const { ticketId, metric } = data;
    await this.escalations.happened(ticketId, 'sla-breached', ({ slaBreached }) => slaBreached.includes(metric));
  }

  @EventPattern<string>(ticketSolved.type)
  async cancelSolved(@Payload() { data }: Received<typeof ticketSolved>): Promise<void> {
    await this.escalations.cancel(data.ticketId);
  }

  @EventPattern<string>(ticketClosed.type)
  async cancelClosed(@Payload() { data }: Received<typeof ticketClosed>): Promise<void> {
    await this.escalations.cancel(data.ticketId);
  }
}
