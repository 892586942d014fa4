import type { Envelope } from '#libs/contracts/envelope';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { KnownTicketSchema, TeamMemberSchema, type KnownTicket } from './known-ticket.schema.js';

type Learnt = Partial<Omit<KnownTicket, 'ticketId'>>;
type Data = Readonly<Record<string, unknown>>;

const assigneeIn = (name: string) => (data: Data) => ({ assigneeId: data[name] as string });

/** What each event says of a ticket. */
const LEARNT: Readonly<Record<string, (data: Data) => Learnt>> = {
  'ticket.opened.v1': ({ number }) => ({ number: number as string }),
  'ticket.assigned.v1': assigneeIn('assigneeId'),
  'ticket.transferred.v1': assigneeIn('toId'),
  'ticket.returned.v1': assigneeIn('toId'),
  'ticket.team-assigned.v1': ({ teamId }) => ({ teamId: teamId as string | null }),
};

export const LEARNT_FROM: readonly string[] = Object.keys(LEARNT);

/** Tickets and teams as far as their events told; events of one ticket come in order. */
@Injectable()
export class KnownTickets {
  constructor(private readonly database: Database) {}

  async learn({ type, data }: Envelope): Promise<void> {
    const learnt = LEARNT[type]?.(data);
    if (!learnt) return;
    const ticketId = data['ticketId'] as string;
    await this.database.transaction(async (tx) => {
      const { affected } = await tx.update(KnownTicketSchema, { ticketId }, learnt);
      if (affected === 0)
        await tx.insert(KnownTicketSchema, { ticketId, number: null, assigneeId: null, teamId: null, ...learnt });
    });
  }

  /** @param teamId null: none any more */
  async learnTeam(personId: string, teamId: string | null): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.delete(TeamMemberSchema, { personId });
      if (teamId !== null) await tx.insert(TeamMemberSchema, { personId, teamId });
    });
  }

  async find(ticketId: string): Promise<KnownTicket | null> {
    return (await this.database.reader()).findOneBy(KnownTicketSchema, { ticketId });
  }

  async membersOf(teamId: string): Promise<ReadonlySet<string>> {
    const members = await (await this.database.reader()).findBy(TeamMemberSchema, { teamId });
    return new Set(members.map(({ personId }) => personId));
  }
}
