import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { ComputedField } from '../domain/form-content.js';
import { computationOf, type Answers } from './compute.js';
import { checkComputed } from './field-checks.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const number = { type: 'number' };
const SCHEMA = {
  type: 'object',
  properties: {
    ...{ pieces: number, price: number, net: number, tax: number, gross: number },
    to: {
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' }, line: { type: 'string' } },
    },
    label: { type: 'string' },
  },
};
const FORMULAS: ComputedField[] = [
  { at: [], field: 'net', expression: 'pieces * price' },
  { at: [], field: 'tax', expression: 'net * 0.2' },
  { at: [], field: 'gross', expression: 'net + tax' },
  { at: ['to'], field: 'line', expression: 'street + ", " + city' },
  { at: [], field: 'label', expression: 'to.line + " / " + string(gross)' },
];

function computed(formulas: readonly ComputedField[], answers: Answers): Answers {
  const { order, problems } = checkComputed(formulas, SCHEMA);
  expect(problems).toEqual([]);
  return computationOf(order, SCHEMA)(answers, NOW);
}

describe('a computed field', () => {
  it('takes from fields, from other computed fields, and from a block', () => {
    expect(computed(FORMULAS, { pieces: 3, price: 10, to: { street: 'Park Road 1', city: 'Bath' } })).toEqual({
      ...{ pieces: 3, price: 10, net: 30, tax: 6, gross: 36 },
      to: { street: 'Park Road 1', city: 'Bath', line: 'Park Road 1, Bath' },
      label: 'Park Road 1, Bath / 36',
    });
  });

  it('is the server’s, whatever was given for it', () => {
    expect(computed(FORMULAS, { pieces: 2, price: 5, net: 1_000_000 })).toMatchObject({ net: 10, gross: 12 });
  });

  it('is left out while what it takes from is missing', () => {
    expect(computed(FORMULAS, { pieces: 3, net: 9 })).toEqual({ pieces: 3 });
  });

  it('is the same in whatever order the formulas were written', () => {
    const shuffled = fc.shuffledSubarray(FORMULAS, { minLength: FORMULAS.length });
    fc.assert(
      fc.property(shuffled, fc.nat(1_000), fc.nat(1_000), (formulas, pieces, price) => {
        const answers = { pieces, price, to: { street: 'A', city: 'B' } };
        expect(computed(formulas, answers)).toEqual(computed(FORMULAS, answers));
      }),
      { seed: 20261123 },
    );
  });

  it('changes nothing when it is computed again', () => {
    fc.assert(
      fc.property(fc.nat(1_000), fc.nat(1_000), (pieces, price) => {
        const once = computed(FORMULAS, { pieces, price });
        expect(computed(FORMULAS, once)).toEqual(once);
      }),
      { seed: 20261123 },
    );
  });
});

describe('formulas that cannot be', () => {
  it.each<[string, ComputedField[], string[]]>([
    ['a circle', [formula('net', 'gross'), formula('gross', 'net')], ['/computed/gross', '/computed/net']],
    ['itself', [formula('net', 'net + 1')], ['/computed/net']],
    ['what hangs on a circle', [formula('net', 'net'), formula('tax', 'net')], ['/computed/net', '/computed/tax']],
    ['an unknown field', [formula('net', 'weight * 2')], ['/computed/net']],
    ['no field of the form', [formula('weight', 'net')], ['/computed/weight']],
    ['no FEEL', [formula('net', 'pieces *')], ['/computed/net']],
  ])('are told: %s', (_what, formulas, pointers) => {
    expect(checkComputed(formulas, SCHEMA).problems.map(({ pointer }) => pointer)).toEqual(pointers);
  });

  it('in a circle are found whichever way round it goes', () => {
    const fields = ['net', 'tax', 'gross', 'price'];
    const links = fc.array(fc.tuple(fc.constantFrom(...fields), fc.constantFrom(...fields)), { maxLength: 8 });
    fc.assert(
      fc.property(links, (pairs) => {
        const taken = new Map(pairs);
        const formulas = [...taken].map(([field, from]) => formula(field, `${from} + 1`));
        const { order, stuck } = checkComputed(formulas, SCHEMA);
        for (const [at, { names }] of order.entries())
          for (const later of order.slice(at)) expect(names).not.toContain(later.field);
        for (const { names } of stuck) expect(stuck.map(({ field }) => field)).toContain(names[0]);
      }),
      { seed: 20261123 },
    );
  });
});

function formula(field: string, expression: string): ComputedField {
  return { at: [], field, expression };
}
