import { describe, expect, it } from '@jest/globals';
import { BUILT_IN_ROLES } from './built-in-roles.js';
import { beyond, scopeOf } from './role.js';

describe('the scope of roles', () => {
  it('is what they permit together, each once, and that one may see oneself', () => {
    const agent = { name: 'agent', permissions: ['ticket:*', 'customer:read'] };
    const auditor = { name: 'auditor', permissions: ['customer:read', 'audit:read'] };
    expect(scopeOf([agent, auditor])).toBe('audit:read customer:read me:link me:mfa me:read me:sessions ticket:*');
  });

  it('without a role is only to see and secure oneself', () => {
    expect(scopeOf([])).toBe('me:link me:mfa me:read me:sessions');
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

  it('let only the administrator change people and roles', () => {
    const others = BUILT_IN_ROLES.filter(({ name }) => name !== 'admin').flatMap(({ permissions }) => permissions);
    expect(beyond(others, ['account:create', 'account:set-roles', 'role:define', 'client:register'])).toHaveLength(4);
  });
});
