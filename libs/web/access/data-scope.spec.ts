import { describe, expect, it } from '@jest/globals';
import { dataScopeOf } from './data-scope.js';

describe('whose data somebody reaches', () => {
  it('is the whole tenant where the token says nothing', () => {
    expect(dataScopeOf(undefined, 'ticket:read')).toBe('tenant');
    expect(dataScopeOf({}, 'ticket:read')).toBe('tenant');
  });

  it('is what the token says of all', () =>
    expect(dataScopeOf({ dataScope: { base: 'self' } }, 'ticket:read')).toBe('self'));

  it.each([
    ['ticket:read', 'tree'],
    ['ticket:close', 'team'],
    ['task:read', 'self'],
  ])('is with %s as far as %s', (permission, scope) => {
    const further = { team: ['ticket:*'], tree: ['ticket:read'] };
    expect(dataScopeOf({ dataScope: { base: 'self', further } }, permission)).toBe(scope);
  });
});
