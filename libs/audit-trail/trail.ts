import type { AuditEntryRow } from './audit.schema.js';
import { AuditEntrySchema, AuditTrailSchema, type AuditTrailRow } from './audit.schema.js';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import type { EntityManager } from 'typeorm';
import { MoreThan } from 'typeorm';
import { hashOf, NOTHING_BEFORE } from './chain.js';

/** An entry before it has its place. Everything in it is JSON. */
export interface AuditContent {
  /** Of the event that brought it. */
  readonly id: string;
  /** ISO-8601. */
  readonly at: string;
  readonly actor: string;
  readonly action: string;
  readonly resource: string;
  readonly resourceId: string | null;
  readonly [more: string]: unknown;
}

const TRAIL = 'trail';
const AT_ONCE = 500;
/** Three years. */
const KEEP_DAYS = 1_095;
const NEW: AuditTrailRow = {
  ...{ id: TRAIL, version: 1, seq: 0, hash: NOTHING_BEFORE },
  ...{ cutSeq: 0, cutHash: NOTHING_BEFORE, keepDays: KEEP_DAYS },
};

export async function trailOf(db: EntityManager): Promise<AuditTrailRow> {
  return (await db.findOneBy(AuditTrailSchema, { id: TRAIL })) ?? NEW;
}

/** The trail, which nobody else writes to until the transaction is over. */
export async function lockedTrail(tx: EntityManager): Promise<AuditTrailRow> {
  // Writing it, not reading it, is what makes the others wait: also where the engine locks no rows.
  const { affected } = await tx.update(AuditTrailSchema, { id: TRAIL }, { id: TRAIL });
  if (!affected) await insertRows(tx, AuditTrailSchema, [NEW]);
  return trailOf(tx);
}

/** Appends; an entry that is there already stays as it is. */
export async function append(tx: EntityManager, content: AuditContent): Promise<void> {
  const trail = await lockedTrail(tx);
  if (await tx.existsBy(AuditEntrySchema, { id: content.id })) return;
  const seq = trail.seq + 1;
  const text = JSON.stringify(content);
  const hash = hashOf(trail.hash, seq, text);
  const { id, at, actor, action, resource, resourceId } = content;
  const row: AuditEntryRow = { seq, id, at: new Date(at), actor, action, resource, resourceId, content: text, hash };
  await insertRows(tx, AuditEntrySchema, [row]);
  await tx.update(AuditTrailSchema, { id: TRAIL }, { seq, hash });
}

/** All that are left, in order, some at a time. */
export async function* entriesOf(db: EntityManager, cutSeq: number): AsyncGenerator<AuditEntryRow> {
  let seq = cutSeq;
  for (;;) {
    const rows = await db.find(AuditEntrySchema, {
      where: { seq: MoreThan(seq) },
      order: { seq: 'ASC' },
      take: AT_ONCE,
    });
    yield* rows;
    if (rows.length < AT_ONCE) return;
    seq = rows.at(-1)!.seq;
  }
}
