import { Clock } from '#libs/kernel/clock';
import { versionFor, type Rollout } from '#libs/kernel/rollout';
import { Database } from '#libs/persistence/database';
import { TenantMemory } from '#libs/persistence/tenant/tenant-memory';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { ShareOf } from './domain/form-content.js';
import { FormDefinitionSchema } from './infra/form-definition.schema.js';

/** Whose form it is to be: where an agent is not known, shares are of tickets. */
export interface FormKeys {
  readonly ticket: string;
  readonly agent?: string;
}

interface Known extends Rollout {
  readonly shareOf: ShareOf;
}

/** Which version of each form new work gets: forgotten at once when it changes here, after five seconds when elsewhere. */
@Injectable()
export class FormRollouts {
  readonly #known: TenantMemory<ReadonlyMap<string, Known>>;

  constructor(
    private readonly database: Database,
    clock: Clock,
  ) {
    this.#known = new TenantMemory(clock, () => this.#load());
  }

  /** By the name of each form asked for that is there. */
  async versions(names: Iterable<string>, keys: FormKeys): Promise<ReadonlyMap<string, number>> {
    const wanted = [...names];
    const known = await this.#knowing(wanted);
    return new Map(
      wanted.filter((name) => known.has(name)).map((name) => [name, chosen(name, known.get(name)!, keys)]),
    );
  }

  forget(tenant: string): void {
    this.#known.forget(tenant);
  }

  /** As it was some seconds ago; where a name was not there then, as it is. */
  async #knowing(names: readonly string[]): Promise<ReadonlyMap<string, Known>> {
    const known = await this.#known.get();
    return names.every((name) => known.has(name)) ? known : this.#known.get({ fresh: true });
  }

  async #load(): Promise<ReadonlyMap<string, Known>> {
    const rows = await (
      await this.database.reader()
    ).find(FormDefinitionSchema, {
      where: { stable: MoreThan(0) },
      select: { id: true, stable: true, candidate: true, shareOf: true },
    });
    return new Map(rows.map(({ id, ...rollout }) => [id, rollout]));
  }
}

function chosen(name: string, rollout: Known, { ticket, agent }: FormKeys): number {
  return versionFor(name, rollout, rollout.shareOf === 'agents' ? (agent ?? ticket) : ticket);
}
