import type { InstanceState } from '#libs/process-engine/snapshot';
import { In, IsNull, MoreThanOrEqual, type EntityManager, type FindOptionsWhere } from 'typeorm';
import { ENDED, LIVE, ProcessInstanceSchema, type ProcessInstanceRow } from '../schema/process-instance.schema.js';

export interface InstanceCount {
  readonly definition: string;
  readonly count: number;
}

export interface StateCount extends InstanceCount {
  readonly state: InstanceState;
}

type Raw<Count extends InstanceCount> = Omit<Count, 'count'> & { readonly count: number | string };

/** By definition. The + keeps SQLite from reading the whole history of definitions rather than what began lately. */
export async function startedSince(reader: EntityManager, since: Date, definition: string | null = null) {
  const query = counting(reader, { startedAt: MoreThanOrEqual(since) }).groupBy('+ instance.definitionId');
  if (definition !== null) query.andWhere('+ instance.definitionId = :definition', { definition });
  return (await query.getRawMany<Raw<InstanceCount>>()).map(counted);
}

/** By definition and outcome. */
export function endedSince(reader: EntityManager, since: Date, definition: string | null = null) {
  return byState(reader, { state: In([...ENDED]), endedAt: MoreThanOrEqual(since), ...of(definition) });
}

/** By definition, active or suspended. */
export function livingInstances(reader: EntityManager) {
  return byState(reader, { countedAt: IsNull(), state: In([...LIVE]) });
}

export function sumOf(counts: readonly InstanceCount[]): number {
  return counts.reduce((sum, { count }) => sum + count, 0);
}

async function byState(reader: EntityManager, where: FindOptionsWhere<ProcessInstanceRow>): Promise<StateCount[]> {
  const query = counting(reader, where).addSelect('instance.state', 'state').addGroupBy('instance.state');
  return (await query.getRawMany<Raw<StateCount>>()).map(counted);
}

function counting(reader: EntityManager, where: FindOptionsWhere<ProcessInstanceRow>) {
  return reader
    .createQueryBuilder(ProcessInstanceSchema, 'instance')
    .select('instance.definitionId', 'definition')
    .addSelect('COUNT(*)', 'count')
    .where(where)
    .groupBy('instance.definitionId');
}

function of(definition: string | null): FindOptionsWhere<ProcessInstanceRow> {
  return definition === null ? {} : { definitionId: definition };
}

function counted<Count extends InstanceCount>(raw: Raw<Count>): Count {
  return { ...raw, count: Number(raw.count) } as Count;
}
