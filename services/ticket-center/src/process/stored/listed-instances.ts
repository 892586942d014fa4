import type { InstanceState } from '#libs/process-engine/snapshot';
import type { EntityManager, EntitySchema, ObjectLiteral, SelectQueryBuilder } from 'typeorm';
import { ProcessIncidentSchema } from '../schema/process-incident.schema.js';
import { ProcessInstanceSchema } from '../schema/process-instance.schema.js';
import { ColdInstanceSchema } from '../archive/cold-instance.schema.js';

/** Which instances: those that fit all of it. */
export interface InstanceQuery {
  readonly definition?: string | undefined;
  readonly version?: number | undefined;
  readonly state?: InstanceState | undefined;
  readonly businessKey?: string | undefined;
  readonly root?: string | undefined;
  readonly withIncident?: boolean | undefined;
  readonly startedFrom?: Date | undefined;
  readonly startedBefore?: Date | undefined;
}

/** Ids, the newest first, wherever they are: in one statement, so that none is missed or seen twice that moves meanwhile. */
export async function newestIds(
  reader: EntityManager,
  query: InstanceQuery,
  { before, most }: { readonly before?: string | undefined; readonly most: number },
): Promise<string[]> {
  const branches = fitting(reader, query).map((branch) => {
    if (before !== undefined) branch.andWhere('instance.id < :before', { before });
    return branch.select('instance.id', 'id').orderBy('instance.id', 'DESC').limit(most).getQueryAndParameters();
  });
  const merged = branches.map(([sql], index) => `SELECT id FROM (${sql}) AS part${index}`).join(' UNION ALL ');
  const sql = `SELECT id FROM (${merged}) AS every ORDER BY id DESC LIMIT ${most}`;
  const rows = await reader.query<{ id: string }[]>(sql, parametersOf(branches));
  return rows.map(({ id }) => id);
}

function parametersOf(branches: readonly [string, unknown[]][]): unknown[] {
  return branches.flatMap(([, parameters]) => parameters);
}

/** In the tables of running processes and in the archive, where nothing has an incident. */
function fitting(reader: EntityManager, query: InstanceQuery): SelectQueryBuilder<ObjectLiteral>[] {
  const hot = thoseOf(reader, ProcessInstanceSchema, query);
  if (!query.withIncident) return [hot, thoseOf(reader, ColdInstanceSchema, query)];
  const incident = hot.subQuery().select('1').from(ProcessIncidentSchema, 'incident');
  return [hot.andWhere(`EXISTS ${incident.where('incident.instance = instance.id').getQuery()}`)];
}

function thoseOf<Row extends ObjectLiteral>(
  reader: EntityManager,
  schema: EntitySchema<Row>,
  query: InstanceQuery,
): SelectQueryBuilder<ObjectLiteral> {
  const { definition, version, state, businessKey, root, startedFrom, startedBefore } = query;
  const found = reader.createQueryBuilder<ObjectLiteral>(schema, 'instance').where('1 = 1');
  if (definition) found.andWhere('instance.definitionId = :definition', { definition });
  if (version) found.andWhere('instance.version = :version', { version });
  if (state) found.andWhere('instance.state = :state', { state });
  if (businessKey) found.andWhere('instance.businessKey = :businessKey', { businessKey });
  if (root) found.andWhere('instance.rootInstance = :root', { root });
  if (startedFrom) found.andWhere('instance.startedAt >= :startedFrom', { startedFrom });
  if (startedBefore) found.andWhere('instance.startedAt < :startedBefore', { startedBefore });
  return found;
}
