import { describe, expect, it } from '@jest/globals';
import { BUILT_IN_ROLES } from './built-in-roles.js';
import { beyond, narrowed, scopedPermissions, scopeOf } from './role.js';

describe('the scope of roles', () => {
  it('is what they permit together, each once, and that one may see oneself', () => {
    const agent = { name: 'agent', permissions: ['ticket:*', 'customer:read'] };
    const auditor = { name: 'auditor', permissions: ['customer:read', 'audit:read'] };
    expect(scopeOf([agent, auditor])).toBe(
      'audit:read customer:read me:link me:mfa me:read me:report me:sessions ticket:*',
    );
  });

  it('without a role is only to see and secure oneself', () => {
    expect(scopeOf([])).toBe('me:link me:mfa me:read me:report me:sessions');
  });
});

describe('what a client asks for', () => {
  const roles = [
    { name: 'desk', permissions: ['ticket:*', 'customer:read'] },
    { name: 'scim', permissions: ['scim:provision'] },
  ];

  it.each([
    ['ticket:read', 'ticket:read'],
    ['customer:read ticket:read customer:read', 'customer:read ticket:read'],
    ['scim', 'scim:provision'],
    ['scim ticket:open', 'scim:provision ticket:open'],
    ['me:read', 'me:read'],
  ])('is narrowed to %s', (asked, given) => expect(narrowed(roles, asked)).toBe(given));

  it.each([
    'customer:erase',
    '*',
    'customer:*',
    'auditor',
    'ticket',
    'ticket:read audit:read',
    ' ',
    'service:internal',
  ])('is refused when it is %s', (asked) => expect(narrowed(roles, asked)).toBeNull());

  it('is never what is internal, whatever the client may do', () => {
    const everything = [{ name: 'admin', permissions: ['*'] }];
    expect(narrowed(everything, 'service:internal')).toBeNull();
    expect(narrowed(everything, 'service:*')).toBeNull();
    expect(narrowed(everything, 'ticket:read')).toBe('ticket:read');
  });
});

describe('whose data roles are for', () => {
  const own = { name: 'own', permissions: ['ticket:*', 'task:read'], dataScope: 'self' } as const;
  const lead = { name: 'lead', permissions: ['ticket:read'], dataScope: 'team' } as const;
  const auditor = { name: 'auditor', permissions: ['ticket:read', 'audit:read'] };

  it('is the whole tenant, unless something narrower is said', () => {
    expect(scopedPermissions([])).toBeNull();
    expect(scopedPermissions([auditor])).toBeNull();
  });

  it('is said in one word where all roles say the same', () =>
    expect(scopedPermissions([own])).toEqual({ base: 'self' }));

  it('is further for what another role gives further', () => {
    const further = { team: ['ticket:read'], tenant: ['ticket:read', 'audit:read'] };
    expect(scopedPermissions([auditor, own, lead])).toEqual({ base: 'self', further });
  });
});

describe('who gives permissions', () => {
  it.each([
    ['the same', ['ticket:open'], ['ticket:open']],
    ['a wider pattern of the noun', ['ticket:*'], ['ticket:open', 'ticket:*']],
    ['everything', ['*'], ['ticket:open', 'ticket:*', '*']],
  ])('may give it when they hold %s', (_, held, wanted) => {
    expect(beyond(held, wanted)).toEqual([]);
  });

  it('may not give what reaches further than their own', () => {
    expect(beyond(['ticket:open', 'task:*'], ['ticket:*', 'task:read', 'customer:read', '*'])).toEqual([
      'ticket:*',
      'customer:read',
      '*',
    ]);
  });
});

describe('the built-in roles', () => {
  it('never permit what is internal to the services', () => {
    const patterns = BUILT_IN_ROLES.flatMap(({ permissions }) => permissions);
    expect(patterns.filter((pattern) => pattern.startsWith('service:'))).toEqual([]);
  });

  it('show agents what a customer was promised and replied, and not what inspection found or surveys came to', () => {
    const { permissions } = BUILT_IN_ROLES.find(({ name }) => name === 'agent')!;
    const asked = ['inspection:read-promises', 'survey:read-replies', 'inspection:read', 'survey:results'];
    expect(beyond(permissions, asked)).toEqual(['inspection:read', 'survey:results']);
  });

  it('let only the administrator change people and roles', () => {
    const others = BUILT_IN_ROLES.filter(({ name }) => name !== 'admin').flatMap(({ permissions }) => permissions);
    expect(beyond(others, ['account:create', 'account:set-roles', 'role:define', 'client:register'])).toHaveLength(4);
  });
});
