import { describe, expect, it } from '@jest/globals';
import { permits, SERVICE_INTERNAL } from './permissions.js';

describe('permissions', () => {
  it.each([
    [['ticket:transfer'], 'ticket:transfer', true],
    [['ticket:*'], 'ticket:transfer', true],
    [['*'], 'ticket:transfer', true],
    [['ticket:read', 'task:*'], 'ticket:transfer', false],
    [[], 'ticket:transfer', false],
    [['ticket'], 'ticket:transfer', false],
    [['*'], SERVICE_INTERNAL, false],
    [['service:*'], SERVICE_INTERNAL, false],
    [[SERVICE_INTERNAL], SERVICE_INTERNAL, true],
  ])('%j permits %s: %s', (granted, needed, permitted) => {
    expect(permits(granted, needed)).toBe(permitted);
  });
});
