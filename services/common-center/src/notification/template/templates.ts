import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { Injectable } from '@nestjs/common';
import type { Channel } from '../kind/kind.js';
import type { Locale } from '../preference/preference.schema.js';
import { BUILT_IN_TEMPLATES, type Words } from './built-in-templates.js';
import { filled, type Known } from './filled.js';
import { TemplateSchema, type Template } from './template.schema.js';

type Own = Pick<Template, 'code' | 'channel' | 'locale'>;

/** How notifications are worded: by the tenant, and otherwise by the product. */
@Injectable()
export class Templates {
  readonly #newest: TenantMemory<ReadonlyMap<string, Template>>;

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.#newest = new TenantMemory(clock, () => this.#load());
  }

  /** The newest of each. */
  async list(): Promise<Template[]> {
    return [...(await this.#load()).values()];
  }

  /** The oldest first. */
  async versions(own: Own): Promise<Template[]> {
    return (await this.database.reader()).find(TemplateSchema, { where: own, order: { version: 'ASC' } });
  }

  async put(own: Own, words: Words, by: string): Promise<Template> {
    const tenantId = currentTenant();
    const next = await this.database.transaction(async (tx) => {
      const [newest] = await tx.find(TemplateSchema, { where: own, order: { version: 'DESC' }, take: 1 });
      const row = { ...own, ...words, version: (newest?.version ?? 0) + 1, changedBy: by, changedAt: this.clock.now() };
      await tx.insert(TemplateSchema, row);
      return row;
    });
    this.#newest.forget(tenantId);
    return next;
  }

  /** @param codes the first that is known is used; the last is a kind */
  async words(codes: readonly string[], channel: Channel, locale: Locale, known: Known): Promise<Words> {
    const newest = await this.#newest.get();
    const own = codes.map((code) => newest.get(keyOf({ code, channel, locale }))).find((each) => each !== undefined);
    const { subject, text } = own ?? BUILT_IN_TEMPLATES[codes.at(-1)!]![locale];
    const oneLine = filled(subject, known).replaceAll(/\s+/g, ' ').trim();
    return { subject: oneLine.slice(0, 200), text: filled(text, known).slice(0, 1_000) };
  }

  async #load(): Promise<ReadonlyMap<string, Template>> {
    const rows = await (await this.database.reader()).find(TemplateSchema, { order: { version: 'ASC' } });
    return new Map(rows.map((row) => [keyOf(row), row]));
  }
}

function keyOf({ code, channel, locale }: Own): string {
  return `${code}/${channel}/${locale}`;
}
