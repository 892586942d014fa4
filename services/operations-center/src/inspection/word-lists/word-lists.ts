import { createHash } from 'node:crypto';
import { Clock } from '#libs/kernel/clock';
import { domainError } from '#libs/kernel/domain-error';
import { newId } from '#libs/kernel/id';
import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import type { PageQuery } from '#libs/web/http/paging';
import { Injectable } from '@nestjs/common';
import { In, MoreThan, type EntityManager } from 'typeorm';
import { wordsOfFile } from './word-file.js';
import type { ListedWordBody, WordFileBody, WordQuery, WordsBody } from './word-list.dto.js';
import { ListedWordSchema, WordListSchema, type ListedWordRow, type WordListRow } from './word-list.schema.js';

export class WordListNotFound extends domainError('word-list-not-found', 'not-found') {}
export class WordListNameTaken extends domainError('word-list-name-taken', 'conflict') {}

const AT_ONCE = 500;

/** Lists of words as people keep them. A change is in force as soon as the list was built anew. */
@Injectable()
export class WordLists {
  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** @throws WordListNameTaken */
  async add(name: string): Promise<WordListRow> {
    const updatedAt = this.clock.now();
    const row = { id: newId(updatedAt), version: 1, name, words: 0, updatedAt };
    try {
      await this.database.transaction((tx) => tx.insert(WordListSchema, row));
    } catch (error) {
      if (isDuplicateKey(error)) throw new WordListNameTaken('There is a list of this name.');
      throw error;
    }
    return row;
  }

  async list({ limit, cursor }: PageQuery): Promise<Page<WordListRow>> {
    const where = cursor === undefined ? {} : { id: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const db = await this.database.reader();
    const rows = await db.find(WordListSchema, { where, order: { id: 'ASC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ id }) => [id]);
  }

  /** @throws WordListNotFound */
  async get(id: string): Promise<WordListRow> {
    return found(await (await this.database.reader()).findOneBy(WordListSchema, { id }), id);
  }

  async words(listId: string, { limit, cursor, category }: WordQuery): Promise<Page<ListedWordRow>> {
    const after = cursor === undefined ? {} : { wordKey: MoreThan(decodeCursor(cursor, 1)[0]!) };
    const where = { listId, ...after, ...(category !== undefined && { category }) };
    const db = await this.database.reader();
    const rows = await db.find(ListedWordSchema, { where, order: { wordKey: 'ASC' }, take: limit + 1 });
    return pageOf(rows, limit, ({ wordKey }) => [wordKey]);
  }

  /** @throws WordListNotFound */
  change(id: string, { add, remove }: WordsBody): Promise<WordListRow> {
    return this.#changed(id, async (tx) => {
      await removeWords(tx, id, [...remove, ...add.map(({ text }) => text)].map(keyOf));
      await addWords(tx, id, add);
    });
  }

  /** All of the file or nothing. @throws WordListNotFound, ValidationFailed 422 `word-file-invalid` */
  takeFile(id: string, { csv, replace }: WordFileBody): Promise<WordListRow> {
    const words = wordsOfFile(csv);
    return this.#changed(id, async (tx) => {
      if (replace) await tx.delete(ListedWordSchema, { listId: id });
      else
        await removeWords(
          tx,
          id,
          words.map(({ text }) => keyOf(text)),
        );
      await addWords(tx, id, words);
    });
  }

  #changed(id: string, change: (tx: EntityManager) => Promise<void>): Promise<WordListRow> {
    return this.database.transaction(async (tx) => {
      const lock = this.database.rowLock;
      const row = found(await tx.findOne(WordListSchema, { where: { id }, ...lock }), id);
      await change(tx);
      const words = await tx.countBy(ListedWordSchema, { listId: id });
      const next = { ...row, version: row.version + 1, words, updatedAt: this.clock.now() };
      await tx.update(WordListSchema, { id }, next);
      return next;
    });
  }
}

function found(row: WordListRow | null, id: string): WordListRow {
  if (row === null) throw new WordListNotFound('There is no such list of words.', { id });
  return row;
}

async function removeWords(tx: EntityManager, listId: string, keys: readonly string[]): Promise<void> {
  for (let from = 0; from < keys.length; from += AT_ONCE)
    await tx.delete(ListedWordSchema, { listId, wordKey: In(keys.slice(from, from + AT_ONCE)) });
}

function addWords(tx: EntityManager, listId: string, words: readonly ListedWordBody[]): Promise<void> {
  const rows = new Map(words.map((word) => [keyOf(word.text), { listId, wordKey: keyOf(word.text), ...word }]));
  return insertRows(tx, ListedWordSchema, [...rows.values()]);
}

function keyOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url').slice(0, 32);
}
