import { ticketNotificationRequested } from '#libs/contracts/ticket-center/automation-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Outbox, outgoing } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { Duties } from '../duty/duty.api.js';
import type { TicketFacts } from '../ticket/ticket.api.js';
import type { Recipient } from './recipient/recipient.dto.js';
import { ResponsiblePeople } from './recipient/responsible-people.js';

export { Recipient } from './recipient/recipient.dto.js';

/** Whom to turn to about a ticket. */
@Injectable()
export class Recipients {
  constructor(
    private readonly database: Database,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
    private readonly duties: Duties,
    private readonly responsible: ResponsiblePeople,
  ) {}

  /** Each once, in order; nobody where there is nobody. @throws RosterNotFound */
  async people(ticket: TicketFacts, recipients: readonly Recipient[]): Promise<string[]> {
    const people: string[] = [];
    for (const recipient of recipients) people.push(...(await this.#of(ticket, recipient)));
    return [...new Set(people)];
  }

  /** In the caller's transaction. @param template the code of a message template */
  async tell(ticketId: string, people: readonly string[], template: string): Promise<void> {
    if (people.length === 0) return;
    const now = this.clock.now();
    const deliverAt = now.toISOString();
    const told = { notificationId: newId(now), ticketId, people: [...people], template, deliverAt };
    await this.database.transaction((tx) =>
      this.outbox.append(tx, ticketId, now, [outgoing(ticketNotificationRequested, told)]),
    );
  }

  async #of(ticket: TicketFacts, recipient: Recipient): Promise<readonly string[]> {
    const teamId = ticket.teamId as string | null;
    switch (recipient.type) {
      case 'holder':
        return known(ticket.assigneeId);
      case 'supervisor':
        return known(ticket.supervisorId);
      case 'team-lead':
        return this.responsible.of('team-lead', teamId);
      case 'person':
        return [recipient.personId];
      case 'role':
        return this.responsible.of(recipient.role, teamId);
      case 'duty':
        return known(await this.duties.personOn(recipient.roster, recipient.layer));
    }
  }
}

function known(person: unknown): readonly string[] {
  return typeof person === 'string' ? [person] : [];
}
