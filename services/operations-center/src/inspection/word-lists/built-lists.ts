import { setImmediate as pause } from 'node:timers/promises';
import { SIMPLIFIED } from '#libs/chinese-characters/simplified';
import { sounds } from '#libs/chinese-characters/sounds';
import { Database } from '#libs/persistence/database';
import { currentTenant, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { SoundingWords } from '#libs/quality-rules/words/sounding-words';
import type { WordFinder } from '#libs/quality-rules/words/word-finder';
import { WordList, type ListedWord } from '#libs/quality-rules/words/word-list';
import { LOGGER } from '#libs/web/platform/logger-token';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import type { Logger } from 'pino';
import { In } from 'typeorm';
import { ListedWordSchema, WordListSchema, type ListedWordRow } from './word-list.schema.js';

/** A list of 50,000 words is about 12 MB. */
const MOST_LISTS = 100;
const HAN = /^\p{Script=Han}{2,}$/u;

interface Built {
  readonly version: number;
  readonly finder: WordFinder;
}

/**
 * Lists as they are searched, of each tenant and version once. After a change the former is used on until the new one was built: nobody
 * who says something waits for that.
 */
@Injectable()
export class BuiltLists {
  readonly #built = new LRUCache<string, Promise<Built>>({ max: MOST_LISTS });
  readonly #building = new Set<string>();

  constructor(
    private readonly database: Database,
    @Inject(LOGGER) private readonly logger: Logger,
  ) {}

  /** Those there are. */
  async of(ids: readonly string[]): Promise<ReadonlyMap<string, WordFinder>> {
    if (ids.length === 0) return new Map();
    const rows = await (await this.database.reader()).find(WordListSchema, { where: { id: In([...ids]) } });
    const lists = rows.map(async ({ id, version }) => [id, (await this.#list(id, version)).finder] as const);
    return new Map(await Promise.all(lists));
  }

  async #list(id: string, version: number): Promise<Built> {
    const key = `${currentTenant()}/${id}`;
    const known = this.#built.get(key);
    if (known === undefined) return this.#keep(key, this.#build(id, version));
    const built = await known;
    if (built.version < version && !this.#building.has(key)) void this.#again(key, id, version);
    return built;
  }

  /** While the former is still searched. */
  async #again(key: string, id: string, version: number): Promise<void> {
    this.#building.add(key);
    try {
      const built = await runAsTenant(currentTenant(), () => this.#build(id, version));
      void this.#keep(key, Promise.resolve(built));
    } catch (error) {
      this.logger.warn({ err: error, list: id }, 'a list of words could not be built; the former is used on');
    } finally {
      this.#building.delete(key);
    }
  }

  #keep(key: string, building: Promise<Built>): Promise<Built> {
    this.#built.set(key, building);
    building.catch(() => {
      if (this.#built.peek(key) === building) this.#built.delete(key);
    });
    return building;
  }

  async #build(listId: string, version: number): Promise<Built> {
    const rows = await (await this.database.reader()).findBy(ListedWordSchema, { listId });
    await pause();
    return { version, finder: finderOf(rows) };
  }
}

/** Traditional characters are simplified ones; what is listed by sound is found by that too. */
export function finderOf(rows: readonly Omit<ListedWordRow, 'listId' | 'wordKey'>[]): WordFinder {
  const exceptions = rows.filter(({ isException }) => isException).map(({ text }) => text);
  const words = rows.filter(({ isException }) => !isException);
  const written = new WordList(words.map(listed), { exceptions, characters: SIMPLIFIED });
  const heard = words.filter(({ bySound, text }) => bySound && HAN.test(text));
  if (heard.length === 0) return written;
  return new SoundingWords(written, new WordList(heard.map(listed), { exceptions, characters: sounds() }));
}

function listed({ text, category, variants }: Pick<ListedWordRow, 'text' | 'category' | 'variants'>): ListedWord {
  return { text, category, variants };
}
