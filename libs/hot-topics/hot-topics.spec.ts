import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { burstOf, usualShare } from './burst.js';
import { gathered } from './gathered.js';
import { buyingSignals, unmetNeeds } from './signals.js';
import { topicTerms } from './terms.js';

const talk = (...texts: string[]) =>
  texts.map((text, at) => ({
    speaker: text.startsWith('-') ? ('agent' as const) : ('customer' as const),
    ...{ text, from: at, to: at },
  }));

describe('what a text is about', () => {
  it('is its words and pairs of them', () => {
    expect(topicTerms('支付失败了，为什么支付失败？')).toEqual(expect.arrayContaining(['支付', '失败', '支付失败']));
    expect(topicTerms('My payment failed. The router is offline!')).toEqual([
      ...['payment', 'failed', 'payment failed', 'router', 'offline'],
    ]);
  });

  it('is no number and no address', () => {
    expect(topicTerms('call 13812345678 or a.b@example.com, order A123')).toEqual(['call', 'order']);
  });
});

describe('a burst', () => {
  it('is what comes more often than it usually does', () => {
    const usual = usualShare([{ count: 40, texts: 4_000 }]);
    expect(burstOf({ count: 1, texts: 100 }, usual).weight).toBeLessThan(0);
    const { expected, weight, surprise } = burstOf({ count: 12, texts: 100 }, usual);
    expect(expected).toBeCloseTo(0.976, 3);
    expect(weight).toBeGreaterThan(5);
    expect(surprise).toBeGreaterThan(8);
  });

  it('is none where that is its season', () => {
    const seasons = [
      { count: 40, texts: 4_000 },
      { count: 130, texts: 1_000 },
    ];
    expect(burstOf({ count: 12, texts: 100 }, usualShare(seasons)).surprise).toBeLessThan(1);
  });

  it('has the surprise of the tail of a Poisson distribution', () => {
    // R: -log10(ppois(4, 1, lower.tail = FALSE))
    expect(burstOf({ count: 5, texts: 100 }, 0.01).surprise).toBeCloseTo(2.4366, 3);
  });

  it('is never less surprising the more there are', () => {
    const share = fc.tuple(fc.integer({ min: 0, max: 199 }), fc.double({ min: 0.005, max: 0.5, noNaN: true }));
    fc.assert(
      fc.property(share, ([count, usual]) => {
        const [less, more] = [count, count + 1].map((each) => burstOf({ count: each, texts: 200 }, usual).surprise);
        expect(more!).toBeGreaterThanOrEqual(less! - 1e-9);
      }),
      { seed: 7 },
    );
  });
});

describe('terms', () => {
  it('of one matter are one', () => {
    const matters = gathered([
      { term: '失败', weight: 5, texts: ['a', 'b', 'c'] },
      { term: '支付失败', weight: 9, texts: ['a', 'b', 'c'] },
      { term: '断网', weight: 7, texts: ['x', 'y'] },
    ]);
    expect(matters.map(({ lead, others }) => [lead.term, others.map(({ term }) => term)])).toEqual([
      ['支付失败', ['失败']],
      ['断网', []],
    ]);
  });
});

describe('signals', () => {
  it('show who wants to buy', () => {
    expect(buyingSignals(talk('这个套餐多少钱', '-多少钱', 'I would like to order another one'))).toEqual([
      { turn: 0, span: { from: 2, to: 4 } },
      { turn: 2, span: { from: 8, to: 21 } },
    ]);
  });

  it('show what nobody had an answer to', () => {
    const turns = talk('能开发票吗', '-可以的', '有没有儿童票？', '-抱歉，这个我不清楚', 'Can I pay by cheque?');
    expect(unmetNeeds(turns).map(({ turn }) => turn)).toEqual([2, 4]);
  });
});
