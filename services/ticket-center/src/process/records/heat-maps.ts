import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ProcessInstanceSchema } from '../schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../schema/process-record.schema.js';
import { COUNTED, HeatMap, type NodeHeat } from './heat-map.js';

/** Instances whose records are read at once. */
const AT_ONCE = 200;

export interface HeatMapOf {
  readonly definition: string;
  readonly version: number;
  /** Instances that began in this time; left out: ever. */
  readonly from?: Date;
  readonly to?: Date;
  /** No more than so many, the newest. */
  readonly most: number;
}

export interface HeatMapView {
  /** That were counted, of so many that fit. */
  readonly instances: number;
  readonly fitting: number;
  readonly nodes: readonly NodeHeat[];
  /** How often each way was taken. */
  readonly flows: Readonly<Record<string, number>>;
}

/** Where the instances of a version spend their time, and where they fail. */
@Injectable()
export class HeatMaps {
  constructor(private readonly database: Database) {}

  async of(wanted: HeatMapOf): Promise<HeatMapView> {
    const reader = await this.database.reader();
    const fitting = instancesOf(reader, wanted);
    const newest = await fitting
      .clone()
      .select('instance.id')
      .orderBy('instance.id', 'DESC')
      .take(wanted.most)
      .getMany();
    const map = new HeatMap();
    const flows: Record<string, number> = {};
    for (let from = 0; from < newest.length; from += AT_ONCE) {
      const ids = newest.slice(from, from + AT_ONCE).map(({ id }) => id);
      await addRecords(reader, ids, map);
      await addFlows(reader, ids, flows);
    }
    return { instances: newest.length, fitting: await fitting.getCount(), nodes: map.nodes(), flows };
  }
}

function instancesOf(reader: EntityManager, { definition, version, from, to }: HeatMapOf) {
  const query = reader
    .createQueryBuilder(ProcessInstanceSchema, 'instance')
    .where({ definitionId: definition, version });
  if (from) query.andWhere('instance.startedAt >= :from', { from });
  if (to) query.andWhere('instance.startedAt < :to', { to });
  return query;
}

async function addRecords(reader: EntityManager, ids: readonly string[], map: HeatMap): Promise<void> {
  const records = await reader.find(ProcessRecordSchema, {
    select: { instance: true, seq: true, type: true, element: true, node: true, at: true },
    where: { instance: In(ids), type: In(COUNTED) },
    order: { instance: 'ASC', seq: 'ASC' },
  });
  for (const record of records) map.add(record);
}

async function addFlows(reader: EntityManager, ids: readonly string[], flows: Record<string, number>): Promise<void> {
  const taken = await reader.find(ProcessRecordSchema, {
    select: { instance: true, seq: true, body: true },
    where: { instance: In(ids), type: 'flow-taken' },
  });
  for (const { body } of taken) {
    const { flow } = body as { flow: string };
    flows[flow] = (flows[flow] ?? 0) + 1;
  }
}
