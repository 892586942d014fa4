import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExpressionFault } from './compile.js';
import { judge } from './condition.js';
import { conjunctsOf } from './conjuncts.js';

const MOMENT = { now: new Date('2026-11-23T09:00:00Z'), timeZone: 'UTC' };
const told = (text: string) =>
  conjunctsOf(text).map(({ expression, among }) => [expression.text, among && [among.name, [...among.values]]]);

describe('the parts of a condition', () => {
  it('are what the outermost "and" joins', () => {
    expect(told('priority = "high" and (urgedTimes > 2 and not(closed))')).toEqual([
      ['priority = "high"', ['priority', ['high']]],
      ['urgedTimes > 2', null],
      ['not(closed)', null],
    ]);
    expect(told('a > 1 or b > 1')).toEqual([['a > 1 or b > 1', null]]);
  });

  it.each([
    ['channel = "web"', 'channel', ['web']],
    ['"web" = channel', 'channel', ['web']],
    ['(channel = "web")', 'channel', ['web']],
    ['channel in ("web", "chat")', 'channel', ['web', 'chat']],
    ['channel in ["web", "chat"]', 'channel', ['web', 'chat']],
    ['channel in ("web")', 'channel', ['web']],
    ['channel = "web" or channel in ("chat")', 'channel', ['web', 'chat']],
    ['team = null', 'team', [null]],
    ['returnVisit = true', 'returnVisit', [true]],
  ])('say what a name must be: %s', (text, name, values) => {
    expect(told(text)).toEqual([[expect.any(String), [name, values]]]);
  });

  it.each([
    'channel != "web"',
    'channel = other',
    'event.metric = "resolution"',
    'channel = "web" or team = "a"',
    'channel = "web" or urgedTimes > 2',
    'channel in ("web", other)',
    'urgedTimes in [1..3]',
    'not(channel = "web")',
    'channel = "a\\"b"',
  ])('or say nothing that can be looked up: %s', (text) => {
    expect(conjunctsOf(text).map(({ among }) => among)).toEqual([null]);
  });

  it('are of what FEEL understands', () => {
    expect(() => conjunctsOf('channel =')).toThrow(ExpressionFault);
  });

  it('never deny what the whole affirms', () => {
    const value = fc.constantFrom('web', 'chat', null);
    const literal = value.map((each) => (each === null ? 'null' : `"${each}"`));
    const name = fc.constantFrom('channel', 'team');
    const comparison = fc.oneof(
      fc.tuple(name, fc.constantFrom('=', '!='), literal).map((parts) => parts.join(' ')),
      fc.tuple(name, literal, literal).map(([who, one, other]) => `${who} in (${one}, ${other})`),
    );
    const either = fc
      .tuple(comparison, fc.constantFrom('and', 'or'), comparison)
      .map((parts) => `(${parts.join(' ')})`);
    const condition = fc.array(fc.oneof(comparison, either), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(condition, fc.constantFrom('and', 'or'), value, value, (parts, joint, channel, team) => {
        const text = parts.join(` ${joint} `);
        const conjuncts = conjunctsOf(text);
        const variables: Record<string, string | null> = { channel, team };
        if (judge({ text, names: ['channel', 'team'] }, variables, MOMENT).outcome !== 'holds') return;
        for (const { among } of conjuncts) if (among) expect(among.values).toContain(variables[among.name]);
      }),
      { numRuns: 1_000, seed: 1 },
    );
  });
});
