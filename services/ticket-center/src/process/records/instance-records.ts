import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import type { ProcessRecord, RecordBody, RecordType } from '#libs/process-engine/records';
import type { DefinitionRef } from '#libs/process-engine/reference';
import { Injectable } from '@nestjs/common';
import type { z } from 'zod';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import type { StoredInstance } from '../stored/stored-instance.js';
import { StoredInstances } from '../stored/stored-instances.js';
import { instanceStatusView } from '../instance-status.dto.js';
import { statusOf } from '../process.api.js';
import { restored } from '../payloads/restored.js';
import { PayloadNotFound } from '../run/process.errors.js';
import type { ProcessRecordRow } from '../schema/process-record.schema.js';
import { instanceView } from './instance-view.js';
import { pathOf, type Path } from './path-of.js';
import type {
  InstanceView,
  ListInstancesQuery,
  PayloadView,
  TimelinePage,
  TimelineQuery,
} from './process-instance.dto.js';
import { Names } from './tell/names.js';
import { tell } from './tell/tell.js';

const CHUNK = 5_000;

type Told = z.input<typeof TimelinePage>['items'][number];

/** What is known of instances, from their records and how they stand. */
@Injectable()
export class InstanceRecords {
  constructor(
    private readonly stored: StoredInstances,
    private readonly definitions: ProcessDefinitions,
  ) {}

  /** Newest first. */
  async list({ limit, cursor, from, to, ...query }: ListInstancesQuery) {
    const before = cursor === undefined ? undefined : decodeCursor(cursor, 1)[0]!;
    const time = { ...(from && { startedFrom: new Date(from) }), ...(to && { startedBefore: new Date(to) }) };
    const rows = await this.stored.list({ ...query, ...time }, limit + 1, before);
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => instanceStatusView(statusOf(row))), next };
  }

  /** @throws InstanceNotFound */
  async get(id: string): Promise<z.input<typeof InstanceView>> {
    const { row } = await this.stored.open(id);
    return instanceView(row, await this.definitions.model(row.snapshot.definition));
  }

  /** In order. @throws InstanceNotFound */
  async timeline(id: string, { limit, cursor, node, type }: TimelineQuery): Promise<Page<Told>> {
    const instance = await this.stored.open(id);
    const names = await this.#names(instance);
    const after = cursor === undefined ? {} : { after: Number(decodeCursor(cursor, 1)[0]) };
    const query = { ...after, ...(node && { node }), ...(type && { type: type as RecordType }), most: limit + 1 };
    const { items, next } = pageOf(await instance.records(query), limit, ({ seq }) => [String(seq)]);
    return { items: items.map((row) => told(row, names)), next };
  }

  /** @throws InstanceNotFound */
  async path(id: string): Promise<Path> {
    return pathOf(
      (await allOf(await this.stored.open(id))).map((row) => ({ at: row.at.toISOString(), record: recordOf(row) })),
    );
  }

  /**
   * All records in order, with their large values in place.
   * @param most bytes of large values; undefined when there are more
   * @throws InstanceNotFound
   */
  async whole(id: string, most: number): Promise<ProcessRecord[] | undefined> {
    const instance = await this.stored.open(id);
    const payloads = await instance.payloads(most);
    if (!payloads) return undefined;
    const values = payloads.map(({ sha256, content: { value } }) => ({ sha256, value }));
    return (await allOf(instance)).map(({ seq, at, ...row }) => {
      const body = restored(row.body, values);
      return { seq, at: at.toISOString(), type: row.type, ...body } as ProcessRecord;
    });
  }

  /** @throws InstanceNotFound, PayloadNotFound */
  async payload(id: string, sha256: string): Promise<z.input<typeof PayloadView>> {
    const found = await (await this.stored.open(id)).payload(sha256);
    if (!found) throw new PayloadNotFound('The process has no such value.', { id, sha256 });
    const { bytes, content } = found;
    return { sha256, bytes, value: content.value };
  }

  /** By the version it is on, and those it was on before. */
  async #names(instance: StoredInstance): Promise<Names> {
    const { definitionId: id, version } = instance.row;
    const moves = await instance.records({ type: 'migrated' });
    const before = moves.map(({ body }) => (body as { from: DefinitionRef }).from);
    const refs = [{ id, version }, ...before];
    return new Names(await Promise.all(refs.map((ref) => this.definitions.model(ref))));
  }
}

function told(row: ProcessRecordRow, names: Names): Told {
  const { seq, at, type, node, body } = row;
  return { seq, at: at.toISOString(), type, node, sentence: tell(recordOf(row), names), body: { ...body } };
}

function recordOf({ type, body }: ProcessRecordRow): RecordBody {
  return { type, ...body } as RecordBody;
}

async function allOf(instance: StoredInstance): Promise<ProcessRecordRow[]> {
  const records: ProcessRecordRow[] = [];
  for (let after = 0; ;) {
    const rows = await instance.records({ after, most: CHUNK });
    records.push(...rows);
    if (rows.length < CHUNK) return records;
    after = rows.at(-1)!.seq;
  }
}
