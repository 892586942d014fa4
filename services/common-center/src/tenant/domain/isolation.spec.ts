import { describe, expect, it } from '@jest/globals';
import { requireRoom, type Isolation, type Occupant } from './isolation.js';

const on = (server: string | null, isolation: Isolation = 'shared', tenantId = 'acme'): Occupant => ({
  tenantId,
  server,
  isolation,
});
const there = [on(null, 'shared', 'demo'), on('full', 'shared', 'globex'), on('theirs', 'dedicated', 'initech')];

describe('a tenant', () => {
  it.each([
    ['the one that all have', on(null)],
    ['one with some', on('full')],
    ['an empty one', on('empty')],
    ['an empty one, for itself', on('empty', 'dedicated')],
    ['the one it has for itself already', on('theirs', 'dedicated', 'initech')],
  ])('may be on %s', (_, place) => {
    expect(() => requireRoom(place, there)).not.toThrow();
  });

  it.each([
    ['for itself on the one that all have', on(null, 'dedicated'), 'tenant-needs-own-server'],
    ['for itself where others are', on('full', 'dedicated'), 'tenant-server-not-empty'],
    ['on the server of another', on('theirs'), 'tenant-server-dedicated'],
    ['for itself on the server of another', on('theirs', 'dedicated'), 'tenant-server-dedicated'],
  ])('may not be %s', (_, place, code) => {
    expect(() => requireRoom(place, there)).toThrow(expect.objectContaining({ code }));
  });
});
