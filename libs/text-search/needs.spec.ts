import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { needsOf } from './needs.js';
import { termsOf } from './terms-of.js';

const needed = (question: string) => needsOf(question, 16).sought.map(({ term }) => term);

describe('what a question needs', () => {
  it.each([
    ['How do I cancel my order?', ['cancel', 'order']],
    ['怎么取消订单', ['取消', '订单']],
    ['请问宽带如何办理', ['宽带', '办理']],
    ['路由器', ['路由', '由器']],
  ])('of "%s" are the words that say something', (question, terms) => {
    expect(needed(question)).toEqual(terms);
  });

  it('are all of its words when none says more than the others', () => {
    expect(needed('how to')).toEqual(['how', 'to']);
    expect(needed('怎么')).toEqual(['怎么']);
  });

  it('keep no long number in clear', () => {
    expect(needed('bill of 13812345678').join(' ')).not.toContain('138');
  });

  it('are so many at most', () => {
    expect(needsOf('alpha beta gamma delta', 2).sought).toHaveLength(2);
  });

  it('are found in whatever text says them, in whatever surroundings', () => {
    const word = fc.constantFrom('宽带', '账单', '退货', '发票', 'router', 'invoice', '取消', '密码');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), (words) => {
        const text = words.join('，');
        const terms = termsOf(`您好！${text}。`);
        for (const term of needed(text)) expect(terms.has(term)).toBe(true);
      }),
      { numRuns: 200, seed: 1 },
    );
  });
});
