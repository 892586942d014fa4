import { describe, expect, it } from '@jest/globals';
import { isOnFor } from './is-on-for.js';

const FLAG = { name: 'new-desk', isOn: true, percent: 0, people: ['mia'], roles: ['supervisor'] };
const everybody = Array.from({ length: 10_000 }, (_, n) => `person-${n}`);
const having = (percent: number, name = 'new-desk') =>
  everybody.filter((each) => isOnFor({ ...FLAG, name, percent }, each, []));

describe('a feature flag', () => {
  it('is on for those it names, whatever the percentage, and for nobody once it is off', () => {
    expect(isOnFor(FLAG, 'mia', [])).toBe(true);
    expect(isOnFor(FLAG, 'lee', ['supervisor'])).toBe(true);
    expect(isOnFor(FLAG, 'lee', ['agent'])).toBe(false);
    expect(isOnFor({ ...FLAG, isOn: false, percent: 100 }, 'mia', ['supervisor'])).toBe(false);
  });

  it('is on for about as many as it says', () => {
    for (const percent of [0, 10, 50, 100]) expect(Math.abs(having(percent).length / 100 - percent)).toBeLessThan(1.5);
  });

  it('stays on for those who have it when there are to be more', () => {
    const more = new Set(having(30));
    expect(having(10).every((each) => more.has(each))).toBe(true);
  });

  it('begins with others than another flag does', () => {
    const other = new Set(having(10, 'another'));
    expect(having(10).filter((each) => other.has(each)).length).toBeLessThan(200);
  });
});
