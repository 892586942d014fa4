import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { compared } from '#libs/text-search/terms-of';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { SynonymSchema, type SynonymRow } from './synonym.schema.js';
import type { SynonymGroup } from './variants.js';

export class SynonymsNotFound extends domainError('knowledge-synonyms-not-found', 'not-found') {}
export class TooManySynonyms extends domainError('too-many-knowledge-synonyms', 'conflict') {}
/** A word means one thing: it is in one group of a language. */
export class SynonymTaken extends domainError('knowledge-synonym-taken', 'conflict') {}

/** Written in several ways it is still one word. */
export class SynonymAlone extends domainError('knowledge-synonym-alone', 'invalid') {}

export type SynonymText = Pick<SynonymRow, 'language' | 'words'>;

/** All are looked at with each question. */
const MOST = 500;

/** A tenant's own words for the same thing. */
@Injectable()
export class Synonyms {
  readonly #groups: TenantMemory<readonly SynonymGroup[]>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.#groups = new TenantMemory<readonly SynonymGroup[]>(clock, async () =>
      (await this.list()).map(({ words }) => words),
    );
  }

  /** As they were some seconds ago. */
  groups(): Promise<readonly SynonymGroup[]> {
    return this.#groups.get();
  }

  async list(): Promise<SynonymRow[]> {
    return (await this.database.reader()).find(SynonymSchema, { order: { language: 'ASC', id: 'ASC' } });
  }

  /** @throws SynonymAlone, SynonymTaken, TooManySynonyms */
  add(text: SynonymText): Promise<SynonymRow> {
    return this.#write(async (tx) => {
      if ((await tx.count(SynonymSchema)) >= MOST) throw new TooManySynonyms(`There are ${MOST} groups already.`);
      const row = { id: newId(this.clock.now()), version: 1, ...(await this.#free(tx, text, '')) };
      await tx.insert(SynonymSchema, row);
      return row;
    });
  }

  /** @throws SynonymsNotFound, SynonymTaken, StaleVersion */
  change(id: string, text: SynonymText): Promise<SynonymRow> {
    return this.#write(async (tx) => {
      const { version } = await this.#checked(tx, id);
      const row = { id, version: version + 1, ...(await this.#free(tx, text, id)) };
      await tx.update(SynonymSchema, { id, version }, row);
      return row;
    });
  }

  /** @throws SynonymsNotFound, StaleVersion */
  remove(id: string): Promise<void> {
    return this.#write(async (tx) => {
      await this.#checked(tx, id);
      await tx.delete(SynonymSchema, { id });
    });
  }

  async #write<Result>(work: (tx: EntityManager) => Promise<Result>): Promise<Result> {
    const result = await this.database.transaction(work);
    this.#groups.forget(currentTenant());
    return result;
  }

  async #checked(tx: EntityManager, id: string): Promise<SynonymRow> {
    const row = await tx.findOneBy(SynonymSchema, { id });
    if (!row) throw new SynonymsNotFound('There is no such group.', { id });
    checkPrecondition(row);
    return row;
  }

  async #free(tx: EntityManager, { language, words }: SynonymText, except: string): Promise<SynonymText> {
    const said = [...new Set(words.map(compared))];
    if (said.length < 2) throw new SynonymAlone('These are one and the same word.', { words });
    for (const other of await tx.findBy(SynonymSchema, { language }))
      if (other.id !== except && other.words.some((word) => said.includes(word)))
        throw new SynonymTaken('One of the words is in another group.', { id: other.id });
    return { language, words: said };
  }
}
