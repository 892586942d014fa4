import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import fc from 'fast-check';
import * as feelin from 'feelin';
import { compileExpression } from './compile.js';
import { evaluate } from './evaluate.js';
import type { Variables } from './evaluate.js';
import { toJson } from './feel-values.js';

const moment = { now: new Date('2026-11-23T18:30:00.250Z'), timeZone: 'UTC' };
const value = (text: string, variables: Variables = {}, at = moment) => {
  const evaluation = evaluate(compileExpression(text, Object.keys(variables)), variables, at);
  return evaluation.outcome === 'value' ? evaluation.value : evaluation;
};

describe('an expression', () => {
  it('gives a value', () => {
    expect(value('amount * 2 > limit', { amount: 30, limit: 50 })).toBe(true);
  });

  it('gives null, and why, when a variable is missing', () => {
    expect(value('amount > 50')).toEqual({ outcome: 'null', reason: "Variable 'amount' not found" });
  });

  it('gives null, and why, when things do not go together', () => {
    expect(value('amount + 50', { amount: 'much' })).toMatchObject({ outcome: 'null' });
  });

  it('gives null without a reason when it says so', () => {
    expect(value('null')).toEqual({ outcome: 'null', reason: '' });
  });

  it('is an error when no variable can hold what it gives', () => {
    expect(value('function(x) x')).toMatchObject({ outcome: 'error' });
    expect(value('[1..3]')).toMatchObject({ outcome: 'error' });
    expect(value('10 ** 400')).toMatchObject({ outcome: 'error' });
  });

  it('is an error with a code when it asks for more work than one may', () => {
    const message = expect.stringContaining('expression-limit-exceeded');
    expect(value('for i in 1..1000000000 return i')).toEqual({ outcome: 'error', message });
  });

  it('is an error when it does not parse, as in a model of another hand', () => {
    expect(evaluate({ text: 'a +', names: ['a'] }, { a: 1 }, moment)).toMatchObject({ outcome: 'error' });
  });

  it('sees only the variables it names', () => {
    expect(evaluate({ text: 'a + b', names: ['a'] }, { a: 1, b: 2 }, moment).outcome).toBe('null');
  });

  it('sees nothing of the evaluation before', () => {
    const expression = compileExpression('a');
    expect(evaluate(expression, { a: 1 }, moment)).toEqual({ outcome: 'value', value: 1 });
    expect(evaluate(expression, {}, moment)).toEqual({ outcome: 'null', reason: "Variable 'a' not found" });
    expect(evaluate(expression, { a: 2 }, moment)).toEqual({ outcome: 'value', value: 2 });
  });

  it('knows names with spaces and signs', () => {
    expect(value('Kundenstufe + first name', { 'first name': 'A', Kundenstufe: 'B' })).toBe('BA');
    expect(value('客户等级 = "金"', { 客户等级: '金' })).toBe(true);
    expect(value('order-no * 2', { 'order-no': 3 })).toBe(6);
  });

  it('takes comments and line breaks', () => {
    expect(value('1 + // one\n 1')).toBe(2);
    expect(value('1 + 1 // two')).toBe(2);
  });

  it('gives temporal values as ISO-8601', () => {
    expect(value('date("2026-02-28") + duration("P1D")')).toBe('2026-03-01');
    expect(value('duration("PT90M")')).toBe('PT1H30M');
    expect(value('{ at: [date and time("2026-11-24T09:00:00@Asia/Shanghai")] }')).toEqual({
      at: ['2026-11-24T09:00:00+08:00'],
    });
  });
});

describe('the time of an expression', () => {
  beforeEach(() => void jest.useFakeTimers({ now: new Date('1999-01-01') }));
  afterEach(() => void jest.useRealTimers());

  it('is the moment, in its zone, whatever the machine says', () => {
    expect(value('now()')).toBe('2026-11-23T18:30:00.25Z');
    expect(value('today()')).toBe('2026-11-23');
    const shanghai = { ...moment, timeZone: 'Asia/Shanghai' };
    expect(value('now()', {}, shanghai)).toBe('2026-11-24T02:30:00.25+08:00');
    expect(value('today()', {}, shanghai)).toBe('2026-11-24');
  });

  it('cannot be taken over by a variable', () => {
    expect(value('today()', { today: 'x', now: 'y' })).toBe('2026-11-23');
    expect(value('now', { now: 'y' })).toMatchObject({ outcome: 'error' });
  });
});

describe('parsed once', () => {
  const texts = [
    'a',
    'a + b',
    'a - b * c',
    'a > b',
    'a = b',
    'a != null',
    'a >= 1 and b < c',
    'not(f)',
    'f or a > 3',
    'if f then a else s',
    's + "x"',
    'string length(s)',
    'contains(s, "a")',
    'upper case(s)',
    'substring(s, 1, 2)',
    'l[1]',
    'l[item > 2]',
    'l[-1]',
    'count(l)',
    'sum(l)',
    'max(l)',
    'sort(l, function(x, y) x > y)',
    'l = []',
    'for x in l return x * a',
    'for x in l, y in l return x + y',
    'some x in l satisfies x > a',
    'every x in l satisfies x > a',
    'o.name',
    'o.tags[1]',
    'o.missing',
    'o.inner.deep',
    '{ k: a, m: k + 1 }',
    '{ k: a }.k',
    'os[status = "open"]',
    'os[a > 2].status',
    'os.a',
    'a in [1..5]',
    'a in (1, 2, > 5)',
    'a between 1 and 5',
    'date(d)',
    'date(d) < date("2027-01-01")',
    'date and time(d + "T10:00:00Z")',
    'duration("P1M") + date(d)',
    'date(d).weekday',
    'string(a)',
    'number(s)',
    'a instance of number',
    'function(q) q + a',
    'append(l, a)',
    'get value(o, "name")',
    'first name',
    'decimal(a / 3, 2)',
    'a / 0',
    'matches(s, "a.*")',
    'a + missing',
    '-a',
    'null',
    '{ f: function(x) x + a, r: f(2) }.r',
    'a ** 2',
    'split(s, "a")',
    'flatten([l, l])',
    '@"2026-01-01"',
    'is(a, b)',
  ];
  const plain = { noNullPrototype: true };
  const json = fc.oneof(
    { weight: 4, arbitrary: fc.integer({ min: -5, max: 9 }) },
    fc.constantFrom('a', 'abc', '2026-11-23', 'open', ''),
    fc.boolean(),
    fc.constant(null),
    fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 4 }),
  );
  const variables = fc.record(
    {
      a: json,
      b: json,
      c: json,
      s: json,
      f: json,
      l: json,
      d: json,
      'first name': json,
      o: fc.record({ name: json, tags: json, inner: fc.record({ deep: json }, plain) }, plain),
      os: fc.array(
        fc.record({ status: fc.constantFrom('open', 'closed'), a: json }, { requiredKeys: ['status'], ...plain }),
      ),
    },
    { requiredKeys: ['first name'], ...plain },
  );
  const known = ['first name'];
  const expressions = texts.map((text) => compileExpression(text, known));

  it.each(expressions)('$text means what feelin says', (expression) => {
    fc.assert(
      fc.property(variables, (given) => {
        const ours = evaluate(expression, given, moment);
        let expected: unknown;
        try {
          expected = toJson(feelin.evaluate(expression.text, given).value);
        } catch {
          return expect(ours.outcome).toBe('error');
        }
        expect(ours).toEqual(
          expected === null ? { outcome: 'null', reason: expect.any(String) } : { outcome: 'value', value: expected },
        );
      }),
      { numRuns: 40 },
    );
  });
});
