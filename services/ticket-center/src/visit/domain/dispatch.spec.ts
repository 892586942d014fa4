import { describe, expect, it } from '@jest/globals';
import { rankEngineers, type EngineerOnDay } from './dispatch.js';

const WANTED = { area: 'pudong', skills: ['fibre'] };

function engineer(id: string, over: Partial<EngineerOnDay> = {}): EngineerOnDay {
  return { id, areas: ['pudong'], skills: ['fibre', 'iptv'], works: true, capacity: 4, planned: 0, ...over };
}
const order = (...engineers: EngineerOnDay[]) =>
  rankEngineers(WANTED, engineers, []).map(({ engineerId }) => engineerId);

describe('who is sent', () => {
  it('is the one whose day is emptiest by share, then with more places, then the first by name', () => {
    expect(order(engineer('half', { planned: 2 }), engineer('quarter', { planned: 1 }))).toEqual(['quarter', 'half']);
    expect(order(engineer('small', { capacity: 2 }), engineer('large', { capacity: 6 }))).toEqual(['large', 'small']);
    expect(order(engineer('zoe'), engineer('ann'))).toEqual(['ann', 'zoe']);
    expect(order(engineer('a', { planned: 3, capacity: 10 }), engineer('b', { planned: 1, capacity: 2 }))).toEqual([
      'a',
      'b',
    ]);
  });

  it.each([
    ['other-area', { areas: ['minhang'] }],
    ['skill-missing', { skills: ['iptv'] }],
    ['does-not-work', { works: false }],
    ['day-full', { planned: 4 }],
    ['day-full', { capacity: 0 }],
  ] as const)('is nobody who is %s', (why, over) => {
    const [best, worst] = rankEngineers(WANTED, [engineer('a', over), engineer('b', { planned: 3 })], []);
    expect([best!.engineerId, worst!.engineerId, worst!.unfit]).toEqual(['b', 'a', [why]]);
  });

  it('is nobody who has declined it, and every reason is told', () => {
    const [only] = rankEngineers(WANTED, [engineer('a', { works: false, planned: 9 })], ['a']);
    expect(only!.unfit).toEqual(['does-not-work', 'day-full', 'has-declined']);
  });
});
