import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf } from '#libs/kernel/page';
import { checkPrecondition } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { MoreThan, type EntityManager } from 'typeorm';
import { DictionarySchema, EditionSchema, type DictionaryRow, type EditionRow } from './dictionary.schema.js';
import { faultsOf, missingIn, type Entry } from './entries.js';

export class DictionaryNotFound extends domainError('dictionary-not-found', 'not-found') {}
export class DictionaryCodeTaken extends domainError('dictionary-code-taken', 'conflict') {}
export class DictionaryEntriesWrong extends domainError('dictionary-entries-wrong', 'invalid') {}
/** Somebody may have kept it: it is made inactive, not left out. */
export class DictionaryCodesMissing extends domainError('dictionary-codes-missing', 'invalid') {}

export type Dictionary = DictionaryRow & Pick<EditionRow, 'number' | 'entries'>;

/** Lists of codes, each change an edition that stays. */
@Injectable()
export class Dictionaries {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  async list({ limit, cursor }: PageQuery) {
    const where = cursor === undefined ? {} : { code: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const options = { where, order: { code: 'ASC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(DictionarySchema, options);
    return pageOf(rows, limit, ({ code }) => [code]);
  }

  /** @param number undefined: the latest. @throws DictionaryNotFound */
  async get(code: string, number?: number): Promise<Dictionary> {
    const db = await this.database.reader();
    const row = await db.findOneBy(DictionarySchema, { code });
    const edition = row && (await db.findOneBy(EditionSchema, { dictionaryId: row.id, number: number ?? row.latest }));
    if (!row || !edition) throw new DictionaryNotFound('There is no such dictionary, or not this edition.', { code });
    return { ...row, number: edition.number, entries: edition.entries };
  }

  /** @throws DictionaryEntriesWrong, DictionaryCodeTaken */
  add(code: string, name: string, entries: readonly Entry[], by: string): Promise<Dictionary> {
    requireSound(entries);
    return this.database.transaction(async (tx) => {
      const row = { id: newId(this.clock.now()), version: 1, code, name, latest: 1 };
      await tx.insert(DictionarySchema, row).catch((error: unknown) => {
        throw isDuplicateKey(error) ? new DictionaryCodeTaken('There is a dictionary of that code.') : error;
      });
      return this.#edition(tx, row, entries, by);
    });
  }

  /** @throws DictionaryNotFound, DictionaryEntriesWrong, DictionaryCodesMissing, StaleVersion */
  change(id: string, name: string, entries: readonly Entry[], by: string): Promise<Dictionary> {
    requireSound(entries);
    return this.database.transaction(async (tx) => {
      const before = await tx.findOneBy(DictionarySchema, { id });
      if (!before) throw new DictionaryNotFound('There is no such dictionary.', { id });
      checkPrecondition(before);
      const had = await tx.findOneByOrFail(EditionSchema, { dictionaryId: id, number: before.latest });
      const missing = missingIn(entries, had.entries);
      if (missing.length > 0)
        throw new DictionaryCodesMissing('Codes are made inactive, not left out.', {
          offending: missing.map((field) => ({ field, message: 'is left out' })),
        });
      const row = { ...before, name, version: before.version + 1, latest: before.latest + 1 };
      await tx.update(DictionarySchema, { id, version: before.version }, row);
      return this.#edition(tx, row, entries, by);
    });
  }

  async #edition(tx: EntityManager, row: DictionaryRow, entries: readonly Entry[], by: string): Promise<Dictionary> {
    const edition = { dictionaryId: row.id, number: row.latest, entries: [...entries], by, at: this.clock.now() };
    await insertRows(tx, EditionSchema, [edition]);
    return { ...row, number: edition.number, entries: edition.entries };
  }
}

function requireSound(entries: readonly Entry[]): void {
  const offending = faultsOf(entries);
  if (offending.length > 0) throw new DictionaryEntriesWrong('The entries are no tree.', { offending });
}
