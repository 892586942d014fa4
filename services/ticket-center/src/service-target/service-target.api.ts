import { Clock } from '#libs/kernel/clock';
import { Database } from '#libs/persistence/database';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { parseDuration, type Duration } from '#libs/process-engine/time/duration';
import { Injectable } from '@nestjs/common';
import { ServiceTargetSchema } from './service-target.schema.js';

/** What other contexts ask of service targets. */
@Injectable()
export class ServiceTargets {
  readonly #targets: TenantMemory<ReadonlyMap<string, Duration>>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    this.#targets = new TenantMemory(clock, () => this.#load());
  }

  /** By the name of the SLA, as they were some seconds ago. */
  durations(): Promise<ReadonlyMap<string, Duration>> {
    return this.#targets.get();
  }

  async names(): Promise<ReadonlySet<string>> {
    return new Set((await this.#targets.get({ fresh: true })).keys());
  }

  async #load(): Promise<ReadonlyMap<string, Duration>> {
    const targets = await (await this.database.reader()).find(ServiceTargetSchema);
    return new Map(targets.map(({ name, duration }) => [name, parseDuration(duration)!]));
  }
}
