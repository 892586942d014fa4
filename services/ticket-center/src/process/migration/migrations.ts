import { Clock } from '#libs/kernel/clock';
import { DomainError, domainError } from '#libs/kernel/domain-error';
import { Database } from '#libs/persistence/database';
import type { Migrate, MigrationPlan, Signed } from '#libs/process-engine/commands';
import { Injectable } from '@nestjs/common';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import { instancesThat, type InstanceFilter } from '../repair/instance-filter.js';
import { Rules } from '../run/rules.js';
import { Runtime } from '../run/runtime.js';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';

/** In one transaction, whose locks others wait for. */
const MOST_INSTANCES = 500;

export class TooManyToMigrate extends domainError('process-migration-too-many-instances', 'invalid') {}

export interface WantedMigration {
  readonly definition: string;
  readonly to: number;
  readonly plan: MigrationPlan;
  readonly filter: InstanceFilter;
}

/** An instance the plan does not fit, and why. */
export interface Unfit {
  readonly instance: string;
  readonly code: string;
  readonly message: string;
}

/** Moves running instances to another version of their process. */
@Injectable()
export class Migrations {
  constructor(
    private readonly runtime: Runtime,
    private readonly rules: Rules,
    private readonly definitions: ProcessDefinitions,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {}

  /** Tries the plan on every instance that fits the filter; nothing is changed. @throws TooManyToMigrate, VersionNotFound */
  async validate(wanted: WantedMigration): Promise<{ total: number; unfit: Unfit[] }> {
    const instances = await this.#instances(wanted);
    const command = await this.#command(wanted, { operator: 'nobody', reason: 'a trial' });
    const step = await this.rules.ready();
    const unfit: Unfit[] = [];
    for (const { id, snapshot } of instances) {
      try {
        step(await this.definitions.model(snapshot.definition), snapshot, command, this.clock.now());
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
        unfit.push({ instance: id, code: error.code, message: error.message });
      }
    }
    return { total: instances.length, unfit };
  }

  /**
   * All instances that fit the filter, or none.
   * @returns how many
   * @throws NotAll naming those the plan does not fit; TooManyToMigrate, VersionNotFound
   */
  async carryOut(key: string, wanted: WantedMigration, by: Signed): Promise<number> {
    const instances = await this.#instances(wanted);
    const command = await this.#command(wanted, by);
    await this.runtime.submitAll(instances.map(({ id }) => ({ key: `${key}:${id}`, instance: id, command })));
    return instances.length;
  }

  async #instances({ definition, to, filter }: WantedMigration): Promise<ProcessInstanceRow[]> {
    const query = instancesThat(await this.database.reader(), { ...filter, definition });
    const found = await query
      .andWhere('instance.version <> :to', { to })
      .take(MOST_INSTANCES + 1)
      .getMany();
    if (found.length <= MOST_INSTANCES) return found;
    throw new TooManyToMigrate(`All or none can be had for ${MOST_INSTANCES} instances: migrate fewer at a time.`);
  }

  async #command({ definition, to, plan }: WantedMigration, by: Signed): Promise<Migrate & Signed> {
    return {
      type: 'migrate',
      target: await this.definitions.model({ id: definition, version: to }),
      version: to,
      plan,
      ...by,
    };
  }
}
