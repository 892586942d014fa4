import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import * as feelin from 'feelin';
import type { DecisionTable, HitPolicy } from '../model/decision.js';
import { compileExpression, compileUnaryTests } from './compile.js';
import { decide } from './decision.js';
import { passes } from './unary-tests.js';

const moment = { now: new Date('2026-11-23T10:00:00Z'), timeZone: 'UTC' };

/** Rows of input cells, then `->`, then output cells. */
function table(
  hitPolicy: HitPolicy,
  inputs: string[],
  outputs: DecisionTable['outputs'],
  rows: string[],
): DecisionTable {
  return {
    id: 'table',
    hitPolicy,
    inputs: inputs.map((text) => ({ value: compileExpression(text) })),
    outputs,
    rules: rows.map((row, index) => {
      const [tests, values] = row.split('->').map((side) => side.split('|').map((cell) => cell.trim()));
      return {
        id: `r${index}`,
        tests: tests!.map((cell) => compileUnaryTests(cell)),
        values: values!.map((cell) => compileExpression(cell)),
      };
    }),
  };
}
const out = (name: string, values: string[] = []) => ({ name, values });
const amounts = ['< 100 -> 1', '[50..200] -> 2', '>= 150 -> 3'];
const byAmount = (policy: HitPolicy, amount: number) =>
  decide(table(policy, ['amount'], [out('points')], amounts), { amount }, moment);

describe('a decision table', () => {
  it('matches the rules whose tests are all passed', () => {
    const discount = table('U', ['level', 'age'], [out('discount')], ['"gold" | - -> 20', 'not("gold") | >= 65 -> 10']);
    expect(decide(discount, { level: 'gold', age: 70 }, moment)).toEqual({
      outcome: 'decided',
      value: 20,
      matched: [0],
    });
    expect(decide(discount, { level: 'silver', age: 70 }, moment)).toMatchObject({ value: 10, matched: [1] });
    expect(decide(discount, { level: 'silver', age: 20 }, moment)).toMatchObject({ value: null, matched: [] });
  });

  it('gives an object where it has several outputs', () => {
    const routing = table('U', ['kind'], [out('team'), out('hours')], ['"fault" -> "repair" | 24 / 2']);
    expect(decide(routing, { kind: 'fault' }, moment)).toMatchObject({ value: { team: 'repair', hours: 12 } });
  });

  it('compares dates as dates', () => {
    const period = table(
      'U',
      ['date(day)'],
      [out('open')],
      ['< date("2026-12-24") -> "yes"', '>= date("2026-12-24") -> "no"'],
    );
    expect(decide(period, { day: '2026-12-09' }, moment)).toMatchObject({ value: 'yes' });
  });

  it('takes default values where no rule matches', () => {
    const withDefault = table(
      'F',
      ['kind'],
      [{ ...out('team'), default: compileExpression('"desk"') }, out('hours')],
      [],
    );
    expect(decide(withDefault, { kind: 'x' }, moment)).toMatchObject({ value: { team: 'desk', hours: null } });
  });

  it('refuses an input that is not allowed', () => {
    const base = table('U', ['kind'], [out('team')], ['- -> 1']);
    const narrow = { ...base, inputs: [{ value: base.inputs[0]!.value, allowed: compileUnaryTests('"a","b"') }] };
    expect(decide(narrow, { kind: 'c' }, moment)).toEqual({
      outcome: 'error',
      message: '"c" is not allowed for "kind": "a","b"',
      matched: [],
    });
    expect(decide(narrow, { kind: 'b' }, moment)).toMatchObject({ value: 1 });
  });

  it('says which rules matched when their values fail', () => {
    expect(decide(table('U', ['kind'], [out('x')], ['- -> 10 ** 400']), { kind: 1 }, moment)).toMatchObject({
      outcome: 'error',
      matched: [0],
    });
  });
});

