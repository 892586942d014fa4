import { SharedCache } from '#libs/cache/shared-cache';
import type { ProcessModel } from '#libs/process-engine/model';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';

/** Characters of JSON that the models in memory may have together. */
const IN_MEMORY = 64 * 1024 * 1024;
const SHARED_FOR_S = 24 * 60 * 60;

type Load = () => Promise<ProcessModel>;

/**
 * Compiled processes by their SHA-256, first in memory, then shared by all processes of the installation, then where they are
 * kept. A key never means anything else, so nothing here can be out of date, and tenants with the same process share it.
 */
@Injectable()
export class ModelCache {
  readonly #models = new LRUCache<string, ProcessModel, Load>({
    maxSize: IN_MEMORY,
    sizeCalculation: (model) => JSON.stringify(model).length,
    fetchMethod: (sha256, _stale, { context: load }) => this.#fetch(sha256, load),
  });

  constructor(private readonly shared: SharedCache) {}

  async get(sha256: string, load: Load): Promise<ProcessModel> {
    return (await this.#models.fetch(sha256, { context: load }))!;
  }

  async #fetch(sha256: string, load: Load): Promise<ProcessModel> {
    const key = `process-model:${sha256}`;
    const shared = await this.shared.get(key);
    if (shared !== undefined) return JSON.parse(shared) as ProcessModel;
    const model = await load();
    await this.shared.put(key, JSON.stringify(model), SHARED_FOR_S);
    return model;
  }
}
