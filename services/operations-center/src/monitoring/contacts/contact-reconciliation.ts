import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { differencesOf, FigureBook, type Interval, type Misheard } from '../../figures/figures.api.js';
import { Nights } from '../reconciliation/nights.js';
import { ContactsReconciledSchema, type ContactDifference } from '../reconciliation/reconciliation.schema.js';
import { TellingsOfContacts } from './tellings-of-contacts.js';

/** What has happened since is still on its way. */
const ON_ITS_WAY_MS = 10 * 60_000;
const SAMPLE = 20;
const MOST = 10_000;

export const CONTACTS = { schema: ContactsReconciledSchema, name: 'contacts' };

/** Compares what contacts of a day are counted from, which events made, with what call-center told; puts right what differs, and says so. */
@Injectable()
export class ContactReconciliation {
  constructor(
    private readonly figures: FigureBook,
    private readonly tellings: TellingsOfContacts,
    private readonly nights: Nights,
    private readonly clock: Clock,
  ) {}

  /** Safe to repeat. @throws RemoteProblem, ServiceUnavailable, ServiceTimeout */
  async run(date: string): Promise<void> {
    const day = (await this.figures.calendar()).days.named(date);
    const { contacts, misheard } = await this.#look(day);
    const sample = misheard.flatMap(sampleOf).slice(0, SAMPLE);
    await this.nights.note(CONTACTS, { date, contacts, differences: countOf(misheard), sample });
    for (const each of misheard) await this.figures.makeGood(each);
    const left = misheard.length === 0 ? [] : (await this.#look(day)).misheard;
    await this.nights.settle(CONTACTS, date, countOf(left));
  }

  async #look(day: Interval): Promise<{ contacts: number; misheard: Misheard[] }> {
    const until = this.clock.ms() - ON_ITS_WAY_MS;
    const misheard: Misheard[] = [];
    let contacts = 0;
    for await (const page of this.tellings.begunIn(day)) {
      contacts += page.length;
      if (misheard.length < MOST) misheard.push(...(await this.figures.misheard(page, until)));
    }
    return { contacts, misheard };
  }
}

function countOf(misheard: readonly Misheard[]): number {
  return misheard.reduce((sum, each) => sum + differencesOf(each), 0);
}

function sampleOf({ contactId, missing, differing, surplus }: Misheard): ContactDifference[] {
  const named = [
    ...missing.map((fact) => ({ name: 'missing' as const, fact })),
    ...differing.map(({ told }) => ({ name: 'differing' as const, fact: told })),
    ...surplus.map((fact) => ({ name: 'surplus' as const, fact })),
  ];
  return named.map(({ name, fact }) => ({
    ...{ contactId, name, what: fact.what, at: new Date(fact.at).toISOString() },
    queueId: fact.what === 'queued' ? fact.queueId : null,
  }));
}
