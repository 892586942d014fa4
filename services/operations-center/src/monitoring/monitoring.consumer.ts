import type { Received } from '#libs/contracts/event-contract';
import {
  interfaceAlarmCleared,
  interfaceAlarmRaised,
} from '#libs/contracts/common-center/integration/interface-events';
import { ticketPutBack } from '#libs/contracts/ticket-center/pool-events';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { ticketTransferredToTeam } from '#libs/contracts/ticket-center/ticket-relation-events';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { InterfaceAlarms } from './sources/interface-alarms.js';
import { TicketWriter } from './tickets/ticket-writer.js';

/** What boards know of tickets, and of the systems outside. */
@Controller()
export class MonitoringConsumer {
  constructor(
    private readonly tickets: TicketWriter,
    private readonly alarms: InterfaceAlarms,
  ) {}

  @EventPattern<string>(ticket.ticketOpened.type)
  onTicketOpened(@Payload() { id, time, data }: Received<typeof ticket.ticketOpened>): Promise<void> {
    return this.tickets.take(data.ticketId, { category: 'new', happened: { at: time, id }, openedAt: time });
  }

  @EventPattern<string>(ticket.ticketStatusChanged.type)
  onTicketStatusChanged(@Payload() { id, time, data }: Received<typeof ticket.ticketStatusChanged>): Promise<void> {
    return this.tickets.take(data.ticketId, { category: data.to, happened: { at: time, id } });
  }

  @EventPattern<string>(ticket.ticketClosed.type)
  onTicketClosed(@Payload() { id, time, data }: Received<typeof ticket.ticketClosed>): Promise<void> {
    const { ticketId, openedAt } = data;
    return this.tickets.take(ticketId, { category: 'closed', happened: { at: time, id }, openedAt });
  }

  @EventPattern<string>(ticket.ticketArchived.type)
  onTicketArchived(@Payload() { id, time, data }: Received<typeof ticket.ticketArchived>): Promise<void> {
    return this.tickets.take(data.ticketId, { category: 'closed', happened: { at: time, id } });
  }

  @EventPattern<string>(ticket.ticketAssigned.type)
  onTicketAssigned(@Payload() { id, time, data }: Received<typeof ticket.ticketAssigned>): Promise<void> {
    return this.tickets.take(data.ticketId, { assigneeId: data.assigneeId, happened: { at: time, id } });
  }

  @EventPattern<string[]>([ticket.ticketTransferred.type, ticket.ticketReturned.type])
  onTicketHandedOver(@Payload() { id, time, data }: Received<typeof ticket.ticketReturned>): Promise<void> {
    return this.tickets.take(data.ticketId, { assigneeId: data.toId, happened: { at: time, id } });
  }

  @EventPattern<string>(ticketPutBack.type)
  onTicketPutBack(@Payload() { id, time, data }: Received<typeof ticketPutBack>): Promise<void> {
    return this.tickets.take(data.ticketId, { assigneeId: null, happened: { at: time, id } });
  }

  @EventPattern<string>(ticket.ticketTeamAssigned.type)
  onTicketTeamAssigned(@Payload() { id, time, data }: Received<typeof ticket.ticketTeamAssigned>): Promise<void> {
    return this.tickets.take(data.ticketId, { teamId: data.teamId, happened: { at: time, id } });
  }

  @EventPattern<string>(ticketTransferredToTeam.type)
  onTicketToTeam(@Payload() { id, time, data }: Received<typeof ticketTransferredToTeam>): Promise<void> {
    const { ticketId, teamId } = data;
    return this.tickets.take(ticketId, { teamId, assigneeId: null, happened: { at: time, id } });
  }

  @EventPattern<string>(interfaceAlarmRaised.type)
  onInterfaceAlarm(@Payload() { time, data }: Received<typeof interfaceAlarmRaised>): Promise<void> {
    return this.alarms.raised(data, new Date(time));
  }

  @EventPattern<string>(interfaceAlarmCleared.type)
  onInterfaceWell(@Payload() { time, data }: Received<typeof interfaceAlarmCleared>): Promise<void> {
    return this.alarms.cleared(data, new Date(time));
  }
}
