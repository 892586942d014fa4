import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import type { ProcessModel } from '#libs/process-engine/model';
import type { DefinitionRef } from '#libs/process-engine/reference';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';

/** In use at once; what is not among them is fetched again. */
const MODELS = 500;

/** Inside a transaction nothing can be fetched: it ends, the model is learned, and it runs again. */
export class ModelNotKnown extends Error {
  constructor(readonly ref: DefinitionRef) {
    super(`version ${ref.version} of ${ref.id} is not at hand`);
    this.name = 'ModelNotKnown';
  }
}

/** Models at hand without waiting. */
@Injectable()
export class KnownModels {
  readonly #models = new LRUCache<string, ProcessModel>({ max: MODELS });

  constructor(private readonly definitions: ProcessDefinitions) {}

  /** @throws ModelNotKnown */
  get(ref: DefinitionRef): ProcessModel {
    const model = this.#models.get(keyOf(ref));
    if (!model) throw new ModelNotKnown(ref);
    return model;
  }

  async learn(ref: DefinitionRef): Promise<void> {
    this.#models.set(keyOf(ref), await this.definitions.model(ref));
  }
}

function keyOf({ id, version }: DefinitionRef): string {
  return `${currentTenant()}/${version}/${id}`;
}
