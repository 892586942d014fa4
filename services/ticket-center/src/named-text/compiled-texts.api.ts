import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { LRUCache } from 'lru-cache';
import type { NamedText, NamedTexts } from './named-text.api.js';

const TENANTS = 1_000;

interface Known<Book> {
  readonly revision: number;
  readonly book: Promise<Book>;
}

/** What is made of all texts of a kind together, made again only when one of them changed. */
export class CompiledTexts<Text, Book> {
  readonly #known = new LRUCache<string, Known<Book>>({ max: TENANTS });

  constructor(
    private readonly texts: NamedTexts<Text>,
    private readonly compile: (active: readonly NamedText<Text>[]) => Promise<Book> | Book,
  ) {}

  /** Of the tenant, as they were some seconds ago. */
  async get(): Promise<Book> {
    const tenant = currentTenant();
    const revision = await this.texts.revision();
    const known = this.#known.get(tenant);
    if (known?.revision === revision) return known.book;
    const book = this.#make();
    this.#known.set(tenant, { revision, book });
    book.catch(() => this.#known.delete(tenant));
    return book;
  }

  async #make(): Promise<Book> {
    return this.compile((await this.texts.list()).filter(({ active }) => active));
  }
}
