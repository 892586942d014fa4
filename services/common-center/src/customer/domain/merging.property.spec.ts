import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '#libs/kernel/domain-error';
import { Customer } from './customer.aggregate.js';
import type { CustomerData } from './customer-data.js';
import { merge, unmerge } from './merging.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const DOING = { by: 'mia', reason: 'the same person', at: NOW };
const RUNS = { numRuns: 300, seed: 20261123 };

type Step = readonly ['merge' | 'unmerge', number, number];

const customerData = fc.record({
  phones: fc.uniqueArray(fc.constantFrom('13800138000', '+86 138 0013 8001', '555 0100'), { maxLength: 2 }),
  emails: fc.uniqueArray(fc.constantFrom('a@example.com', 'B@example.com'), { maxLength: 2 }),
  tags: fc.uniqueArray(fc.constantFrom('vip', 'slow payer'), { maxLength: 2 }),
  roles: fc.uniqueArray(fc.constantFrom('owner', 'payer'), { maxLength: 2 }),
  hasDocument: fc.boolean(),
  hasAddress: fc.boolean(),
});
const population = fc.array(customerData, { minLength: 2, maxLength: 6 });
const index = fc.nat({ max: 5 });
const steps = fc.array(fc.tuple(fc.constantFrom('merge', 'unmerge'), index, index), { maxLength: 25 });

type Given = typeof population extends fc.Arbitrary<infer People> ? People : never;

function people(given: Given): Customer[] {
  return given.map(({ hasDocument, hasAddress, ...lists }, at) => {
    const data: CustomerData = {
      ...{ kind: 'person', name: `Person ${at}`, segments: [], accounts: [], ...lists },
      externalIds: [{ system: 'crm', id: `${at}` }],
      document: hasDocument ? { type: 'passport', number: `P${at}` } : null,
      address: hasAddress ? { lines: [`${at}`], city: 'Denver', country: 'USA' } : null,
    };
    return Customer.register({ ...data, id: `id-${at}`, number: `K-${at}` }, NOW);
  });
}

function play(all: readonly Customer[], course: readonly Step[]): void {
  for (const [number, [what, one, two]] of course.entries()) {
    const [other, survivor] = [all[one % all.length]!, all[two % all.length]!];
    try {
      if (what === 'merge') merge(other, survivor, `merge-${number}`, DOING);
      else unmerge(other, survivor, DOING);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
    }
  }
}

/** Everything but what only tells that something happened. */
function record(customer: Customer): unknown {
  return JSON.parse(JSON.stringify(customer));
}

function takeAllBack(all: readonly Customer[]): void {
  const byId = new Map(all.map((each) => [each.id, each]));
  for (;;) {
    const away = all.find(({ survivor }) => survivor !== null && byId.get(survivor)!.survivor === null);
    if (!away) return;
    unmerge(away, byId.get(away.survivor!)!, DOING);
  }
}

describe('whatever is merged and taken back, in whatever order', () => {
  it('leads from everyone to one who goes on, and never in a circle', () => {
    fc.assert(
      fc.property(population, steps, (given, course) => {
        const all = people(given);
        play(all, course);
        const byId = new Map(all.map((each) => [each.id, each]));
        for (const each of all) {
          let [at, length] = [each, 0];
          while (at.survivor !== null) {
            at = byId.get(at.survivor)!;
            expect(++length).toBeLessThan(all.length);
          }
        }
      }),
      RUNS,
    );
  });

  it('leaves every identity with exactly one customer, who goes on', () => {
    fc.assert(
      fc.property(population, steps, (given, course) => {
        const all = people(given);
        const before = all.flatMap((each) => each.identityKeys).sort();
        play(all, course);
        expect(all.flatMap((each) => each.identityKeys).sort()).toEqual(before);
        expect(all.filter(({ survivor }) => survivor !== null).flatMap((each) => each.identityKeys)).toEqual([]);
      }),
      RUNS,
    );
  });

  it('gives everyone exactly what they had when all of it is taken back', () => {
    fc.assert(
      fc.property(population, steps, (given, course) => {
        const all = people(given);
        const before = all.map(record);
        play(all, course);
        takeAllBack(all);
        expect(all.map(record)).toEqual(before);
      }),
      RUNS,
    );
  });
});
