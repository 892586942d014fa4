import { describe, expect, it } from '@jest/globals';
import type { Identity } from '#libs/persistence/tenant/tenant-context';
import { viewpointOf } from './caller.api.js';

const seenBy = (parts: Partial<Identity>, scope: 'person' | 'tenant' = 'tenant', masking = {}) => {
  const identity: Identity = { subject: 'mia', kind: 'person', permissions: ['ticket:read'], ...parts };
  return viewpointOf({ tenantId: 'acme', identity, headers: {}, traceparent: '', audience: {} }, scope, {
    version: '',
    isBlocked: false,
    ...masking,
  });
};

describe('what was kept for somebody is shown', () => {
  it('to others who may the same, where all are answered the same', () => {
    expect(seenBy({ subject: 'li' })).toBe(seenBy({}));
    expect(seenBy({ subject: 'li' }, 'person')).not.toBe(seenBy({}, 'person'));
    expect(seenBy({ permissions: ['ticket:*'] })).not.toBe(seenBy({}));
  });

  it('to nobody once something else is to be masked for them', () => {
    expect(seenBy({}, 'tenant', { version: 'phones are always masked' })).not.toBe(seenBy({}));
    expect(seenBy({}, 'tenant', { isBlocked: true })).not.toBe(seenBy({}));
  });

  it('to nobody else where somebody reaches a part of the tenant', () => {
    const dataScope = { base: 'team' } as const;
    expect(seenBy({ subject: 'li', dataScope })).not.toBe(seenBy({ dataScope }));
    expect(seenBy({ dataScope })).not.toBe(seenBy({}));
    expect(seenBy({ dataScope: { base: 'self' } })).not.toBe(seenBy({ dataScope }));
  });
});
