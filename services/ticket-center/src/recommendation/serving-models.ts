import { TextModel, type Ranked } from '#libs/recommendation/text-model';
import { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ModelSchema, type RecommendedSubject } from './recommendation.schema.js';

const KNOWN = 100;

/** Asks the model that serves; another process may have trained it. */
@Injectable()
export class ServingModels {
  readonly #known = new LRUCache<string, TextModel>({ max: KNOWN });

  constructor(private readonly database: Database) {}

  /** The likeliest first; null: nothing was learnt yet. */
  async ask(subject: RecommendedSubject, text: string): Promise<{ version: number; ranked: Ranked[] } | null> {
    const reader = await this.database.reader();
    const where = { subject, serving: true };
    const serving = await reader.findOne(ModelSchema, { where, select: { subject: true, version: true } });
    if (!serving) return null;
    const { version } = serving;
    const key = `${currentTenant()}/${subject}/${version}`;
    const known = this.#known.get(key);
    if (known) return { version, ranked: known.rank(text) };
    const row = await reader.findOneBy(ModelSchema, { subject, version });
    if (!row) return null;
    const model = new TextModel(row.model);
    this.#known.set(key, model);
    return { version, ranked: model.rank(text) };
  }
}
