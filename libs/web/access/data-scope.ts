import { DATA_SCOPES, type DataScope } from '#libs/kernel/data-scope';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { permits } from './permissions.js';

/** Whose data somebody reaches with this permission. */
export function dataScopeOf(identity: Pick<Identity, 'dataScope'> | undefined, permission: string): DataScope {
  const scoped = identity?.dataScope;
  if (!scoped) return 'tenant';
  const isGiven = (scope: DataScope) => permits(scoped.further?.[scope] ?? [], permission);
  return DATA_SCOPES.findLast(isGiven) ?? scoped.base;
}
