import type { EntityManager } from 'typeorm';
import { insertRows } from '../changes/rows.js';
import { ProcessPayloadSchema, type ProcessPayloadRow } from './process-payload.schema.js';

/** Each once for an instance, whose lock the transaction holds. */
export async function writePayloads(tx: EntityManager, rows: readonly ProcessPayloadRow[]): Promise<void> {
  if (rows.length === 0) return;
  const wanted = new Map(rows.map((row) => [keyOf(row), row]));
  const keys = [...wanted.values()].map(({ instance, sha256 }) => ({ instance, sha256 }));
  const select = { instance: true, sha256: true } as const;
  for (const known of await tx.find(ProcessPayloadSchema, { select, where: keys })) wanted.delete(keyOf(known));
  await insertRows(tx, ProcessPayloadSchema, [...wanted.values()]);
}

function keyOf({ instance, sha256 }: Pick<ProcessPayloadRow, 'instance' | 'sha256'>): string {
  return `${instance}/${sha256}`;
}
