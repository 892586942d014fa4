import type { EntityManager } from 'typeorm';
import { timeOf } from '../changes/rows.js';
import { ProcessIncidentSchema } from '../schema/process-incident.schema.js';

/** Of definitions and nodes, those with most. */
const MOST = 200;

export interface OpenIncidents {
  readonly definition: string;
  readonly node: string;
  readonly count: number;
  readonly oldest: Date;
}

interface Raw extends Omit<OpenIncidents, 'count' | 'oldest'> {
  readonly count: number | string;
  readonly oldest: string | Date;
}

/** What stands still, and where. */
export async function openIncidents(reader: EntityManager): Promise<OpenIncidents[]> {
  const raw = await reader
    .createQueryBuilder(ProcessIncidentSchema, 'incident')
    .innerJoin('process_instance', 'instance', 'instance.id = incident.instance')
    .select('instance.definitionId', 'definition')
    .addSelect('incident.node', 'node')
    .addSelect('COUNT(*)', 'count')
    .addSelect('MIN(incident.at)', 'oldest')
    .groupBy('instance.definitionId')
    .addGroupBy('incident.node')
    .orderBy('COUNT(*)', 'DESC')
    .addOrderBy('instance.definitionId')
    .addOrderBy('incident.node')
    .limit(MOST)
    .getRawMany<Raw>();
  return raw.map(({ count, oldest, ...where }) => ({ ...where, count: Number(count), oldest: timeOf(oldest) }));
}

interface Which {
  readonly definition: string | null;
  readonly node: string | null;
  /** Raised then or later; left out: ever. */
  readonly since?: Date;
}

/** Those that are open: what was resolved is in the records. */
export function countIncidents(reader: EntityManager, { definition, node, since }: Which): Promise<number> {
  const query = reader.createQueryBuilder(ProcessIncidentSchema, 'incident').where('1 = 1');
  if (definition !== null)
    query
      .innerJoin('process_instance', 'instance', 'instance.id = incident.instance')
      .andWhere('instance.definitionId = :definition', { definition });
  if (node !== null) query.andWhere('incident.node = :node', { node });
  if (since) query.andWhere('incident.at >= :since', { since });
  return query.getCount();
}
