import { Clock } from '#libs/kernel/clock';
import { Injectable } from '@nestjs/common';
import { FigureBook, type Interval, type Unheard } from '../../figures/figures.api.js';
import { Nights } from '../reconciliation/nights.js';
import { ContactsReconciledSchema, type UnheardTelling } from '../reconciliation/reconciliation.schema.js';
import { TellingsOfContacts } from './tellings-of-contacts.js';

/** What has happened since is still on its way. */
const ON_ITS_WAY_MS = 10 * 60_000;
const SAMPLE = 20;
const MOST = 10_000;

export const CONTACTS = { schema: ContactsReconciledSchema, name: 'contacts' };

/** Compares what contacts of a day are counted from, which events made, with what call-center told; counts what was not heard, and says so. */
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
    const { contacts, unheard } = await this.#look(day);
    const sample = unheard.flatMap(sampleOf).slice(0, SAMPLE);
    await this.nights.note(CONTACTS, { date, contacts, differences: countOf(unheard), sample });
    for (const each of unheard) await this.figures.makeGood(each);
    const left = unheard.length === 0 ? [] : (await this.#look(day)).unheard;
    await this.nights.settle(CONTACTS, date, countOf(left));
  }

  async #look(day: Interval): Promise<{ contacts: number; unheard: Unheard[] }> {
    const until = this.clock.now().getTime() - ON_ITS_WAY_MS;
    const unheard: Unheard[] = [];
    let contacts = 0;
    for await (const page of this.tellings.begunIn(day)) {
      contacts += page.length;
      if (unheard.length < MOST) unheard.push(...(await this.figures.unheard(page, until)));
    }
    return { contacts, unheard };
  }
}

function countOf(unheard: readonly Unheard[]): number {
  return unheard.reduce((sum, { facts }) => sum + facts.length, 0);
}

function sampleOf({ contactId, facts }: Unheard): UnheardTelling[] {
  return facts.map((fact) => ({
    ...{ contactId, what: fact.what, at: new Date(fact.at).toISOString() },
    queueId: fact.what === 'queued' ? fact.queueId : null,
  }));
}
