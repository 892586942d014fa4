export interface Role {
  readonly name: string;
  /** Patterns such as `ticket:transfer`, `ticket:*` or `*`. */
  readonly permissions: readonly string[];
}

export const ADMIN = 'admin';

/** What everyone who is known may do. */
const EVERYONE = ['me:read'];

/** The roles every tenant has. A tenant may define them anew, except the administrator's. */
export const BUILT_IN_ROLES: readonly Role[] = [
  { name: ADMIN, permissions: ['*'] },
  {
    name: 'supervisor',
    permissions: [
      'account:read',
      'contact:*',
      'customer:*',
      'interaction-event:*',
      'monitoring:*',
      'plan:*',
      'pre-check-rule:*',
      'quality:*',
      'quality-check:*',
      'role:read',
      'task:*',
      'ticket:*',
      'ticket-type:read',
      'visit:*',
    ],
  },
  {
    name: 'agent',
    permissions: [
      'account:read',
      'contact:*',
      'customer:correct',
      'customer:identify',
      'customer:read',
      'customer:register',
      'interaction-event:*',
      'plan:read',
      'task:*',
      'ticket:*',
      'ticket-type:read',
      'visit:read',
    ],
  },
  {
    name: 'field-engineer',
    permissions: ['account:read', 'customer:read', 'ticket:note', 'ticket:read', 'ticket:reply', 'visit:*'],
  },
  {
    name: 'portal',
    permissions: [
      'contact:*',
      'customer:identify',
      'customer:import',
      'customer:read',
      'customer:register',
      'interaction-event:*',
      'ticket:open',
      'ticket:read',
      'ticket:urge',
    ],
  },
  { name: 'ivr', permissions: ['contact:*', 'customer:identify', 'interaction-event:*', 'ticket:open', 'ticket:urge'] },
];

/** The scope of a token (RFC 6749 §3.3): what the roles permit together, each pattern once. */
export function scopeOf(roles: readonly Role[]): string {
  return [...new Set([...EVERYONE, ...roles.flatMap(({ permissions }) => permissions)])].sort().join(' ');
}

/** The patterns among `wanted` that reach further than what is held: nobody gives what they do not have. */
export function beyond(held: readonly string[], wanted: readonly string[]): string[] {
  const covers = (pattern: string) =>
    [pattern, `${pattern.split(':')[0]}:*`, '*'].some((wider) => held.includes(wider));
  return wanted.filter((pattern) => !covers(pattern));
}
