import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { FigureTeams } from '../../figures/figure-teams.api.js';
import { outcomeAfter, type Outcome, type OutcomeNews } from './outcome.js';
import { noted } from '../profiles/noted-customer.js';
import { countsAs } from '../customers/merged-customers.js';
import { OutcomePersonSchema, OutcomeSchema } from './outcome.schema.js';

/** Keeps a row for each contact and ticket. */
@Injectable()
export class OutcomeWriter {
  constructor(
    private readonly database: Database,
    private readonly teams: FigureTeams,
  ) {}

  contact(contactId: string, news: OutcomeNews): Promise<void> {
    return this.#take({ kind: 'contact', id: contactId }, news);
  }

  ticket(ticketId: string, news: OutcomeNews): Promise<void> {
    return this.#take({ kind: 'ticket', id: ticketId }, news);
  }

  /** The first that was told holds. */
  joined(personId: string, at: number): Promise<void> {
    return this.database.transaction(async (tx) => {
      const known = await tx.findOneBy(OutcomePersonSchema, { id: personId });
      if (known && known.since <= at) return;
      if (known) await tx.update(OutcomePersonSchema, { id: personId }, { since: at });
      else await tx.insert(OutcomePersonSchema, { id: personId, since: at });
    });
  }

  #take(of: Pick<Outcome, 'id' | 'kind'>, news: OutcomeNews): Promise<void> {
    return this.database.transaction(async (tx) => {
      const whole = { ...news, ...(await this.#teamIn(tx, of, news)) };
      const lock = this.database.rowLock;
      const known = await tx.findOne(OutcomeSchema, { where: { id: of.id }, ...lock });
      const after = outcomeAfter(known, of, whole);
      const row = { ...after, countsAs: await ownerOf(tx, after, known) };
      if (row.countsAs !== null && row.countsAs !== known?.countsAs) await noted(tx, row.countsAs);
      await (known ? tx.update(OutcomeSchema, { id: of.id }, row) : tx.insert(OutcomeSchema, row));
    });
  }

  /** A contact counts for the team of its agent; a ticket too, unless they are in none: then for the one it was given to. */
  async #teamIn(tx: EntityManager, { kind }: Pick<Outcome, 'kind'>, { agentId }: OutcomeNews) {
    if (typeof agentId !== 'string') return {};
    const teamId = await this.teams.teamOf(tx, agentId);
    return teamId === null && kind === 'ticket' ? {} : { teamId };
  }
}

/** Whom merges tell of, they change themselves. */
async function ownerOf(tx: EntityManager, { customerId }: Outcome, known: Outcome | null): Promise<string | null> {
  if (customerId === null) return null;
  return known?.customerId === customerId ? known.countsAs : countsAs(tx, customerId);
}
