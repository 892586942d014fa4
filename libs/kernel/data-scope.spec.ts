import { describe, expect, it } from '@jest/globals';
import { DATA_SCOPES, furthest } from './data-scope.js';

describe('data scopes', () => {
  it('reach from one person to the tenant, each further than the one before', () => {
    for (const [at, scope] of DATA_SCOPES.entries()) expect(furthest(DATA_SCOPES.slice(0, at + 1))).toBe(scope);
  });

  it('without any reach no further than oneself', () => expect(furthest([])).toBe('self'));
});
