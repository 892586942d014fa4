import { describe, expect, it } from '@jest/globals';
import { Delegation, type NewDelegation } from './delegation.aggregate.js';
import { DelegationInvalid, DelegationOver } from './delegation.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LEAVE: NewDelegation = {
  ...{ id: 'leave', fromId: 'mia', toId: 'li', roles: ['supervisor'], withWork: true, reason: 'leave', givenBy: 'mia' },
  beginsAt: new Date('2026-11-24T00:00:00Z'),
  endsAt: new Date('2026-12-01T00:00:00Z'),
};
const HELD = ['supervisor', 'agent'];

function aDelegation(parts: Partial<NewDelegation> = {}): Delegation {
  return Delegation.give({ ...LEAVE, ...parts }, HELD, NOW);
}

describe('a delegation', () => {
  it('hands over roles and work, each role once', () => {
    const given = aDelegation({ roles: ['agent', 'agent'] });
    expect(given).toMatchObject({ roles: ['agent'], withWork: true, endedAt: null });
    expect(given.takeEvents()).toEqual([{ type: 'delegation-given', at: NOW }]);
  });

  it.each([
    ['to oneself', { toId: 'mia' }],
    ['of nothing', { roles: [], withWork: false }],
    ['that ends before it begins', { endsAt: LEAVE.beginsAt }],
    ['that is over', { beginsAt: new Date(0), endsAt: NOW }],
    ['of more than a quarter', { endsAt: new Date('2027-03-01T00:00:00Z') }],
    ['of a role one does not have', { roles: ['admin'] }],
  ])('%s is refused', (_, parts) => expect(() => aDelegation(parts)).toThrow(DelegationInvalid));

  it('ends once, by hand or by itself', () => {
    const given = aDelegation();
    given.takeEvents();
    given.end(null, NOW);
    expect(given).toMatchObject({ endedAt: NOW, endedBy: null });
    expect(given.takeEvents()).toEqual([{ type: 'delegation-ended', at: NOW }]);
    expect(() => given.end('mia', NOW)).toThrow(DelegationOver);
  });
});
