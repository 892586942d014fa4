import type { EntityManager } from 'typeorm';
import { RoutingOwnerSchema } from './routing-log.schema.js';

const OWNER = 'owner';

/** Tells the others where the tenant's router is from now on. */
export async function ownedFrom(tx: EntityManager, address: string, since: Date): Promise<void> {
  const { affected } = await tx.update(RoutingOwnerSchema, { id: OWNER }, { address, since });
  if (affected !== 1) await tx.insert(RoutingOwnerSchema, { id: OWNER, address, since });
}

/** Null: nobody has held it yet. */
export async function ownerAddress(db: EntityManager): Promise<string | null> {
  return (await db.findOneBy(RoutingOwnerSchema, { id: OWNER }))?.address ?? null;
}
