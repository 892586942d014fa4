import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compiledDiagnosis } from '../document/compiled-diagnosis.js';
import type { DiagnosisDocument, DiagnosisRule, DiagnosisStep } from '../domain/diagnosis-document.js';
import { before, inCircles } from '../domain/step-order.js';
import { orchestrated, variablesOf, type StepEnd } from './orchestration.js';
import { verdictOf } from './verdict-of.js';

const MOMENT = { now: new Date('2026-11-23T09:00:00Z'), timeZone: 'UTC' };
const step = (needs: string[], more: Partial<DiagnosisStep> = {}): DiagnosisStep => ({
  ...{
    title: '',
    needs,
    when: null,
    interface: 'lines',
    version: null,
    operation: 'test',
    arguments: {},
    timeoutMs: 1_000,
  },
  ...more,
});
const document = (steps: Record<string, DiagnosisStep>, rules: DiagnosisRule[] = []): DiagnosisDocument => ({
  ...{ input: { type: 'object' }, steps, rules, timeoutMs: 10_000 },
  otherwise: { verdict: 'unknown', severity: 'unknown', action: null },
});

type Answer = 'answered' | 'refused' | 'failed';

/** Plays a diagnosis whose calls end in the order that the scheduler says. */
async function played(
  steps: Record<string, DiagnosisStep>,
  {
    answers = {},
    input = {},
    end = () => Promise.resolve(),
    isOver = () => false,
  }: {
    answers?: Record<string, { outcome: Answer; result?: number }>;
    input?: object;
    end?: (name: string) => Promise<unknown>;
    isOver?: () => boolean;
  } = {},
) {
  const began: string[] = [];
  const ended: string[] = [];
  const asked = new Map<string, unknown>();
  let together = 0;
  let most = 0;
  const tooEarly: string[] = [];
  const ends = await orchestrated(compiledDiagnosis(document(steps)), {
    input: input as never,
    moment: () => MOMENT,
    isOver,
    call: async (name, _, args) => {
      most = Math.max(most, (together += 1));
      began.push(name);
      asked.set(name, args);
      for (const need of before(steps, name)) if (!ended.includes(need)) tooEarly.push(`${name} before ${need}`);
      await end(name);
      together -= 1;
      const { outcome, result = null } = answers[name] ?? { outcome: 'answered' as const };
      return { outcome, result, code: outcome === 'answered' ? null : 'why', personal: {}, cached: false, tookMs: 1 };
    },
    changed: async (name, at) => {
      if (at !== null) ended.push(name);
    },
  });
  return { ends, began, ended, asked, most, tooEarly };
}

/** Steps in an order of which each needs some before it: no circle is possible. */
const anySteps = fc.array(fc.array(fc.nat({ max: 20 }), { maxLength: 4 }), { minLength: 1, maxLength: 12 }).map((all) =>
  Object.fromEntries(
    all.map((needs, index) => {
      const earlier = [...new Set(needs.filter((need) => need < index))].map((need) => `s${need}`);
      return [`s${index}`, step(earlier, { when: 'true' })] as const;
    }),
  ),
);
const anyAnswer = fc.constantFrom<Answer>('answered', 'refused', 'failed');

describe('the steps of a diagnosis', () => {
  it('never begin before what they need has ended, and all of them end, whatever fails and in whatever order calls end', async () => {
    await fc.assert(
      fc.asyncProperty(
        anySteps,
        fc.scheduler(),
        fc.array(anyAnswer, { minLength: 12, maxLength: 12 }),
        async (steps, s, how) => {
          const answers = Object.fromEntries(Object.keys(steps).map((name, index) => [name, { outcome: how[index]! }]));
          const playing = played(steps, { answers, end: (name) => s.schedule(Promise.resolve(), name) });
          await s.waitFor(playing);
          const { ends, began, ended, tooEarly } = await playing;
          expect(tooEarly).toEqual([]);
          expect([...ends.keys()].sort()).toEqual(Object.keys(steps).sort());
          expect([began.length, ended.length]).toEqual([new Set(began).size, Object.keys(steps).length]);
        },
      ),
      { seed: 7, numRuns: 80 },
    );
  });

  it('go side by side where none needs the other', async () => {
    expect((await played({ a: step([]), b: step([]), c: step([]), d: step(['a', 'b', 'c']) })).most).toBe(3);
  });

  it('go on when one fails: what needs it is left out, unless it says when it is wanted', async () => {
    const steps = {
      ...{ line: step([]), after: step(['line']), other: step([]) },
      instead: step(['line'], { when: 'line.outcome != "answered"', arguments: { why: '=line.code' } }),
    };
    const { ends, asked } = await played(steps, { answers: { line: { outcome: 'failed' } } });
    const outcomes = Object.fromEntries(Array.from(ends, ([name, { outcome }]) => [name, outcome]));
    expect(outcomes).toEqual({ line: 'failed', after: 'skipped', other: 'answered', instead: 'answered' });
    expect(asked.get('instead')).toEqual({ why: 'why' });
  });

  it('are left out when they are not wanted, or the time is over', async () => {
    const steps = { a: step([], { when: 'input.kind = "fibre"' }), b: step(['a'], { when: 'a.outcome = "skipped"' }) };
    expect((await played(steps, { input: { kind: 'copper' } })).began).toEqual(['b']);
    const { ends } = await played(steps, { isOver: () => true });
    expect([...ends.values()].map(({ code }) => code)).toEqual(['out-of-time', 'out-of-time']);
  });

  it('may not look at what has not ended when they begin', () => {
    const steps = { a: step([]), b: step([], { when: 'a.outcome = "answered"' }) };
    expect(() => compiledDiagnosis(document(steps))).toThrow('b/when: nothing here is called a.');
    const inCircle = { a: step(['c']), b: step(['a']), c: step(['b']), d: step(['a']) };
    expect(inCircles(inCircle)).toEqual(['a', 'b', 'c']);
  });
});

describe('the verdict', () => {
  const rule = (name: string, when: string, more: Partial<DiagnosisRule> = {}): DiagnosisRule => ({
    ...{ name, when, verdict: name, severity: 'fault', finding: name, action: null },
    ...more,
  });
  const ends = new Map<string, StepEnd>([
    ['line', { outcome: 'answered', result: { loss: 31 }, code: null, tookMs: 5 }],
    ['account', { outcome: 'failed', result: null, code: 'service-timeout', tookMs: 5 }],
  ]);
  const judged = (...rules: DiagnosisRule[]) => {
    const compiled = compiledDiagnosis(document({ line: step([]), account: step([]) }, rules));
    return verdictOf(compiled, variablesOf({}, ends), MOMENT);
  };

  it('is that of the first rule that holds; every one that holds is a finding', () => {
    const finding = '="Loss is " + string(line.result.loss) + " dB."';
    const verdict = judged(
      rule('suspended', 'account.result.suspended'),
      rule('lossy', 'line.result.loss > 30', { finding, action: 'send an engineer' }),
      rule('blind', 'account.outcome = "failed"', { severity: 'notice' }),
    );
    expect(verdict).toEqual({
      ...{ verdict: 'lossy', severity: 'fault', action: 'send an engineer' },
      findings: [
        { rule: 'lossy', severity: 'fault', text: 'Loss is 31 dB.' },
        { rule: 'blind', severity: 'notice', text: 'blind' },
      ],
    });
  });

  it('is what the diagnosis says otherwise, when no rule holds', () => {
    expect(judged(rule('x', 'line.result.loss > 99'))).toEqual({
      ...{ verdict: 'unknown', severity: 'unknown', findings: [], action: null },
    });
  });
});
