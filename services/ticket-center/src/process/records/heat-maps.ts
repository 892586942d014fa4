import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { StoredInstances } from '../stored/stored-instances.js';
import { ProcessRecordSchema, type ProcessRecordRow } from '../schema/process-record.schema.js';
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
  constructor(
    private readonly database: Database,
    private readonly stored: StoredInstances,
  ) {}

  async of({ most, from: startedFrom, to: startedBefore, ...wanted }: HeatMapOf): Promise<HeatMapView> {
    const reader = await this.database.reader();
    const fitting = { ...wanted, startedFrom, startedBefore };
    const newest = await this.stored.newest(fitting, most);
    const map = new HeatMap();
    const flows: Record<string, number> = {};
    for (let from = 0; from < newest.length; from += AT_ONCE) {
      const ids = newest.slice(from, from + AT_ONCE);
      await addRecords(reader, ids, map);
      await addFlows(reader, ids, flows);
      for (const { records } of await this.stored.archived(ids)) addArchived(records, map, flows);
    }
    return { instances: newest.length, fitting: await this.stored.count(fitting), nodes: map.nodes(), flows };
  }
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
  for (const { body } of taken) count(body, flows);
}

function addArchived(records: readonly ProcessRecordRow[], map: HeatMap, flows: Record<string, number>): void {
  for (const record of records) {
    if (COUNTED.includes(record.type)) map.add(record);
    if (record.type === 'flow-taken') count(record.body, flows);
  }
}

function count(body: object, flows: Record<string, number>): void {
  const { flow } = body as { flow: string };
  flows[flow] = (flows[flow] ?? 0) + 1;
}
