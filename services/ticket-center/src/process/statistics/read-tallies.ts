import type { EntityManager } from 'typeorm';
import { documentOf, timeOf } from '../changes/rows.js';
import { AT_NODES, tallyOf, WITH_BODY, type TalliedRecord } from './tally-of.js';
import type { Tally } from './tally.js';

interface Raw extends Omit<TalliedRecord, 'at' | 'body'> {
  readonly instance: string;
  readonly at: string | Date;
  readonly body: string | object | null;
}

/** Bodies may be large: only those that say something here are read. Row by row through TypeORM costs twice as much. */
export async function readTallies(reader: EntityManager, instances: readonly string[]): Promise<Map<string, Tally>> {
  const rows = await reader.query<Raw[]>(
    `SELECT instance, type, element, node, at, CASE WHEN type IN (${marks(WITH_BODY)}) THEN body END AS body
    FROM process_record WHERE instance IN (${marks(instances)}) AND type IN (${marks([...AT_NODES, ...WITH_BODY])})
    ORDER BY instance, seq`,
    [...WITH_BODY, ...instances, ...AT_NODES, ...WITH_BODY],
  );
  const records = Map.groupBy(rows, ({ instance }) => instance);
  return new Map(instances.map((id) => [id, tallyOf((records.get(id) ?? []).map(recordOf))]));
}

function recordOf({ at, body, ...record }: Raw): TalliedRecord {
  return { ...record, at: timeOf(at), ...(body !== null && { body: documentOf<object>(body) }) };
}

function marks(values: readonly unknown[]): string {
  return values.map(() => '?').join(', ');
}
