import type { ToldContact } from '#libs/contracts/call-center/contact-tellings-api';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { ContactFacts } from './contact-facts.js';
import { FigureContactSchema } from './fact.schema.js';
import { misheardOf, type Misheard } from './misheard.js';

/** Lays what was told of contacts beside what was heard. */
@Injectable()
export class ToldContacts {
  constructor(
    private readonly database: Database,
    private readonly facts: ContactFacts,
  ) {}

  /** Of those that are not counted as they were told. @param until what was told later is still on its way; ms since the epoch */
  async misheard(contacts: readonly ToldContact[], until: number): Promise<Misheard[]> {
    const reader = await this.database.reader();
    const contactId = In(contacts.map((contact) => contact.contactId));
    const known = new Map((await reader.findBy(FigureContactSchema, { contactId })).map((row) => [row.contactId, row]));
    return contacts.flatMap((contact) => misheardOf(contact, known.get(contact.contactId)?.facts ?? [], until) ?? []);
  }

  /** Counts it as if it had been heard so; should what is missing come yet, it counts once. */
  makeGood({ contactId, missing, differing, surplus }: Misheard): Promise<void> {
    const told = [...missing, ...differing.map((each) => each.told)].map((fact) => ({
      ...fact,
      madeGood: true as const,
    }));
    const wrong = [...surplus, ...differing.map(({ heard }) => heard)].map(({ id }) => id);
    return this.facts.correct(contactId, told, wrong);
  }
}
