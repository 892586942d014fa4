import { promisify } from 'node:util';
import { brotliCompress, brotliDecompressSync, constants } from 'node:zlib';
import type { ProcessPayloadRow } from '../payloads/process-payload.schema.js';
import type { ProcessInstanceRow } from '../schema/process-instance.schema.js';
import type { ProcessRecordRow } from '../schema/process-record.schema.js';
import type { WholeInstance } from './whole-instance.js';

const compress = promisify(brotliCompress);

/** Beyond it time grows quicker than what it saves. */
const QUALITY = 6;

/** Where an instance is in what many of them were merged to, in bytes. */
export interface Place {
  readonly position: number;
  readonly bytes: number;
}

export interface Packed {
  readonly compressed: Buffer;
  /** In the order of the instances. */
  readonly places: readonly Place[];
}

/** Merged, one after the other as JSON, and compressed together (RFC 7932): what they have in common is kept once. */
export async function pack(all: readonly WholeInstance[]): Promise<Packed> {
  const each = all.map((whole) => Buffer.from(JSON.stringify(written(whole))));
  let position = 0;
  const places = each.map(({ length: bytes }) => ({ position: (position += bytes) - bytes, bytes }));
  const params = {
    [constants.BROTLI_PARAM_MODE]: constants.BROTLI_MODE_TEXT,
    [constants.BROTLI_PARAM_QUALITY]: QUALITY,
    [constants.BROTLI_PARAM_SIZE_HINT]: position,
  };
  return { compressed: await compress(Buffer.concat(each), { params }), places };
}

/** @throws when it is not what was compressed */
export function inflate(compressed: Buffer): Buffer {
  return brotliDecompressSync(compressed);
}

export function unpack(inflated: Buffer, { position, bytes }: Place): WholeInstance {
  return read(JSON.parse(inflated.toString('utf8', position, position + bytes)) as Written);
}

type Timeless<Row, Times extends keyof Row> = Omit<Row, Times | 'instance'> & { readonly [Time in Times]: string };

/** As it is in the archive: times in ISO 8601, and its id once. */
interface Written {
  readonly instance: Timeless<ProcessInstanceRow, 'startedAt'> & {
    readonly endedAt: string | null;
    readonly countedAt: string | null;
  };
  readonly records: readonly Timeless<ProcessRecordRow, 'at'>[];
  readonly payloads: readonly Omit<ProcessPayloadRow, 'instance'>[];
}

function written({ instance, records, payloads }: WholeInstance): object {
  return { instance, records: records.map(withoutInstance), payloads: payloads.map(withoutInstance) };
}

function withoutInstance<Row extends { instance: string }>({ instance: _, ...row }: Row): Omit<Row, 'instance'> {
  return row;
}

function read({ instance: { startedAt, endedAt, countedAt, ...row }, records, payloads }: Written): WholeInstance {
  const instance = row.id;
  const times = { startedAt: new Date(startedAt), endedAt: timeOf(endedAt), countedAt: timeOf(countedAt) };
  return {
    instance: { ...row, ...times },
    records: records.map(({ at, ...record }) => ({ ...record, instance, at: new Date(at) })),
    payloads: payloads.map((payload) => ({ ...payload, instance })),
  };
}

function timeOf(written: string | null): Date | null {
  return written === null ? null : new Date(written);
}
