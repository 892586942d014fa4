import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext, currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { ProcessDefinition } from '../domain/process-definition.aggregate.js';
import { ProcessNotFound } from '../domain/process-definition.errors.js';
import { Definitions } from '../domain/process-definition.repository.js';
import { RolloutCache } from '../rollout-cache.js';
import { ProcessDefinitionJournalSchema, ProcessDefinitionSchema } from './process-definition.schema.js';

@Injectable()
export class TypeormDefinitions extends AggregateStore<ProcessDefinition> implements Definitions {
  constructor(
    database: Database,
    outbox: Outbox,
    clock: Clock,
    private readonly rollouts: RolloutCache,
  ) {
    super(database, outbox, clock, {
      schema: ProcessDefinitionSchema,
      notFound: (id) => new ProcessNotFound(`There is no process ${id}.`, { id }),
      publish: () => null,
      journal: ProcessDefinitionJournalSchema,
    });
  }

  async has(id: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(ProcessDefinitionSchema, { id });
  }

  override async add(definition: ProcessDefinition): Promise<void> {
    await this.database.transaction(async () => {
      await super.add(definition).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
        throw new StaleVersion('Someone else has just published the same process.', { id: definition.id });
      });
      this.#forgetAfterCommit(definition.id);
    });
  }

  override async update<Result>(id: string, change: (definition: ProcessDefinition) => Result): Promise<Result> {
    return this.database.transaction(async () => {
      const result = await super.update(id, change);
      this.#forgetAfterCommit(id);
      return result;
    });
  }

  #forgetAfterCommit(id: string): void {
    const tenant = currentTenant();
    currentContext()!.unitOfWork!.afterCommit(() => this.rollouts.forget(tenant, id));
  }
}
