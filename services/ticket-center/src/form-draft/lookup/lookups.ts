import { isDeepStrictEqual } from 'node:util';
import { formLookupAnswered, formLookupRequested } from '#libs/contracts/ticket-center/form-events';
import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { outgoing, Outbox } from '#libs/messaging/outbox';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Forms, type Answers, type FormRef } from '../../form/form.api.js';
import { FormLookupSchema, type FormLookup } from './form-lookup.schema.js';
import { questionsOf } from './questions.js';

export type LookupAnswer = Pick<FormLookup, 'code' | 'filled'> & {
  readonly state: 'found' | 'refused' | 'unavailable';
};

/** What is asked for drafts: recorded with what was typed, so that a crash loses no question. */
@Injectable()
export class Lookups {
  constructor(
    private readonly database: Database,
    private readonly forms: Forms,
    private readonly outbox: Outbox,
    private readonly clock: Clock,
  ) {}

  /** In the transaction that saves the draft: asks what is to be asked now, and forgets what was asked by what is no more. */
  async follow(draftId: string, form: FormRef, typed: Answers): Promise<void> {
    const questions = questionsOf(await this.forms.get(form), await this.forms.compute(form, typed), this.clock.now());
    await this.database.transaction(async (tx) => {
      const known = new Map((await tx.findBy(FormLookupSchema, { draftId })).map((row) => [row.lookup, row]));
      for (const [lookup, asked] of questions) {
        const before = known.get(lookup);
        if (asked && !isDeepStrictEqual(before?.asked, asked)) await this.#ask(tx, draftId, lookup, asked);
        if (!asked && before) await tx.delete(FormLookupSchema, { id: before.id });
      }
    });
  }

  /** The same once more, after it could not be answered. */
  async askAgain(draftId: string, lookup: string): Promise<boolean> {
    return this.database.transaction(async (tx) => {
      const before = await tx.findOneBy(FormLookupSchema, { draftId, lookup });
      if (before) await this.#ask(tx, draftId, lookup, before.asked);
      return before !== null;
    });
  }

  async of(draftId: string): Promise<FormLookup[]> {
    return (await this.database.reader()).find(FormLookupSchema, { where: { draftId }, order: { lookup: 'ASC' } });
  }

  /** What waits for an answer; null: it was asked anew, answered, or its draft is gone. */
  async pending(id: string): Promise<FormLookup | null> {
    return (await this.database.reader()).findOneBy(FormLookupSchema, { id, state: 'pending' });
  }

  /** Lands where it was asked and nowhere else: an answer to what is no longer asked is dropped. */
  async answer({ id, draftId }: FormLookup, agentId: string, answer: LookupAnswer): Promise<void> {
    const answeredAt = this.clock.now();
    await this.database.transaction(async (tx) => {
      const change = { ...answer, answeredAt } as object;
      const { affected } = await tx.update(FormLookupSchema, { id, state: 'pending' }, change);
      if (affected !== 1) return;
      const told = { draftId, lookupId: id, agentId, state: answer.state };
      await this.outbox.append(tx, draftId, answeredAt, [outgoing(formLookupAnswered, told)]);
    });
  }

  async #ask(tx: EntityManager, draftId: string, lookup: string, asked: Record<string, unknown>): Promise<void> {
    const askedAt = this.clock.now();
    const id = newId(askedAt);
    await tx.delete(FormLookupSchema, { draftId, lookup });
    const blank = { state: 'pending', code: null, filled: {}, answeredAt: null } as const;
    await tx.insert(FormLookupSchema, { id, draftId, lookup, asked: asked as object, askedAt, ...blank });
    // Under its own id: what was asked before and is slow holds up nothing.
    await this.outbox.append(tx, id, askedAt, [outgoing(formLookupRequested, { draftId, lookupId: id })]);
  }
}
