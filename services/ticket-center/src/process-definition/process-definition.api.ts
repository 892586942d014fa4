import { Database } from '#libs/persistence/database';
import { currentContext, currentTenant } from '#libs/persistence/tenant/tenant-context';
import type { ProcessModel } from '#libs/process-engine/model';
import type { DefinitionRef } from '#libs/process-engine/reference';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ProcessNotFound, VersionNotFound } from './domain/process-definition.errors.js';
import { versionFor, type Rollout } from '#libs/kernel/rollout';
import { ProcessDefinitionSchema, ProcessVersionSchema } from './infra/process-definition.schema.js';
import { ModelCache } from './model-cache.js';
import { RolloutCache } from './rollout-cache.js';

const VERSIONS = 100_000;

/** What those who run processes ask of their definitions. Cheap: a hot path may ask each time. */
@Injectable()
export class ProcessDefinitions {
  /** SHA-256 by tenant, process and number. */
  readonly #sha256s = new LRUCache<string, string>({ max: VERSIONS });

  constructor(
    private readonly database: Database,
    private readonly models: ModelCache,
    private readonly rollouts: RolloutCache,
  ) {}

  /** @throws VersionNotFound */
  async model(ref: DefinitionRef): Promise<ProcessModel> {
    return this.models.get(await this.#sha256Of(ref), async () => (await this.#find(ref, 'model')).model);
  }

  /**
   * The version a new instance gets.
   * @param binding `latest`: what is rolled out, the same for the same business key; or a number
   * @throws ProcessNotFound, VersionNotFound
   */
  async choose(process: string, businessKey: string, binding: 'latest' | number): Promise<DefinitionRef> {
    if (binding === 'latest')
      return { id: process, version: versionFor(process, await this.#rollout(process), businessKey) };
    await this.#sha256Of({ id: process, version: binding });
    return { id: process, version: binding };
  }

  /** The version new instances get, but for those of a candidate. @throws ProcessNotFound */
  async stable(process: string): Promise<DefinitionRef> {
    return { id: process, version: (await this.#rollout(process)).stable };
  }

  /** What a transaction sees may never be committed: it is not remembered. */
  async #rollout(process: string): Promise<Rollout> {
    const load = () => this.#loadRollout(process);
    if (currentContext()?.unitOfWork) return this.rollouts.known(currentTenant(), process) ?? load();
    return this.rollouts.get(currentTenant(), process, load);
  }

  async #loadRollout(id: string): Promise<Rollout> {
    const found = await (await this.database.reader()).findOneBy(ProcessDefinitionSchema, { id });
    if (!found) throw new ProcessNotFound(`There is no process ${id}.`, { id });
    return { stable: found.stable, candidate: found.candidate };
  }

  async #sha256Of(ref: DefinitionRef): Promise<string> {
    const key = `${currentTenant()}/${ref.id}/${ref.version}`;
    const known = this.#sha256s.get(key);
    if (known) return known;
    const { sha256 } = await this.#find(ref, 'sha256');
    const remember = () => void this.#sha256s.set(key, sha256);
    const unit = currentContext()?.unitOfWork;
    if (unit) unit.afterCommit(remember);
    else remember();
    return sha256;
  }

  async #find({ id, version: number }: DefinitionRef, part: 'sha256' | 'model') {
    const reader = await this.database.reader();
    // With its key: TypeORM makes no entity of a row without it.
    const select = { definitionId: true, number: true, [part]: true };
    const found = await reader.findOne(ProcessVersionSchema, { where: { definitionId: id, number }, select });
    if (!found) throw new VersionNotFound(`There is no version ${number} of ${id}.`, { id, number });
    return found;
  }
}
