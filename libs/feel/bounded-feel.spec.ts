import { describe, expect, it } from '@jest/globals';
import { evaluate } from 'feelin';
import { BoundedFeel } from './bounded-feel.js';
import { EvaluationLimit } from './budget.js';
import { PatternNotSupported } from './patterns.js';

const run = (text: string, variables: Record<string, unknown> = {}) =>
  new BoundedFeel(text, Object.keys(variables)).call(variables).value;
const list = Array.from({ length: 5_000 }, (_, at) => at);
const things = list.map((at) => ({ at, name: `n${at}` }));
const big = Object.fromEntries(list.map((at) => [`k${at}`, at]));
const a = (length: number) => 'a'.repeat(length);
/** `a0: …, a1: …`, each made of the one before. */
const named = (count: number, first: string, next: (before: string) => string) =>
  Array.from({ length: count }, (_, at) => `a${at}: ${at === 0 ? first : next(`a${at - 1}`)}`).join(', ');

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
    [
      'a function that calls nothing',
      '{f: function(g, n) if n = 0 then 1 else [g(g: g, n: n - 1), g(g: g, n: n - 1)], r: f(f, 40)}.r',
    ],
    ['a text that doubles', '{f: function(g, s) g(g, s + s), r: f(f, "ab")}.r'],
    ['a text that doubles in names', `{${named(27, '"abcd"', (name) => `${name} + ${name}`)}}.a26`],
    ['a text that doubles in a loop', 'for i in 1..40 return if i = 1 then "abcd" else partial[-1] + partial[-1]'],
    ['a list that doubles', '{f: function(g, l) g(g, concatenate(l, l)), r: f(f, [1])}.r'],
    ['what is small and large to look at', `{${named(40, '[1]', (name) => `[${name}, ${name}]`)}}.a39`],
    ['the same, flattened', `count(flatten({${named(40, '[1]', (name) => `[${name}, ${name}]`)}}.a39))`],
    [
      'the same behind another name',
      `{f: flatten, ${named(40, '[1]', (name) => `[${name}, ${name}]`)}, r: count(f(a39))}.r`,
    ],
    ['the same, compared', `{${named(40, '[1]', (name) => `[${name}, ${name}]`)}, r: a39 = a38}.r`],
    ['lists compared in a loop', 'for i in 1..5000 return l = l', { l: list }],
    ['a path through a list in a loop', 'for i in 1..5000 return l.at', { l: things }],
    ['things compared with each other', 'count(distinct values(l))', { l: things }],
    ['sorting in a loop', 'for i in 1..5000 return sort(l, function(x, y) x > y)', { l: list }],
    ['a long text joined again and again', 'string join(l, t)', { l: list.map(() => ''), t: a(50_000) }],
    ['a long text in place of each character', 'replace(t, "a", t)', { t: a(50_000) }],
    [
      'a text in place of itself',
      'replace(t, ".*", "$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0")',
      { t: a(2_000_000) },
    ],
    ['warnings without an end', 'for i in 1..100000 return t - 1', { t: a(100_000) }],
    ['a pattern for each element', 'for i in l return matches(t, "(a|aa)+$")', { l: list, t: `${a(500)}!` }],
  ])('%s', (_, text, variables = {}) => {
    expect(() => run(text, variables)).toThrow(EvaluationLimit);
  });

  it.each([
    ['a counter', '{"__weighed": function(x, p) x, r: for i in 1..1000000000 return i}'],
    ['a counter, with escapes', String.raw`{"\u005f_weighed": function(x, p) x, r: for i in 1..1000000000 return i}`],
    ['a counter, as a parameter', '(function(__ranged) for i in 1..1000000000 return i)(1)'],
    ['a costly function', `(function(string) string({${named(40, '[1]', (name) => `[${name}, ${name}]`)}}.a39))()`],
  ])('takes the name of %s in vain', (_, text) => {
    expect(() => run(text)).toThrow('A name in it means something else already.');
  });

  it('takes no name of a counter by an object that a filter looks into', () => {
    const made = 'context put({}, "__weigh" + "ed", 1)';
    expect(() => run(`[${made}][count(for i in 1..3 return i) > 0]`)).toThrow(EvaluationLimit);
    expect(() => run('[o][count(for i in 1..3 return i) > 0]', { o: { __ranged: 1 } })).toThrow(EvaluationLimit);
  });

  it('fails each time, and the next one does not pay for it', () => {
    const feel = new BoundedFeel('for i in 1..n return i', ['n']);
    expect(() => feel.call({ n: 1_000_000_000 })).toThrow(EvaluationLimit);
    expect(feel.call({ n: 3 }).value).toEqual([1, 2, 3]);
    expect(() => feel.call({ n: 1_000_000_000 })).toThrow('expression-limit-exceeded');
  });
});

