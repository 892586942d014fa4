import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { InstanceNotFound } from '../run/process.errors.js';
import { ProcessInstanceSchema, type ProcessInstanceRow } from '../schema/process-instance.schema.js';
import { ColdInstanceSchema } from '../archive/cold-instance.schema.js';
import { coldInstances } from '../archive/cold-instances.js';
import { newestIds, type InstanceQuery } from './listed-instances.js';
import { ColdInstance, HotInstance, type StoredInstance } from './stored-instance.js';

const SUMMARY = {
  ...{ id: true, definitionId: true, version: true, businessKey: true, state: true, status: true },
  ...{ seq: true, startedAt: true, endedAt: true },
} as const;

/** An instance without its snapshot, which is long. */
export type InstanceSummary = Pick<ProcessInstanceRow, keyof typeof SUMMARY>;

/**
 * Finds instances where they are: in the tables of running processes, or in the archive. Whoever reads through it cannot
 * tell. One that is not in the first is looked for in the second, and then in the first again: it may have been moved.
 */
@Injectable()
export class StoredInstances {
  constructor(private readonly database: Database) {}

  /** @throws InstanceNotFound */
  async open(id: string): Promise<StoredInstance> {
    const found = (await this.#hot(id)) ?? (await this.#cold(id)) ?? (await this.#hot(id));
    return found ?? notFound(id);
  }

  /** @throws InstanceNotFound */
  async summary(id: string): Promise<InstanceSummary> {
    return (await this.#summaries([id])).get(id) ?? notFound(id);
  }

  /** The newest first. @param before an id: older ones */
  async list(query: InstanceQuery, most: number, before?: string): Promise<InstanceSummary[]> {
    const ids = await newestIds(await this.database.reader(), query, { before, most });
    const found = await this.#summaries(ids);
    return ids.flatMap((id) => found.get(id) ?? []);
  }

  async #hot(id: string): Promise<StoredInstance | undefined> {
    const row = await (await this.database.reader()).findOneBy(ProcessInstanceSchema, { id });
    return row ? new HotInstance(row, this.database, () => this.open(id)) : undefined;
  }

  async #cold(id: string): Promise<StoredInstance | undefined> {
    const [whole] = await coldInstances(await this.database.reader(), [id]);
    return whole && new ColdInstance(whole);
  }

  async #summaries(ids: readonly string[]): Promise<Map<string, InstanceSummary>> {
    const found = new Map<string, InstanceSummary>();
    const reader = await this.database.reader();
    for (const schema of [ProcessInstanceSchema, ColdInstanceSchema, ProcessInstanceSchema] as const) {
      const missing = ids.filter((id) => !found.has(id));
      for (const row of await summariesIn(reader, schema, missing)) found.set(row.id, row);
    }
    return found;
  }
}

async function summariesIn(
  reader: EntityManager,
  schema: typeof ProcessInstanceSchema | typeof ColdInstanceSchema,
  ids: readonly string[],
): Promise<InstanceSummary[]> {
  if (ids.length === 0) return [];
  return reader.find<InstanceSummary>(schema, { select: SUMMARY, where: { id: In([...ids]) } });
}

function notFound(id: string): never {
  throw new InstanceNotFound('There is no such process instance.', { id });
}
