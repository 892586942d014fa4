import { currentContext } from '#libs/persistence/tenant/tenant-context';
import { actor } from '#libs/web/access/actor';
import { permits } from '#libs/web/access/permissions';
import type { Acting } from './domain/acting.js';

/** Also where somebody else has the contact. */
const FOR_OTHERS = 'contact:manage';
/** Sees who supervises a contact. */
const SEES_SUPERVISION = 'contact:see-supervision';

/** Who asks, and whether for contacts of others too: supervisors by permission, and machines, which report what has happened. */
export function acting(): Acting {
  const id = actor();
  return { id, forOthers: currentContext()?.identity?.kind !== 'person' || holds(FOR_OTHERS) };
}

export function seesSupervision(): boolean {
  return holds(SEES_SUPERVISION);
}

function holds(permission: string): boolean {
  return permits(currentContext()?.identity?.permissions ?? [], permission);
}
