import { Database } from '#libs/persistence/database';
import { readRows } from '#libs/persistence/rows/plain-rows';
import { Injectable } from '@nestjs/common';
import { In, IsNull, LessThan, Not } from 'typeorm';
import type { Callback } from './domain/callback.js';
import { NEW_COURSE, type StandingOffer } from './domain/contact-course.js';
import type { SupervisionSession } from './domain/supervision.js';
import type { ContactOutcome, ContactStatus } from './domain/contact-status.js';
import { ContactNotFound } from './domain/contact.errors.js';
import { ContactSchema, type ContactRow } from './infra/contact.schema.js';

/** Columns that say whose a contact is. */
export const CONTACT_OWNERS = { people: ['contact.agentId'] } as const;

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
  /** Agents on it beside who has it. */
  readonly participants: readonly StandingOffer[];
  /** Of these, whom who has it talks to alone; null: nobody. */
  readonly consulted: string | null;
  /** Ids of parties outside. */
  readonly outside: readonly string[];
  readonly supervision: readonly Pick<SupervisionSession, 'id' | 'by' | 'mode'>[];
  readonly callback: Pick<Callback, 'state' | 'attempts'> | null;
}

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

  /** @throws ContactNotFound */
  async standing(contactId: string): Promise<ContactStanding> {
    const db = await this.database.reader();
    const [row] = await readRows(db, ContactSchema, { id: contactId });
    if (!row) throw new ContactNotFound('There is no such contact.', { contactId });
    const { status, outcome, queueId, agentId, course } = row;
    const isHad = agentId !== null && (status === 'in-progress' || status === 'held');
    const holder = isHad ? { agentId, reservationId: course?.reservationId ?? null } : null;
    const { offers, participants, consultation, outside, supervision, callback } = { ...NEW_COURSE, ...course };
    return {
      ...{ status, outcome, queueId, holder, offers, participants, supervision, callback },
      consulted: consultation?.agentId ?? null,
      outside: outside.map(({ id }) => id),
    };
  }

  /** Who had the customer's contact before this one last; null: nobody. */
  async lastAgentOf(customerId: string, contactId: string): Promise<string | null> {
    const where = { customerId, id: LessThan(contactId), agentId: Not(IsNull()) };
    const db = await this.database.reader();
    const last = await db.findOne(ContactSchema, { select: { id: true, agentId: true }, where, order: { id: 'DESC' } });
    return last?.agentId ?? null;
  }

  /** Whether a contact waits in the queue, or rings out of it. */
  async anyWaitsIn(queueId: string): Promise<boolean> {
    const status = In(['waiting', 'offered']);
    return (await this.database.reader()).existsBy(ContactSchema, { queueId, status });
  }

  /** Personal: where the contact came from, and the queue it waits in or was last in. @throws ContactNotFound */
  async caller(contactId: string): Promise<Pick<ContactRow, 'address' | 'queueId'>> {
    return this.#row(contactId);
  }

  /** Personal: what to dial for a callback; null: nobody is called back, or it is not known. @throws ContactNotFound */
  async callbackNumber(contactId: string): Promise<string | null> {
    return (await this.#row(contactId)).course?.callback?.number ?? null;
  }

  /** Personal: the number of a party outside; null: it is not on the contact any more. @throws ContactNotFound */
  async outsideParty(contactId: string, partyId: string): Promise<string | null> {
    const { course } = await this.#row(contactId);
    return course?.outside?.find(({ id }) => id === partyId)?.number ?? null;
  }

  async #row(contactId: string): Promise<ContactRow> {
    const [row] = await readRows(await this.database.reader(), ContactSchema, { id: contactId });
    if (!row) throw new ContactNotFound('There is no such contact.', { contactId });
    return row;
  }
}
