/** How far somebody reaches, the narrowest first: their own, their team's, that of all teams below as well, the whole tenant's. */
export const DATA_SCOPES = ['self', 'team', 'tree', 'tenant'] as const;
export type DataScope = (typeof DATA_SCOPES)[number];

/** The data scopes of somebody's permissions: `base` of all, and further for the patterns named. */
export interface ScopedPermissions {
  readonly base: DataScope;
  readonly further?: Partial<Readonly<Record<DataScope, readonly string[]>>>;
}

export function furthest(scopes: readonly DataScope[]): DataScope {
  return DATA_SCOPES.findLast((scope) => scopes.includes(scope)) ?? 'self';
}
