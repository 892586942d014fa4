import { decodeCursor, pageOf, type Page } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import type { ProcessRecord, RecordBody } from '#libs/process-engine/records';
import type { DefinitionRef } from '#libs/process-engine/reference';
import { Injectable } from '@nestjs/common';
import { MoreThan } from 'typeorm';
import type { z } from 'zod';
import { ProcessDefinitions } from '../../process-definition/process-definition.api.js';
import { instanceStatusView } from '../instance-status.dto.js';
import { statusOf } from '../process.api.js';
import { InstanceNotFound, PayloadNotFound } from '../run/process.errors.js';
import type { Payload } from '../payloads/put-aside.js';
import { restored } from '../payloads/restored.js';
import { ProcessPayloadSchema } from '../payloads/process-payload.schema.js';
import { ProcessIncidentSchema } from '../schema/process-incident.schema.js';
import { ProcessInstanceSchema, type ProcessInstanceRow } from '../schema/process-instance.schema.js';
import { ProcessRecordSchema, type ProcessRecordRow } from '../schema/process-record.schema.js';
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
/** Everything but the snapshot, which is long. */
const SUMMARY = [
  ...(['id', 'definitionId', 'version', 'businessKey', 'state', 'status', 'seq', 'startedAt', 'endedAt'] as const),
].map((column) => `instance.${column}`);

type Told = z.input<typeof TimelinePage>['items'][number];

/** What is known of instances, from their records and how they stand. */
@Injectable()
export class InstanceRecords {
  constructor(
    private readonly database: Database,
    private readonly definitions: ProcessDefinitions,
  ) {}

  /** Newest first. */
  async list({ limit, cursor, ...query }: ListInstancesQuery) {
    const found = (await this.database.reader()).createQueryBuilder(ProcessInstanceSchema, 'instance').select(SUMMARY);
    const { definition, version, state, businessKey, root, withIncident, from, to } = query;
    if (definition) found.andWhere('instance.definitionId = :definition', { definition });
    if (version) found.andWhere('instance.version = :version', { version });
    if (state) found.andWhere('instance.state = :state', { state });
    if (businessKey) found.andWhere('instance.businessKey = :businessKey', { businessKey });
    if (from) found.andWhere('instance.startedAt >= :from', { from: new Date(from) });
    if (to) found.andWhere('instance.startedAt < :to', { to: new Date(to) });
    if (root) found.andWhere('instance.rootInstance = :root', { root });
    if (withIncident) {
      const incident = found.subQuery().select('1').from(ProcessIncidentSchema, 'incident');
      found.andWhere(`EXISTS ${incident.where('incident.instance = instance.id').getQuery()}`);
    }
    if (cursor !== undefined) found.andWhere('instance.id < :before', { before: decodeCursor(cursor, 1)[0]! });
    const rows = await found
      .orderBy('instance.id', 'DESC')
      .take(limit + 1)
      .getMany();
    const { items, next } = pageOf(rows, limit, ({ id }) => [id]);
    return { items: items.map((row) => instanceStatusView(statusOf(row))), next };
  }

  /** @throws InstanceNotFound */
  async get(id: string): Promise<z.input<typeof InstanceView>> {
    const row = await this.#row(id);
    return instanceView(row, await this.definitions.model(row.snapshot.definition));
  }

  /** In order. @throws InstanceNotFound */
  async timeline(id: string, { limit, cursor, node, type }: TimelineQuery): Promise<Page<Told>> {
    const names = await this.#names(await this.#row(id));
    const after = cursor === undefined ? {} : { seq: MoreThan(Number(decodeCursor(cursor, 1)[0])) };
    const where = { instance: id, ...after, ...(node && { node }), ...(type && { type: type as never }) };
    const options = { where, order: { seq: 'ASC' }, take: limit + 1 } as const;
    const rows = await (await this.database.reader()).find(ProcessRecordSchema, options);
    const { items, next } = pageOf(rows, limit, ({ seq }) => [String(seq)]);
    return { items: items.map((row) => told(row, names)), next };
  }

  /** @throws InstanceNotFound */
  async path(id: string): Promise<Path> {
    await this.#row(id);
    return pathOf((await this.#records(id)).map((row) => ({ at: row.at.toISOString(), record: recordOf(row) })));
  }

  /**
   * All records in order, with their large values in place.
   * @param most bytes of large values; undefined when there are more
   */
  async whole(id: string, most: number): Promise<ProcessRecord[] | undefined> {
    const payloads = await this.#payloads(id, most);
    if (!payloads) return undefined;
    return (await this.#records(id)).map(({ seq, at, ...row }) => {
      const body = restored(row.body, payloads);
      return { seq, at: at.toISOString(), type: row.type, ...body } as ProcessRecord;
    });
  }

  /** @throws InstanceNotFound, PayloadNotFound */
  async payload(id: string, sha256: string): Promise<z.input<typeof PayloadView>> {
    await this.#row(id);
    const found = await (await this.database.reader()).findOneBy(ProcessPayloadSchema, { instance: id, sha256 });
    if (!found) throw new PayloadNotFound('The process has no such value.', { id, sha256 });
    const { bytes, content } = found;
    return { sha256, bytes, value: content.value };
  }

  async #records(instance: string): Promise<ProcessRecordRow[]> {
    const records: ProcessRecordRow[] = [];
    const reader = await this.database.reader();
    for (let seq = 0; ;) {
      const where = { instance, seq: MoreThan(seq) };
      const rows = await reader.find(ProcessRecordSchema, { where, order: { seq: 'ASC' }, take: CHUNK });
      records.push(...rows);
      if (rows.length < CHUNK) return records;
      seq = rows.at(-1)!.seq;
    }
  }

  async #payloads(instance: string, most: number): Promise<Pick<Payload, 'sha256' | 'value'>[] | undefined> {
    const reader = await this.database.reader();
    const bytes = (await reader.sum(ProcessPayloadSchema, 'bytes', { instance })) ?? 0;
    if (bytes > most) return undefined;
    const rows = bytes > 0 ? await reader.findBy(ProcessPayloadSchema, { instance }) : [];
    return rows.map(({ sha256, content: { value } }) => ({ sha256, value }));
  }

  async #row(id: string): Promise<ProcessInstanceRow> {
    const row = await (await this.database.reader()).findOneBy(ProcessInstanceSchema, { id });
    if (!row) throw new InstanceNotFound('There is no such process instance.', { id });
    return row;
  }

  /** By the version it is on, and those it was on before. */
  async #names({ id, definitionId, version }: ProcessInstanceRow): Promise<Names> {
    const moves = await (await this.database.reader()).findBy(ProcessRecordSchema, { instance: id, type: 'migrated' });
    const before = moves.map(({ body }) => (body as { from: DefinitionRef }).from);
    const refs = [{ id: definitionId, version }, ...before];
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
