import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { Contact } from '../domain/contact.aggregate.js';
import { ContactNotFound } from '../domain/contact.errors.js';
import { Contacts } from '../domain/contact.repository.js';
import { publishContact } from './contact.outbox.js';
import { ContactJournalSchema, ContactSchema } from './contact.schema.js';

@Injectable()
export class TypeormContacts extends AggregateStore<Contact> implements Contacts {
  constructor(database: Database, outbox: Outbox, clock: Clock) {
    super(database, outbox, clock, {
      schema: ContactSchema,
      notFound: (contactId) => new ContactNotFound('There is no such contact.', { contactId }),
      publish: publishContact,
      journal: ContactJournalSchema,
    });
  }
}
