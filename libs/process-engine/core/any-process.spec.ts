import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../kernel/domain-error.js';
import type { Command } from '../commands.js';
import { answerAny, block, processOf } from './testing/blocks-in-a-spec.js';
import { canonical } from './testing/canonical.js';
import { Instance } from './testing/instance.js';
import { somethingHappens, wild, wildProcess } from './testing/wild-in-a-spec.js';

/** Every step of every instance is audited and replayed by `Instance`. */

describe('any process made of blocks', () => {
  it('comes to its end, whatever happens in which order, with no token lost or doubled and no incident', () => {
    fc.assert(
      fc.property(block, fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }), (part, picks) => {
        const instance = new Instance(processOf(part)).start({ dice: 0 });
        for (const pick of picks) {
          expect(instance.incidents()).toEqual([]);
          const command = answerAny(instance, pick);
          if (!command) break;
          instance.send(command);
        }
        // Loops go on while the dice say so; without them the end is near.
        for (let left = 400; left > 0 && instance.state === 'active'; left--)
          instance.send(answerAny(instance, 10 * left)!);
        expect(instance.incidents()).toEqual([]);
        expect(instance.state).toBe('completed');
        expect(instance.times('e')).toBe(1);
        for (const { id } of Object.values(instance.model.nodes)) {
          if (/^(and|or)\d+$/.test(id)) expect(instance.times(`${id}-merge`)).toBeLessThanOrEqual(instance.times(id));
        }
      }),
      { numRuns: 200 },
    );
  });

  it('is also one that jumps, decides by a table, takes back what was paid, and has enough of some instances', () => {
    const seen = new Set<string>();
    fc.assert(
      fc.property(block, fc.array(fc.nat(1_000), { minLength: 60, maxLength: 60 }), (part, picks) => {
        const instance = new Instance(processOf(part)).start({ dice: 0 });
        for (const pick of picks) {
          const command = answerAny(instance, pick);
          if (command) instance.send(command);
        }
        for (const node of instance.path()) seen.add(node.replace(/\d+/, ''));
        for (const node of instance.terminated()) if (node.startsWith('enough')) seen.add('enough, terminated');
      }),
      { numRuns: 200, seed: 20261129 },
    );
    expect([...seen]).toEqual(
      expect.arrayContaining([
        'link-land',
        'rule',
        'withdrawn-refund',
        'withdrawn-told',
        'enough',
        'enough, terminated',
      ]),
    );
  });

  it('leaves the same records when the same happens again', () => {
    fc.assert(
      fc.property(block, fc.array(fc.nat(1_000), { maxLength: 20 }), (part, picks) => {
        const [one, other] = [
          new Instance(processOf(part)).start({ dice: 0 }),
          new Instance(processOf(part)).start({ dice: 0 }),
        ];
        for (const pick of picks) {
          const command = answerAny(one, pick);
          if (!command) break;
          one.send(command);
          other.send(JSON.parse(JSON.stringify(command)) as Command);
        }
        expect(canonical(other.records)).toBe(canonical(one.records));
      }),
      { numRuns: 50 },
    );
  });
});

describe('any process at all', () => {
  it('never loses or doubles a token, and can always be replayed', () => {
    let steps = 0;
    let refused = 0;
    fc.assert(
      fc.property(wild, fc.array(fc.nat(100_000), { maxLength: 25 }), (sketch, picks) => {
        const instance = new Instance(wildProcess(sketch)).start({ dice: 0 });
        for (const pick of picks) {
          // It has been round in circles, and would be again.
          if (instance.incidents().some((each) => each.startsWith('STEP_LIMIT'))) return;
          const command = somethingHappens(instance, pick);
          if (!command) continue;
          try {
            instance.send(command);
            steps++;
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
            refused++;
          }
        }
      }),
      { numRuns: 400 },
    );
    expect(steps).toBeGreaterThan(refused);
  });
});
