import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DomainError } from '../../kernel/domain-error.js';
import { step as core } from '../core/step.js';
import { answerAny, block, processOf } from '../core/testing/blocks-in-a-spec.js';
import { canonical } from '../core/testing/canonical.js';
import { Instance } from '../core/testing/instance.js';
import { somethingHappens, wild, wildProcess } from '../core/testing/wild-in-a-spec.js';
import type { ProcessModel } from '../model.js';
import type { ProcessRecord } from '../records.js';
import { recordingOf } from './recording-of.js';
import { rerun, type Step } from './rerun.js';
import { whatIf } from './what-if.js';

const noCalendars = () => {
  throw new Error('there are no calendars');
};
const step: Step = (model, before, command, now) => core(model, before, command, { now, addBusinessTime: noCalendars });
const SEED = 20_261_123;
const HOUR = 3_600_000;

/** Time goes by. */
const later = (instance: Instance, ms: number) => void (instance.now = new Date(instance.now.getTime() + ms));
const comparison = (instance: Instance, to: ProcessModel) =>
  whatIf(instance.records, instance.model, to, step).comparison;

/** Without what changed nothing. */
const told = (records: readonly ProcessRecord[]) =>
  records.filter(({ type }) => type !== 'command-ignored').map((record) => ({ ...record, seq: 0 }));

const SAME = { verdict: 'unchanged', diverges: null, unused: [], unanswered: [], refused: null };

describe('the same version over what was recorded', () => {
  it('leaves the same records, whatever happened in which order at what time', () => {
    fc.assert(
      fc.property(block, fc.array(fc.tuple(fc.nat(1_000), fc.nat(2 * HOUR)), { maxLength: 60 }), (part, picks) => {
        const instance = new Instance(processOf(part)).start({ dice: 0 });
        for (const [pick, ms] of picks) {
          // Half of what happens happens in the same instant.
          if (pick % 2 === 0) later(instance, ms);
          const command = answerAny(instance, pick);
          if (!command) break;
          instance.send(command);
        }
        const again = rerun(recordingOf(instance.records, instance.model), instance.model, step);
        expect(canonical(again.records)).toBe(canonical(instance.records));
        expect(comparison(instance, instance.model)).toMatchObject(SAME);
      }),
      { numRuns: 200, seed: SEED },
    );
  });

  it('takes the same way, whatever operators did, and is none the worse for what it cannot follow', () => {
    fc.assert(
      fc.property(wild, fc.array(fc.tuple(fc.nat(100_000), fc.nat(HOUR)), { maxLength: 25 }), (sketch, picks) => {
        const instance = new Instance(wildProcess(sketch)).start({ dice: 0 });
        for (const [pick, ms] of picks) {
          if (instance.incidents().some((each) => each.startsWith('STEP_LIMIT'))) return;
          later(instance, ms);
          const command = somethingHappens(instance, pick);
          if (!command || command.type === 'suspend') continue;
          try {
            instance.send(command);
          } catch (error) {
            if (!(error instanceof DomainError)) throw error;
          }
        }
        const again = rerun(recordingOf(instance.records, instance.model), instance.model, step);
        expect(canonical(told(again.records))).toBe(canonical(told(instance.records)));
      }),
      { numRuns: 100, seed: SEED },
    );
  });
});
