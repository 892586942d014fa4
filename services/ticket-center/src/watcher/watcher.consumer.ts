import { ticketNotificationRequested } from '#libs/contracts/ticket-center/automation-events';
import { ticketPersonMentioned } from '#libs/contracts/ticket-center/collaboration/collaboration-events';
import type { Received } from '#libs/contracts/event-contract';
import {
  ticketCustomerWrote,
  ticketReplied,
  ticketSolved,
  ticketStatusChanged,
} from '#libs/contracts/ticket-center/ticket-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Controller } from '@nestjs/common';
import { EventPattern, Payload } from '@nestjs/microservices';
import { Watchers } from './watcher.api.js';

/** Tells who follows a ticket what happened to it; nobody of what they did themselves. */
@Controller()
export class WatcherConsumer {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly watchers: Watchers,
  ) {}

  @EventPattern<string>(ticketReplied.type)
  tellOfReply(@Payload() { data: { ticketId, by } }: Received<typeof ticketReplied>): Promise<void> {
    return this.#tellWatchers(ticketId, 'watched-ticket-replied', by);
  }

  @EventPattern<string>(ticketCustomerWrote.type)
  tellOfCustomer(@Payload() { data: { ticketId } }: Received<typeof ticketCustomerWrote>): Promise<void> {
    return this.#tellWatchers(ticketId, 'watched-ticket-customer-wrote', null);
  }

  /** That it is solved is told once, with its solution. */
  @EventPattern<string>(ticketStatusChanged.type)
  async tellOfStatus(@Payload() { data: { ticketId, to, by } }: Received<typeof ticketStatusChanged>): Promise<void> {
    if (to !== 'solved') await this.#tellWatchers(ticketId, 'watched-ticket-status-changed', by);
  }

  @EventPattern<string>(ticketSolved.type)
  tellOfSolution(@Payload() { data: { ticketId, by } }: Received<typeof ticketSolved>): Promise<void> {
    return this.#tellWatchers(ticketId, 'watched-ticket-solved', by);
  }

  @EventPattern<string>(ticketPersonMentioned.type)
  tellMentioned(@Payload() { data: { ticketId, people, by } }: Received<typeof ticketPersonMentioned>): Promise<void> {
    return this.#tell(ticketId, people, 'ticket-mentioned', by);
  }

  async #tellWatchers(ticketId: string, template: string, by: string | null | undefined): Promise<void> {
    const watchers = await this.watchers.of(ticketId);
    const people = watchers.map(({ personId }) => personId);
    await this.#tell(ticketId, people, template, by);
  }

  async #tell(
    ticketId: string,
    people: readonly string[],
    template: string,
    by: string | null | undefined,
  ): Promise<void> {
    const told = people.filter((person) => person !== by);
    if (told.length === 0) return;
    const now = this.clock.now();
    const event = outgoing(ticketNotificationRequested, {
      ...{ notificationId: newId(now), ticketId, people: told, template },
      deliverAt: now.toISOString(),
    });
    await this.database.transaction((tx) => this.outbox.append(tx, ticketId, now, [event]));
  }
}
