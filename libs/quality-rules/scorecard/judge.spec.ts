import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ChoiceItem, FormGroup, ScorecardForm } from './form.js';
import { failedItems, judge, type Holds } from './judge.js';

const yesOrNo = (key: string, more: Partial<ChoiceItem> = {}): ChoiceItem => ({
  ...{ key, text: key, kind: 'choice', fatal: null, critical: false, naAllowed: true, when: null, comment: 'optional' },
  options: [
    { value: 'yes', label: 'Yes', points: 1 },
    { value: 'no', label: 'No', points: 0 },
  ],
  ...more,
});
const group = (key: string, weight: number, items: ChoiceItem[], more: Partial<FormGroup> = {}): FormGroup => ({
  ...{ key, name: key, weight, naAllowed: true, when: null, items },
  ...more,
});
const form = (...groups: FormGroup[]): ScorecardForm => ({ mode: 'points', passMark: 60, groups });
/** The condition names an item whose answer is to be yes. */
const holds: Holds = (condition, answers) => answers[condition] === 'yes';

describe('answers to a scorecard', () => {
  const genesys = form(group('g1', 40, [yesOrNo('a'), yesOrNo('b')]), group('g2', 20, [yesOrNo('c')]));
  const answers = { a: 'yes', b: 'no', c: 'yes' };

  it('score as Genesys says, in both modes', () => {
    expect(judge(genesys, answers, holds)).toMatchObject({ total: 60, passed: true });
    expect(judge({ ...genesys, mode: 'groups' }, answers, holds)).toMatchObject({ total: 66.67, passed: true });
    expect(judge({ ...genesys, passMark: 60.01 }, answers, holds).passed).toBe(false);
  });

  it('name what earned less than all its points', () => {
    expect(failedItems(judge(genesys, answers, holds))).toEqual(['b']);
  });

  it('leave out what does not apply, an item or a whole group', () => {
    expect(judge(genesys, { ...answers, b: 'n/a' }, holds).total).toBe(100);
    expect(judge(genesys, { ...answers, g1: 'n/a' }, holds)).toMatchObject({
      total: 100,
      items: [{ state: 'not-applicable' }, { state: 'not-applicable' }, { state: 'answered' }],
    });
    expect(judge(genesys, { g1: 'n/a', g2: 'n/a' }, holds)).toMatchObject({ total: null, passed: true });
  });

  it('say what is still open', () => {
    const { items } = judge(genesys, { a: 'yes' }, holds);
    expect(items.map(({ state }) => state)).toEqual(['answered', 'open', 'open']);
  });

  it.each([
    ['an option there is not', { a: 'perhaps' }],
    ['a share for a choice', { a: 1 }],
  ])('refuse %s', (_, wrong) => {
    expect(() => judge(genesys, wrong, holds)).toThrow(RangeError);
  });

  it('refuse "not applicable" where an item always applies', () => {
    const strict = form(group('g', 1, [yesOrNo('a', { naAllowed: false })]));
    expect(() => judge(strict, { a: 'n/a' }, holds)).toThrow('a always applies');
  });

  it('are asked for only where a condition on the answers before is true', () => {
    const conditional = form(
      group('g', 1, [
        yesOrNo('sold'),
        yesOrNo('consent', { when: 'sold', fatal: 'form' }),
        yesOrNo('noted', { when: 'consent' }),
      ]),
      group('h', 1, [yesOrNo('d')], { when: 'sold' }),
    );
    const all = { sold: 'no', consent: 'no', noted: 'yes', d: 'no' };
    const hidden = judge(conditional, all, holds);
    expect(hidden).toMatchObject({ total: 0, fatalMissed: false });
    expect(hidden.items.map(({ state }) => state)).toEqual(['answered', 'hidden', 'hidden', 'hidden']);
    expect(judge(conditional, { ...all, sold: 'yes' }, holds)).toMatchObject({
      total: 0,
      fatalMissed: true,
      nonFatal: 50,
    });
  });

  it('show the critical score apart', () => {
    const critical = form(group('g', 1, [yesOrNo('a', { critical: true }), yesOrNo('b')]));
    expect(judge(critical, { a: 'no', b: 'yes' }, holds)).toMatchObject({ total: 50, critical: 0 });
  });

  it('count for nothing once hidden, whatever they were', () => {
    const conditional = form(group('g', 1, [yesOrNo('a'), yesOrNo('b', { when: 'a', fatal: 'form' })]));
    const given = fc.constantFrom('yes', 'no', 'n/a');
    fc.assert(
      fc.property(given, fc.constantFrom('no', 'n/a'), (b, a) => {
        expect(judge(conditional, { a, b }, holds)).toEqual(judge(conditional, { a }, holds));
      }),
      { seed: 20261130 },
    );
  });
});
