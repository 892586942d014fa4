import {
  TELLINGS_AT_ONCE,
  type ContactTelling,
  type ToldContact,
} from '#libs/contracts/call-center/contact-tellings-api';
import { leastIdOf } from '#libs/kernel/id';
import type { JournalRow } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { And, In, LessThan, MoreThan, MoreThanOrEqual } from 'typeorm';
import type { Contact } from '../domain/contact.aggregate.js';
import { eventOf } from '../infra/contact-journal.js';
import { publishContact } from '../infra/contact.outbox.js';
import { ContactJournalSchema, ContactSchema, type ContactRow } from '../infra/contact.schema.js';

/** Ids never go backwards in a process, so that one may be ahead of the time it was made at. */
const ID_AHEAD_MS = 3_600_000;

/** What was told of contacts, by their journals. */
@Injectable()
export class ContactTellingReader {
  constructor(private readonly database: Database) {}

  /** Of contacts that began in the time, behind one of them, in the order of their ids. */
  async of(from: Date, to: Date, after: string | undefined): Promise<ToldContact[]> {
    const reader = await this.database.reader();
    const latest = leastIdOf(new Date(to.getTime() + ID_AHEAD_MS));
    const where = {
      id: And(MoreThan(after ?? leastIdOf(from)), LessThan(latest)),
      startedAt: And(MoreThanOrEqual(from), LessThan(to)),
    };
    const contacts = await reader.find(ContactSchema, { where, order: { id: 'ASC' }, take: TELLINGS_AT_ONCE });
    const rows = await reader.find(ContactJournalSchema, {
      where: { aggregateId: In(contacts.map((contact) => contact.id)) },
      order: { id: 'ASC' },
    });
    const journals = Map.groupBy(rows, ({ aggregateId }) => aggregateId);
    return contacts.map((contact) => ({
      contactId: contact.id,
      tellings: (journals.get(contact.id) ?? []).flatMap((row) => tellingOf(row, contact) ?? []),
    }));
  }
}

function tellingOf(row: JournalRow, contact: ContactRow): ContactTelling | null {
  const told = publishContact(eventOf(row), contact as unknown as Contact);
  return told && { id: row.id, type: told.type, time: row.at.toISOString(), data: told.data };
}
