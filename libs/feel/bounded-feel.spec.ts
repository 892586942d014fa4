import { describe, expect, it } from '@jest/globals';
import { evaluate } from 'feelin';
import fc from 'fast-check';
import { BoundedFeel } from './bounded-feel.js';
import { EvaluationLimit } from './budget.js';

const run = (text: string, variables: Record<string, unknown> = {}) =>
  new BoundedFeel(text, Object.keys(variables)).call(variables).value;
const list = Array.from({ length: 5_000 }, (_, at) => at);
const things = list.map((at) => ({ at, name: `n${at}` }));
const big = Object.fromEntries(list.map((at) => [`k${at}`, at]));
const a = (length: number) => 'a'.repeat(length);

describe('an expression that asks for too much', () => {
  it.each<[string, string, Record<string, unknown>?]>([
    ['a huge range', 'for i in 1..1000000000 return i'],
    ['a huge range in brackets', 'for i in [1..1000000000] return i'],
    ['a huge range behind a name', '{r: [1..1000000000], a: for i in r return i}'],
    ['a range without an end', 'for i in 1..1.5 return i'],
    ['a range beyond all numbers', 'for i in 9007199254740992..9007199254740999 return i'],
    ['ranges in ranges', 'for i in 1..3000 return for j in 1..3000 return i * j'],
    ['ranges beside ranges', 'for a in 1..300, b in 1..300, c in 1..300 return 1'],
    ['a range that depends on another', 'for a in 1..9000, b in 1..a return 1'],
    ['lists of variables', 'for a in l, b in l return 1', { l: list }],
    ['some', 'some i in 1..1000000000 satisfies i < 0'],
    ['every', 'every i in 1..40000, j in 1..40000 satisfies i > 0'],
    ['a filter in a filter', 'l[l[item > 1][1] > 0]', { l: list }],
    ['long objects in a filter', '[o][count(for i in 1..20000 return i) > 0]', { o: big }],
    ['texts in a filter', '[t, t, t, t][item = 1]', { t: a(500_000) }],
    ['recursion without an end', '{f: function(g) g(g), r: f(f)}.r'],
    ['recursion that doubles', '{f: function(g, n) if n = 0 then 1 else g(g, n - 1) + g(g, n - 1), r: f(f, 40)}.r'],
    ['a function that calls nothing', '{f: function(g, n) if n = 0 then 1 else [g(g: g, n: n - 1), g(g: g, n: n - 1)], r: f(f, 40)}.r'],
    ['a text that doubles', '{f: function(g, s) g(g, s + s), r: f(f, "ab")}.r'],
    ['a text that doubles in names', `{${Array.from({ length: 27 }, (_, at) => `a${at}: ${at ? `a${at - 1} + a${at - 1}` : '"abcd"'}`).join(', ')}}.a26`],
    ['a text that doubles in a loop', 'for i in 1..40 return if i = 1 then "abcd" else partial[-1] + partial[-1]'],
    ['a list that doubles', '{f: function(g, l) g(g, concatenate(l, l)), r: f(f, [1])}.r'],
    ['what is small and large to look at', `{${Array.from({ length: 40 }, (_, at) => `a${at}: ${at ? `[a${at - 1}, a${at - 1}]` : '[1]'}`).join(', ')}}.a39`],
    ['the same, flattened', `count(flatten({${Array.from({ length: 40 }, (_, at) => `a${at}: ${at ? `[a${at - 1}, a${at - 1}]` : '[1]'}`).join(', ')}}.a39))`],
    ['the same behind another name', `{f: flatten, ${Array.from({ length: 40 }, (_, at) => `a${at}: ${at ? `[a${at - 1}, a${at - 1}]` : '[1]'}`).join(', ')}, r: count(f(a39))}.r`],
    ['the same by a parameter nobody gives', `(function(string) string({${Array.from({ length: 40 }, (_, at) => `a${at}: ${at ? `[a${at - 1}, a${at - 1}]` : '[1]'}`).join(', ')}}.a39))()`],
    ['the same, compared', `{${Array.from({ length: 40 }, (_, at) => `a${at}: ${at ? `[a${at - 1}, a${at - 1}]` : '[1]'}`).join(', ')}, r: a39 = a38}.r`],
    ['lists compared in a loop', 'for i in 1..5000 return l = l', { l: list }],
    ['a path through a list in a loop', 'for i in 1..5000 return l.at', { l: things }],
    ['things compared with each other', 'count(distinct values(l))', { l: things }],
    ['sorting in a loop', 'for i in 1..5000 return sort(l, function(x, y) x > y)', { l: list }],
    ['a long text joined again and again', 'string join(l, t)', { l: list.map(() => ''), t: a(50_000) }],
    ['a long text in place of each character', 'replace(t, "a", t)', { t: a(50_000) }],
    ['a text in place of itself', 'replace(t, ".*", "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0")', { t: a(2_000_000) }],
    ['warnings without an end', 'for i in 1..100000 return t - 1', { t: a(100_000) }],
  ])('%s', (_, text, variables = {}) => {
    const begun = performance.now();
    let value: unknown;
    try {
      value = run(text, variables);
    } catch (error) {
      value = error;
    }
    const took = performance.now() - begun;
    expect([took < 5_000, value instanceof Error ? value.message : JSON.stringify(value)?.slice(0, 80)]).toEqual([true, expect.stringMatching(/^expression-limit-exceeded|A name in it/)]);
  });
});

describe('a pattern', () => {
  it.each([
    ['(a+)+b', 'matches'],
    ['(a|a)*b', 'matches'],
    ['(a|aa)+$', 'matches'],
    ['(.*.*.*)*x', 'matches'],
    ['([a-z]+)*=', 'replace'],
    ['(a*)*c', 'split'],
  ])('%s of %s takes no time', (pattern, name) => {
    const begun = performance.now();
    run(name === 'replace' ? 'replace(t, p, "")' : `${name}(t, p)`, { t: `${a(2_000)}!`, p: pattern });
    expect(performance.now() - begun).toBeLessThan(2_000);
  });
});
