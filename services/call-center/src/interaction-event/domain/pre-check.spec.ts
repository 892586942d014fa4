import { describe, expect, it } from '@jest/globals';
import { preCheck, type Demand, type PreCheckRule } from './pre-check.js';

const rule = (id: string, type: PreCheckRule['type'], topic: string | null): PreCheckRule => ({
  id,
  type,
  topic,
  answer: `answer ${id}`,
});
const demand: Demand = { type: 'enquiry', topic: 'opening-hours' };

describe('the pre-check', () => {
  it('solves a demand that a rule names, with the answer of the rule', () => {
    expect(preCheck([rule('r-1', 'enquiry', 'opening-hours')], demand)).toEqual({
      outcome: 'solved-online',
      ruleId: 'r-1',
      answer: 'answer r-1',
    });
  });

  it.each([
    ['without rules', []],
    ['of another type', [rule('r-1', 'complaint', 'opening-hours')]],
    ['of another topic', [rule('r-1', 'enquiry', 'opening')]],
    ['whose topic differs in case', [rule('r-1', 'enquiry', 'Opening-Hours')]],
  ])('refers a demand %s to people', (_, rules) => {
    expect(preCheck(rules, demand)).toEqual({ outcome: 'referred', ruleId: null, answer: null });
  });

  it.each([
    ['every topic of a type', rule('r-1', 'enquiry', null)],
    ['a topic of every type', rule('r-1', null, 'opening-hours')],
  ])('lets a rule speak of %s', (_, each) => {
    expect(preCheck([each], demand).ruleId).toBe('r-1');
  });

  it('takes the first rule that fits, in the order given', () => {
    const rules = [
      rule('other', 'complaint', null),
      rule('first', 'enquiry', null),
      rule('second', 'enquiry', 'opening-hours'),
    ];
    expect(preCheck(rules, demand).ruleId).toBe('first');
  });
});