describe('the hit policy', () => {
  it.each<[HitPolicy, number, unknown]>([
    ['U', 20, 1],
    ['F', 60, 1],
    ['F', 180, 2],
    ['A', 20, 1],
    ['R', 60, [1, 2]],
    ['C', 180, [2, 3]],
    ['C+', 180, 5],
    ['C#', 180, 2],
    ['C<', 180, 2],
    ['C>', 180, 3],
    ['C#', 20, 1],
  ])('%s with %s gives %s', (policy, amount, expected) => {
    expect(byAmount(policy, amount)).toMatchObject({ outcome: 'decided', value: expected });
  });

  it('unique is broken by two rules', () => {
    expect(byAmount('U', 60)).toMatchObject({
      outcome: 'error',
      message: expect.stringContaining('More than one rule'),
    });
  });

  it('any is broken by rules that disagree, not by rules that agree', () => {
    expect(byAmount('A', 60)).toMatchObject({ outcome: 'error', message: expect.stringContaining('different values') });
    const agreeing = table('A', ['amount'], [out('x')], ['> 1 -> { a: [1] }', '> 2 -> { a: [1] }']);
    expect(decide(agreeing, { amount: 3 }, moment)).toMatchObject({ value: { a: [1] }, matched: [0, 1] });
  });

  it('priority goes by the order of the allowed values', () => {
    const risk = [out('risk', ['high', 'middle', 'low'])];
    const rows = ['> 1 -> "low"', '> 2 -> "high"', '> 3 -> "middle"'];
    expect(decide(table('P', ['x'], risk, rows), { x: 9 }, moment)).toMatchObject({ value: 'high' });
    expect(decide(table('O', ['x'], risk, rows), { x: 9 }, moment)).toMatchObject({ value: ['high', 'middle', 'low'] });
    expect(decide(table('P', ['x'], risk, ['- -> "none"']), { x: 9 }, moment)).toMatchObject({ outcome: 'error' });
  });

  it('priority goes by the second output where the first is the same', () => {
    const outputs = [out('a', ['x', 'y']), out('b', ['p', 'q'])];
    const rows = ['- -> "x" | "q"', '- -> "y" | "p"', '- -> "x" | "p"'];
    expect(decide(table('P', ['n'], outputs, rows), { n: 1 }, moment)).toMatchObject({ value: { a: 'x', b: 'p' } });
  });

  it('cannot add what is no number', () => {
    expect(decide(table('C+', ['n'], [out('a')], ['- -> "x"']), { n: 1 }, moment)).toMatchObject({ outcome: 'error' });
  });
});

describe('an input entry, parsed once', () => {
  const cells = [
    '-',
    '5',
    '< 5',
    '<= 3, > 7',
    '[2..6]',
    '(2..6)',
    ']2..6[',
    '"a"',
    '"a", "b"',
    'not("a")',
    'not(1, 2)',
    'not([1..3])',
    'true',
    'false',
    'null',
    '? > 3',
    '? > limit',
    '> limit',
    'contains(?, "a")',
    'not(contains(?, "a"))',
    'limit',
    'list',
    '= 3',
    '!= 3',
    '[1, 2, 3]',
    '? in [1..4]',
    '? = null',
    'date("2026-01-01")',
    '< date("2026-01-01")',
    'limit + 1, < 0',
    'flag',
    'not(null)',
    'not(true)',
    'some x in list satisfies x = ?',
    'string length(?) > 0',
    '"a" + "b"',
  ];
  const values = fc.oneof(
    fc.integer({ min: -1, max: 9 }),
    fc.constantFrom('a', 'ab', 'b', ''),
    fc.boolean(),
    fc.constant(null),
  );

  it.each(cells)('%s means what feelin says', (cell) => {
    const tests = compileUnaryTests(cell);
    fc.assert(
      fc.property(values, fc.integer({ min: 0, max: 5 }), fc.boolean(), (value, limit, flag) => {
        const variables = { limit, flag, list: [1, 2, 3] };
        const attempt = (answer: () => boolean) => {
          try {
            return answer();
          } catch {
            return 'failed';
          }
        };
        expect(attempt(() => passes(tests, value, variables, moment))).toBe(
          attempt(() => feelin.unaryTest(cell, { ...variables, '?': value }).value === true),
        );
      }),
    );
  });
});
