import { describe, expect, it } from '@jest/globals';
import type { Lookup } from '../../form/form.api.js';
import { fillsOf, questionsOf, withFilled } from './questions.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const LOOKUP: Lookup = {
  ...{ at: ['order'], name: 'details', connector: 'order-system', action: 'get', timeoutMs: null },
  arguments: { number: 'upper case(orderNumber)' },
  fills: { buyer: 'result.customer.name', total: 'result.total' },
};
const asked = (answers: object) => questionsOf({ lookups: [LOOKUP] }, { ...answers }, NOW).get('order.details');

describe('what is looked up', () => {
  it('is asked by what stands beside it in the block', () => {
    expect(asked({ orderNumber: 'elsewhere', order: { orderNumber: 'so-1' } })).toEqual({ number: 'SO-1' });
  });

  it.each([{}, { order: {} }, { order: 'so-1' }, { order: { orderNumber: null } }])('is not asked by %j', (answers) => {
    expect(asked(answers)).toBeNull();
  });

  it('fills the fields of which the answer says something', () => {
    expect(fillsOf(LOOKUP, { customer: { name: 'Ann' } }, NOW)).toEqual({ buyer: 'Ann' });
    expect(fillsOf(LOOKUP, null, NOW)).toEqual({});
  });

  it('gives way to what was typed', () => {
    const typed = { order: { orderNumber: 'so-1', buyer: 'Bob' } };
    expect(withFilled(typed, LOOKUP, { buyer: 'Ann', total: 9 })).toEqual({
      order: { orderNumber: 'so-1', buyer: 'Bob', total: 9 },
    });
    expect(withFilled({}, LOOKUP, { total: 9 })).toEqual({ order: { total: 9 } });
  });
});
