import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, Not } from 'typeorm';
import type { StandingOffer } from './domain/contact-course.js';
import type { ContactOutcome, ContactStatus } from './domain/contact-status.js';
import { ContactNotFound } from './domain/contact.errors.js';
import { ContactSchema, type ContactRow } from './infra/contact.schema.js';

const KNOWN = {
  ...{ id: true, number: true, channel: true, direction: true, status: true, customerId: true },
  ...{ agentId: true, queueId: true },
} as const;
export type KnownContact = Pick<ContactRow, keyof typeof KNOWN>;

/** Who is to talk to the customer. */
export interface ContactStanding {
  readonly status: ContactStatus;
  readonly outcome: ContactOutcome | null;
  readonly queueId: string | null;
  /** Who has it; without a reservation when it came past the queues. */
  readonly holder: { readonly agentId: string; readonly reservationId: string | null } | null;
  readonly offers: readonly StandingOffer[];
}

const STANDING = { status: true, outcome: true, queueId: true, agentId: true, course: true } as const;

/** What other contexts ask about contacts. */
@Injectable()
export class ContactDirectory {
  constructor(private readonly database: Database) {}

  /**
   * The contacts in the order asked for. Whose contact it is never changes once known, so it may be relied on.
   * @throws ContactNotFound naming the first that does not exist.
   */
  async get(contactIds: readonly string[]): Promise<KnownContact[]> {
    const db = await this.database.reader();
    const rows = await db.find(ContactSchema, { select: KNOWN, where: { id: In([...contactIds]) } });
    const byId = new Map(rows.map((row) => [row.id, row]));
    return contactIds.map((contactId) => {
      const row = byId.get(contactId);
      if (!row) throw new ContactNotFound('There is no such contact.', { contactId });
      return row;
    });
  }

  /** Who had the customer's contact before this one last; null: nobody. */
  async lastAgentOf(customerId: string, contactId: string): Promise<string | null> {
    const where = { customerId, id: LessThan(contactId), agentId: Not(IsNull()) };
    const db = await this.database.reader();
    const last = await db.findOne(ContactSchema, { select: { id: true, agentId: true }, where, order: { id: 'DESC' } });
    return last?.agentId ?? null;
  }

  /** @throws ContactNotFound */
  async standing(contactId: string): Promise<ContactStanding> {
    const db = await this.database.reader();
    const row = await db.findOne(ContactSchema, { select: STANDING, where: { id: contactId } });
    if (!row) throw new ContactNotFound('There is no such contact.', { contactId });
    const { status, outcome, queueId, agentId, course } = row;
    const isHad = agentId !== null && (status === 'in-progress' || status === 'held');
    const holder = isHad ? { agentId, reservationId: course?.reservationId ?? null } : null;
    return { status, outcome, queueId, holder, offers: course?.offers ?? [] };
  }

  /** Whether a contact waits in the queue, or rings out of it. */
  async anyWaitsIn(queueId: string): Promise<boolean> {
    const status = In(['waiting', 'offered']);
    return (await this.database.reader()).existsBy(ContactSchema, { queueId, status });
  }
}
