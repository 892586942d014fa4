import type { Received } from '#libs/contracts/event-contract';
import { accountChanged } from '#libs/contracts/common-center/identity/people-events';
import { ticketPutBack } from '#libs/contracts/ticket-center/pool-events';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { ticketMerged, ticketTransferredToTeam } from '#libs/contracts/ticket-center/ticket-relation-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { OutcomeWriter } from './rows/outcome-writer.js';

/** What is told of tickets, and of those who work on them. */
@Controller()
export class OutcomeTicketsConsumer {
  constructor(private readonly outcomes: OutcomeWriter) {}

  /** People have it before them from then on. */
  @EventPattern<string>(ticket.ticketOpened.type)
  onOpened(@Payload() { time, data }: Received<typeof ticket.ticketOpened>): Promise<void> {
    const at = Date.parse(time);
    const { ticketId, customerId } = data;
    return this.outcomes.ticket(ticketId, { at, openedAt: at, askedAt: at, customerId });
  }

  /** What nobody wrote is no reply of a person. */
  @EventPattern<string>(ticket.ticketReplied.type)
  async onReplied(@Payload() { time, data }: Received<typeof ticket.ticketReplied>): Promise<void> {
    if (data.by === null || data.by === undefined) return;
    const at = Date.parse(time);
    await this.outcomes.ticket(data.ticketId, { at, repliedAt: at });
  }

  @EventPattern<string>(ticket.ticketAssigned.type)
  onAssigned(@Payload() { time, data }: Received<typeof ticket.ticketAssigned>): Promise<void> {
    return this.outcomes.ticket(data.ticketId, { at: Date.parse(time), agentId: data.assigneeId });
  }

  @EventPattern<string[]>([ticket.ticketTransferred.type, ticket.ticketReturned.type])
  onHandedOver(@Payload() { time, data }: Received<typeof ticket.ticketReturned>): Promise<void> {
    return this.outcomes.ticket(data.ticketId, { at: Date.parse(time), agentId: data.toId });
  }

  @EventPattern<string>(ticketPutBack.type)
  onPutBack(@Payload() { time, data }: Received<typeof ticketPutBack>): Promise<void> {
    return this.outcomes.ticket(data.ticketId, { at: Date.parse(time), agentId: null });
  }

  @EventPattern<string>(ticket.ticketTeamAssigned.type)
  onTeamAssigned(@Payload() { time, data }: Received<typeof ticket.ticketTeamAssigned>): Promise<void> {
    return this.outcomes.ticket(data.ticketId, { at: Date.parse(time), teamId: data.teamId });
  }

  @EventPattern<string>(ticketTransferredToTeam.type)
  onToTeam(@Payload() { time, data }: Received<typeof ticketTransferredToTeam>): Promise<void> {
    return this.outcomes.ticket(data.ticketId, { at: Date.parse(time), teamId: data.teamId, agentId: null });
  }

  @EventPattern<string>(ticket.ticketSolved.type)
  onSolved(@Payload() { time, data }: Received<typeof ticket.ticketSolved>): Promise<void> {
    const at = Date.parse(time);
    return this.outcomes.ticket(data.ticketId, { at, solvedAt: at });
  }

  @EventPattern<string>(ticket.ticketReopened.type)
  onReopened(@Payload() { time, data }: Received<typeof ticket.ticketReopened>): Promise<void> {
    const at = Date.parse(time);
    return this.outcomes.ticket(data.ticketId, { at, reopenedAt: at });
  }

  @EventPattern<string>(ticketMerged.type)
  onMerged(@Payload() { time, data }: Received<typeof ticketMerged>): Promise<void> {
    const at = Date.parse(time);
    return this.outcomes.ticket(data.ticketId, { at, mergedAt: at });
  }

  @EventPattern<string>(ticket.ticketClosed.type)
  onClosed(@Payload() { time, data }: Received<typeof ticket.ticketClosed>): Promise<void> {
    const { ticketId, customerId, openedAt, solvedAt, satisfaction } = data;
    const times = { openedAt: Date.parse(openedAt), askedAt: Date.parse(openedAt), solvedAt: Date.parse(solvedAt) };
    const rated = satisfaction === null ? {} : { score: satisfaction };
    return this.outcomes.ticket(ticketId, { at: Date.parse(time), ...times, customerId, ...rated });
  }

  @EventPattern<string>(accountChanged.type)
  async onAccount(@Payload() { time, data }: Received<typeof accountChanged>): Promise<void> {
    if (data.change === 'created') await this.outcomes.joined(data.accountId, Date.parse(time));
  }
}
