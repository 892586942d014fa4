import { Clock } from '#libs/kernel/clock';
import { Outbox } from '#libs/messaging/outbox';
import { AggregateStore, StaleVersion } from '#libs/persistence/rows/aggregate-store';
import { Database } from '#libs/persistence/database';
import { isDuplicateKey } from '#libs/persistence/duplicate-key';
import { currentContext, currentTenant } from '#libs/persistence/tenant/tenant-context';
import { Injectable } from '@nestjs/common';
import type { FormDefinition } from '../domain/form-definition.aggregate.js';
import { FormDefinitions } from '../domain/form-definition.repository.js';
import { FormNotFound } from '../domain/form.errors.js';
import { FormRollouts } from '../form-rollouts.js';
import { FormDefinitionJournalSchema, FormDefinitionSchema } from './form-definition.schema.js';

@Injectable()
export class TypeormFormDefinitions extends AggregateStore<FormDefinition> implements FormDefinitions {
  constructor(
    database: Database,
    outbox: Outbox,
    clock: Clock,
    private readonly rollouts: FormRollouts,
  ) {
    super(database, outbox, clock, {
      schema: FormDefinitionSchema,
      notFound: (id) => new FormNotFound(`There is no form ${id}.`, { id }),
      publish: () => null,
      journal: FormDefinitionJournalSchema,
    });
  }

  async has(id: string): Promise<boolean> {
    return (await this.database.reader()).existsBy(FormDefinitionSchema, { id });
  }

  override async add(definition: FormDefinition): Promise<void> {
    await this.database.transaction(async () => {
      await super.add(definition).catch((error: unknown) => {
        if (!isDuplicateKey(error)) throw error;
        throw new StaleVersion('Someone else has just made the same form.', { id: definition.id });
      });
      this.#forgetAfterCommit();
    });
  }

  override async update<Result>(id: string, change: (definition: FormDefinition) => Result): Promise<Result> {
    return this.database.transaction(async () => {
      const result = await super.update(id, change);
      this.#forgetAfterCommit();
      return result;
    });
  }

  #forgetAfterCommit(): void {
    const tenant = currentTenant();
    currentContext()!.unitOfWork!.afterCommit(() => this.rollouts.forget(tenant));
  }
}
