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
      'agent:*',
      'board:live',
      'calendar:*',
      'connector:read',
      'contact:*',
      'customer:*',
      'dead-letter:*',
      'form:*',
      'interaction-event:*',
      'message-template:*',
      'not-ready-reason:*',
      'plan:*',
      'pre-check-rule:*',
      'process-alert:*',
      'process:*',
      'quality-form:*',
      'queue:*',
      'recording:*',
      'retention-policy:read',
      'role:read',
      'routing-plan:*',
      'routing-profile:*',
      'service-target:*',
      'skill:*',
      'task:*',
      'team:*',
      'ticket-quality:read',
      'ticket-type:read',
      'ticket:*',
      'visit:*',
      'work-item:*',
      'wrap-up-code:*',
    ],
  },
  {
    name: 'agent',
    permissions: [
      'account:read',
      'agent:self',
      'connector:read',
      'contact:*',
      'customer:correct',
      'customer:identify',
      'customer:read',
      'customer:register',
      'form:read',
      'interaction-event:*',
      'not-ready-reason:read',
      'plan:read',
      'pre-check-rule:read',
      'process-alert:read',
      'process:read',
      'queue:read',
      'recording:read',
      'recording:upload',
      'service-target:read',
      'skill:read',
      'task:*',
      'team:read',
      'ticket-type:read',
      'ticket:act',
      'ticket:answer',
      'ticket:close',
      'ticket:dispatch',
      'ticket:edit',
      'ticket:grab',
      'ticket:note',
      'ticket:open',
      'ticket:read',
      'ticket:reply',
      'ticket:transfer',
      'ticket:urge',
      'ticket:work',
      'visit:read',
      'work-item:claim',
      'work-item:read',
      'work-item:work',
      'wrap-up-code:read',
    ],
  },
  {
    name: 'field-engineer',
    permissions: [
      'account:read',
      'customer:read',
      'form:read',
      'process-alert:read',
      'ticket:note',
      'ticket:read',
      'visit:*',
      'work-item:claim',
      'work-item:read',
      'work-item:work',
    ],
  },
  {
    name: 'portal',
    permissions: [
      'contact:end',
      'contact:identify',
      'contact:queue',
      'contact:read',
      'contact:start',
      'customer:identify',
      'customer:import',
      'customer:register',
      'interaction-event:link',
      'interaction-event:pre-check',
      'interaction-event:read',
      'interaction-event:record',
      'ticket:answer',
      'ticket:open',
      'ticket:read',
      'ticket:urge',
    ],
  },
  {
    name: 'ivr',
    permissions: [
      'contact:end',
      'contact:identify',
      'contact:queue',
      'contact:read',
      'contact:start',
      'customer:identify',
      'interaction-event:pre-check',
      'interaction-event:read',
      'interaction-event:record',
      'recording:upload',
      'ticket:answer',
      'ticket:open',
      'ticket:read',
      'ticket:urge',
    ],
  },
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
