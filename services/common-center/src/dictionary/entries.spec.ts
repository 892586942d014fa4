import { describe, expect, it } from '@jest/globals';
import { choicesBelow, faultsOf, missingIn, type Entry } from './entries.js';

const entry = (code: string, parent: string | null = null, active = true): Entry => ({
  ...{ code, parent, active, labels: { 'zh-CN': code, en: code } },
});

describe('entries of a dictionary', () => {
  it.each([
    ['a tree', [entry('a'), entry('b', 'a')], []],
    ['a code that comes twice', [entry('a'), entry('a')], ['a', 'a']],
    ['one above that is not there', [entry('a', 'x')], ['a']],
    ['a circle', [entry('a', 'b'), entry('b', 'a'), entry('c', 'a')], ['a', 'b']],
  ])('are looked at: %s', (_, entries, faults) => {
    expect(faultsOf(entries).map(({ field }) => field)).toEqual(faults);
  });

  it('are not left out once they were there', () => {
    expect(missingIn([entry('a')], [entry('a'), entry('b')])).toEqual(['b']);
  });

  it('may be chosen below each other, where all above may be', () => {
    const entries = [entry('a'), entry('b', null, false), entry('c', 'a'), entry('d', 'b'), entry('e', 'a', false)];
    expect(choicesBelow(entries, null).map(({ code }) => code)).toEqual(['a']);
    expect(choicesBelow(entries, 'a').map(({ code }) => code)).toEqual(['c']);
    expect(choicesBelow(entries, 'b')).toEqual([]);
  });
});