describe('an expression within its limits', () => {
  const values = () => ({
    ...{ n: 3, s: 'Hello World', t: ' wide\u3000space 空格', l: [3, 1, 2], e: null },
    o: [1, 2, 3].map((at) => ({ a: at, b: { c: 'xyz'.charAt(at - 1) } })),
    d: { x: 1, y: [1, 2, { z: 3 }] },
  });
  const said = (evaluated: () => unknown) => {
    try {
      return JSON.stringify(evaluated()) ?? 'null';
    } catch (error) {
      return (error as Error).message;
    }
  };

  it.each([
    'for i in 1..n return i',
    'for i in n..1 return i * 2',
    'for i in 1..0 return i',
    'for i in [1..3] return i',
    'for i in "a".."d" return i',
    'for i in l, j in 1..i return i + j',
    'for i in 1..4 return if i < 2 then 1 else partial[-1] + partial[-2]',
    'some x in l satisfies x > 2',
    'every x in l satisfies x > 0',
    'some x in o, y in l satisfies x.a = y',
    'o[a > 1]',
    'o[a > 1].b.c',
    'o[item.a = 2][1].b.c',
    'l[item > 1]',
    'l[1]',
    'l[-1]',
    'l[n - 1]',
    'o[1 + 1].a',
    's["x"]',
    'l[true]',
    'e[1]',
    'd.y[3].z',
    'd.y[3]["z"]',
    '["a","b"]["a"]',
    '["ab"]["a" + "b"]',
    '{a: 1, b: a + 1, c: {d: b * 2}}',
    '{f: function(x) x * 2, r: f(4)}.r',
    '{f: function(x, y) x - y, r: f(y: 1, x: 5)}.r',
    '(function(x) x + 1)(2)',
    'sort(l, function(x, y) x < y)',
    'sort(o, function(x, y) x.a > y.a)[1].a',
    'list replace(l, 2, 9)',
    'list replace(l, function(item, new) item < new, 2)',
    'distinct values([1,1,2,[1],{a:1},{a:1}])',
    'union([1,2],[2,3])',
    'flatten([[1,[2]],3])',
    'string([1,{a:"x"}])',
    'string(1.5)',
    'list contains(l, 2)',
    'index of([1,2,1],1)',
    'is(1, 1)',
    'string join(["a","b"], "-")',
    'string join(["a","b"])',
    'string length(s)',
    'substring(s, 2, 3)',
    'upper case(s)',
    'matches(s, "^H.*d$")',
    'matches(s, "hello", "i")',
    'matches(t, "\\s\\s")',
    'matches(s, "[")',
    'matches(t, "\\p{L}+\\s")',
    'matches(s, "o W", "s")',
    'replace(s, "o", "0")',
    'replace(s, "(\\w+) (\\w+)", "$2 $1")',
    'replace(s, "l+", "[$0]")',
    'replace(t, "\\s", "_")',
    'replace(s, "x*", "-")',
    'replace(s, "L", "q", "i")',
    'split(s, "\\s")',
    'split("a,b,,c", ",")',
    'split("abc", "")',
    'split("abc","x*")',
    'replace(input: s, pattern: "o", replacement: "1")',
    'matches("空 格","\\S+\\s\\S+")',
    'matches("a1","\\u0061\\d")',
    'matches("汉字","^[\\u4e00-\\u9fff]+$")',
    'matches("汉","\\p{Script=Han}")',
    'matches(1,"a")',
    'contains(s, "W")',
    'sum([1,2,3])',
    'sum(1,2,3)',
    'max(l)',
    'count(o[a>1])',
    'append(l, 4, 5)',
    'concatenate(l, [9], [8])',
    'insert before(l, 1, 0)',
    'remove(l, 1)',
    'reverse(l)',
    'mean(for i in l return i * 2)',
    'context put(d, "q", 5).q',
    'context([{key:"a", value: n}]).a',
    'get entries({a:n})[1].value',
    'get value(d, "x")',
    'context merge([{a:n},{b:2}]).b',
    'l = [3,1,2]',
    'l = l',
    'd = d and n = 3',
    'n in (1, 3)',
    'n in [1..5]',
    'n in l',
    'n between 1 and 5',
    'n in (l, 7)',
    'n in (> 2, < 1)',
    'if n > 2 then "a" else "b"',
    'date("2020-01-01") + duration("P1D")',
    'for x in l return date("2020-01-0" + string(x))',
    '{a: date and time("2020-01-01T10:00:00Z"), b: a + @"PT1H"}.b',
    '-n + 1',
    '{a: "x" + s, b: "x" + n}',
    'n instance of number',
    'l instance of list<number>',
    '{a: n instance of number}',
    'not(n > 2)',
    'for i in o return {x: i.a, y: i.b.c}',
    '{x y: 1, z: x y + 1}.z',
    '{"x y": n, z: 1}',
    'missing',
    'missing.a',
    '{a: missing.b}',
    'o.a',
    '{q: o.a}',
    '{q: s.a}',
    'number("1,5", ".", ",")',
    '{a: number("1 000", " ", ".")}',
    'median(l)',
    'modulo(7, n)',
    '{a: [1..3]}.a.start',
    '{r: (1..3)}.r',
    '{a: if n in [1..3] then for i in 1..n return i else null}',
    '{a: n in l}',
    '{a: n in (1,2)}',
    '{a: l[item in (1,2)]}',
    '{a: o[b.c = "x"]}',
    'for i in [[1,2],[3]] return for j in i return j',
    'for i in 1..2, j in 3..4 return [i, j]',
    'for i in 1.5..3.5 return i',
  ])('means what it means without them: %s', (text) => {
    expect(said(() => run(text, values()))).toBe(said(() => evaluate(text, values()).value));
  });

  it('asks of a range that nobody goes through, however long', () => {
    expect(run('{a: n in [0..1000000000], b: includes([0..1000000000], n), c: n in > 1}', { n: 3 })).toEqual({
      ...{ a: true, b: true, c: true },
    });
  });

  it('is an ordinary one of thousands of elements', () => {
    expect(run('count(l[at > 10 and name != "n20"])', { l: things })).toBe(4_988);
    expect(run('sum(for i in l return i.at * 2)', { l: things })).toBe(24_995_000);
    expect(run('count(for i in 1..100, j in 1..100 return i * j)')).toBe(10_000);
  });
});

describe('a pattern', () => {
  it.each(['(a+)+b', '(a|a)*b', '(a|aa)+$', '(.*.*.*)*x', '([a-z]+)*=', '(a*)*c'])('%s ends soon', (pattern) => {
    const given = { t: `${a(1_000)}!`, p: pattern };
    expect(run('matches(t, p)', given)).toBe(false);
    expect(run('matches([t], [p])', given)).toBe(false);
    expect(run('{m: matches, r: m(t, p)}.r', given)).toBe(false);
    expect(run('replace(t, p, "")', given)).toBe(given.t);
  });

  it('that looks ahead or back to a group is refused, since nobody knows how long it takes', () => {
    expect(() => run('matches("a", "a(?=b)")')).toThrow(PatternNotSupported);
    expect(() => run(String.raw`matches("a", "(a)\\1")`)).toThrow(PatternNotSupported);
  });
});
