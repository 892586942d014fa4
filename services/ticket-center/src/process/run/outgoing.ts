import { In, type EntityManager } from 'typeorm';
import { ProcessOutgoingSchema } from '../schema/process-outgoing.schema.js';
import { partitionOf, sha256 } from './digest.js';
import { insertRows } from '../changes/rows.js';
import type { Directive } from './submission.js';

/** Whoever stores a directive carries it out after the commit; if it dies, others may from then on. */
const OWN_FOR_MS = 30_000;

export async function storeOutgoing(tx: EntityManager, directives: readonly Directive[], now: Date): Promise<void> {
  const claimedUntil = new Date(now.getTime() + OWN_FOR_MS);
  const rows = directives.map((directive) => {
    const partitionNo = partitionOf(directive.instance);
    return { id: sha256(directive.key), directive, partitionNo, due: now, claim: null, claimedUntil, claims: 0 };
  });
  await insertRows(tx, ProcessOutgoingSchema, rows);
}

/** They have been carried out, or never will. */
export async function removeOutgoing(tx: EntityManager, keys: readonly string[]): Promise<void> {
  if (keys.length > 0) await tx.delete(ProcessOutgoingSchema, { id: In(keys.map(sha256)) });
}
