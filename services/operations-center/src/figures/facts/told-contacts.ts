import type { ToldContact } from '#libs/contracts/contact-tellings-api';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { ContactFacts } from './contact-facts.js';
import { FigureContactSchema } from './fact.schema.js';
import { unheardOf, type Unheard } from './unheard.js';

/** Lays what was told of contacts beside what was heard. */
@Injectable()
export class ToldContacts {
  constructor(
    private readonly database: Database,
    private readonly facts: ContactFacts,
  ) {}

  /** Of those of which something was not heard, what. @param until what was told later is still on its way; ms since the epoch */
  async unheard(contacts: readonly ToldContact[], until: number): Promise<Unheard[]> {
    const reader = await this.database.reader();
    const contactId = In(contacts.map((contact) => contact.contactId));
    const known = new Map((await reader.findBy(FigureContactSchema, { contactId })).map((row) => [row.contactId, row]));
    return contacts
      .map((contact) => unheardOf(contact, known.get(contact.contactId)?.facts ?? [], until))
      .filter(({ facts }) => facts.length > 0);
  }

  /** Counts it as if it had been heard; should it come yet, it counts once. */
  async makeGood({ contactId, facts }: Unheard): Promise<void> {
    for (const fact of facts) await this.facts.take(contactId, { ...fact, madeGood: true });
  }
}
