import { In, type EntityManager } from 'typeorm';
import { insertRows } from '../changes/rows.js';
import { ProcessPayloadSchema } from '../payloads/process-payload.schema.js';
import { ProcessInstanceSchema } from '../schema/process-instance.schema.js';
import { ProcessRecordSchema } from '../schema/process-record.schema.js';
import { ColdChunkSchema } from './cold-chunk.schema.js';
import { ChunkDamaged, readChunk } from './cold-chunks.js';
import { ColdInstanceSchema, type ColdInstanceRow } from './cold-instance.schema.js';
import { unpack } from './packed-instances.js';
import type { WholeInstance } from './whole-instance.js';

/** Those of them that are in the archive, in the order of their ids. @throws ChunkDamaged */
export async function coldInstances(
  reader: EntityManager,
  ids: readonly string[],
  { locked = false } = {},
): Promise<WholeInstance[]> {
  if (ids.length === 0) return [];
  const lock = locked && ({ lock: { mode: 'pessimistic_write' } } as const);
  const rows = await reader.find(ColdInstanceSchema, { where: { id: In([...ids]) }, order: { id: 'ASC' }, ...lock });
  const wholes = new Map<string, WholeInstance>();
  for (const [chunk, of] of Map.groupBy(rows, (row) => row.chunk))
    for (const whole of await readFrom(reader, chunk, of)) wholes.set(whole.instance.id, whole);
  return rows.flatMap(({ id }) => wholes.get(id) ?? []);
}

/** Nothing when they were warmed up meanwhile. */
async function readFrom(reader: EntityManager, chunk: string, rows: readonly ColdInstanceRow[]) {
  const inflated = await readChunk(reader, chunk);
  if (inflated) return rows.map((row) => unpacked(inflated, row));
  if (await reader.existsBy(ColdInstanceSchema, { chunk })) throw new ChunkDamaged(chunk);
  return [];
}

/** @throws ChunkDamaged */
function unpacked(inflated: Buffer, row: ColdInstanceRow): WholeInstance {
  try {
    return unpack(inflated, row);
  } catch (cause) {
    throw new ChunkDamaged(row.chunk, { cause });
  }
}

/** Back to the tables of running processes; their rows in the archive are locked by the transaction. */
export async function warmUp(tx: EntityManager, wholes: readonly WholeInstance[], locksRows: boolean): Promise<void> {
  if (wholes.length === 0) return;
  const ids = In(wholes.map(({ instance }) => instance.id));
  const where = { id: ids };
  const chunks = new Set((await tx.find(ColdInstanceSchema, { where })).map(({ chunk }) => chunk));
  await insertRows(
    tx,
    ProcessInstanceSchema,
    wholes.map(({ instance }) => instance),
  );
  await insertRows(
    tx,
    ProcessRecordSchema,
    wholes.flatMap(({ records }) => records),
  );
  await insertRows(
    tx,
    ProcessPayloadSchema,
    wholes.flatMap(({ payloads }) => payloads),
  );
  await tx.delete(ColdInstanceSchema, where);
  for (const chunk of [...chunks].toSorted()) await removeIfEmpty(tx, chunk, locksRows);
}

/** Who takes the last but one waits for who takes the last: one of them sees that nothing is left. */
async function removeIfEmpty(tx: EntityManager, chunk: string, locksRows: boolean): Promise<void> {
  const lock = locksRows && ({ lock: { mode: 'pessimistic_write' } } as const);
  await tx.find(ColdChunkSchema, { select: { chunk: true, part: true }, where: { chunk, part: 0 }, ...lock });
  if (!(await tx.existsBy(ColdInstanceSchema, { chunk }))) await tx.delete(ColdChunkSchema, { chunk });
}
