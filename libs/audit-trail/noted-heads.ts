import type { EntityManager } from 'typeorm';
import { AuditEntrySchema, type AuditEntryRow } from './audit.schema.js';
import { NOTHING_BEFORE, type NotedHead } from './chain.js';
import type { AuditContent } from './trail.js';

const NOTED = 'audit:note-head';

/** Why it was noted; of `restored` and `erased` the trail begins anew: what was noted before says nothing of it. */
export type NotedBecause = 'daily' | 'suspended' | 'exported' | 'restored' | 'erased';

const ANEW: readonly NotedBecause[] = ['restored', 'erased'];
export const beginsAnew = (because: NotedBecause) => ANEW.includes(because);

export const NO_ENTRY: NotedHead = { seq: 0, hash: NOTHING_BEFORE };

/** Where the trail of a tenant ends, as an entry of the platform's trail. */
export function noteOf(
  id: string,
  tenantId: string,
  { seq, hash }: NotedHead,
  because: NotedBecause,
  now: Date,
): AuditContent {
  return {
    ...{ id, at: now.toISOString(), actor: 'common-center', actorKind: 'service', action: NOTED },
    ...{ resource: 'audit', resourceId: tenantId, before: null, after: { seq, hash, because }, reason: null },
    source: { service: 'common-center', requestId: null, sessionId: null, address: null },
  };
}

/** The newest note of a tenant; null: there is none. @param db of the platform */
export async function lastNoteOf(db: EntityManager, tenantId: string): Promise<(NotedHead & { at: Date }) | null> {
  const where = { action: NOTED, resourceId: tenantId };
  const found = await db.findOne(AuditEntrySchema, { where, order: { seq: 'DESC' } });
  return found && { ...written(found), at: found.at };
}

/** What the trail of a tenant has to have, since it began or was begun anew. @param db of the platform */
export async function notedHeadsOf(db: EntityManager, tenantId: string): Promise<NotedHead[]> {
  const where = { action: NOTED, resourceId: tenantId };
  const notes = (await db.find(AuditEntrySchema, { where, order: { seq: 'ASC' } })).map(written);
  return notes.slice(
    Math.max(
      0,
      notes.findLastIndex(({ because }) => beginsAnew(because)),
    ),
  );
}

function written({ content }: AuditEntryRow): NotedHead & { readonly because: NotedBecause } {
  return (JSON.parse(content) as { after: NotedHead & { because: NotedBecause } }).after;
}
