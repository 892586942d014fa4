import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExamAttempt } from './exam-attempt.aggregate.js';
import type { ExamRules, ExamTerms, PaperQuestion } from './exam-rules.js';

const NOW = new Date('2026-11-23T09:00:00Z');
const after = (seconds: number) => new Date(NOW.getTime() + seconds * 1_000);
const TERMS: ExamTerms = {
  ...{
    minutes: 1,
    graceSeconds: 10,
    passPercent: 50,
    credit: 'none',
    mostApart: 2,
    attempts: null,
    coolDownMinutes: 0,
  },
  ...{ release: 'manual', review: 'score', appealDays: 7, shuffle: true, counts: 'highest' },
};
const question = (questionId: string): PaperQuestion => ({
  questionId,
  versionId: questionId,
  points: 10,
  fatal: false,
});
/** What begins with e is an essay; anything else is right when it is answered with its id. */
const RULES: ExamRules = {
  mark: ({ questionId, points }, answer) =>
    questionId.startsWith('e') && answer !== null ? null : answer === questionId ? points : 0,
  grade: (marked, passPercent) => {
    const [points, possible] = [marked.reduce((sum, each) => sum + each.points, 0), marked.length * 10];
    return {
      points,
      possible,
      percent: (points / possible) * 100,
      fatalMissed: false,
      passed: points >= passPercent / 10,
    };
  },
  needsThird: (first, second, most) => Math.abs(first - second) > most,
  agreed: (points) => points.reduce((sum, each) => sum + each, 0) / points.length,
};
const mia = { id: 'mia', device: 'desk' };
const begun = (more: Partial<{ terms: ExamTerms; closesAt: Date | null; questions: PaperQuestion[] }> = {}) =>
  ExamAttempt.begin(
    {
      ...{ id: 'a', examId: 'x', paperId: 'p', candidateId: 'mia', number: 1, seed: 1, device: 'desk', terms: TERMS },
      ...{ closesAt: null, questions: [question('q1'), question('e1')], ...more },
    },
    NOW,
  );
const code = (of: string) => expect.objectContaining({ code: of });
const results = (attempt: ExamAttempt) =>
  attempt.recordedEvents().flatMap((event) => (event.type === 'exam-attempt-marked' ? [event.result.points] : []));

describe('an attempt at an exam', () => {
  it('takes answers until its grace is over, by the clock of the server', () => {
    const attempt = begun();
    expect(attempt.save('q1', { answer: 'no', sequence: 1 }, mia, after(60))).toBe(true);
    expect(attempt.save('q1', { answer: 'q1', sequence: 2 }, mia, after(70))).toBe(true);
    expect(() => attempt.save('q1', { answer: 'no', sequence: 3 }, mia, after(70.001))).toThrow(
      code('exam-attempt-over'),
    );
    expect(() => attempt.handIn('mia', RULES, after(71))).toThrow(code('exam-attempt-over'));
    attempt.runOut(RULES, after(70));
    expect(results(attempt)).toEqual([]);
    attempt.runOut(RULES, after(71));
    expect(results(attempt)).toEqual([10]);
  });

  it('ends with its exam, however long it would have', () => {
    expect(begun({ closesAt: after(20) }).secondsLeft(NOW)).toBe(20);
    expect(begun({ closesAt: after(900) }).secondsLeft(NOW)).toBe(60);
  });

  it('is as what was saved last of each question, in whatever order saves arrive and however often', () => {
    const saves = fc.array(fc.record({ sequence: fc.integer({ min: 1, max: 6 }), twice: fc.boolean() }), {
      minLength: 1,
    });
    fc.assert(
      fc.property(saves, (all) => {
        const attempt = begun({ questions: [question('q1')] });
        const newest = Math.max(...all.map(({ sequence }) => sequence));
        for (const { sequence, twice } of all)
          for (let times = 0; times < (twice ? 2 : 1); times += 1)
            attempt.save('q1', { answer: sequence === newest ? 'q1' : sequence, sequence }, mia, NOW);
        attempt.handIn('mia', RULES, NOW);
        expect(results(attempt)).toEqual([10]);
      }),
      { seed: 20261123, numRuns: 200 },
    );
  });

  it('counts signs up to a number, and no more', () => {
    const attempt = begun();
    for (let times = 0; times < 600; times += 1) attempt.note('pasted', 'q1', 'mia', NOW);
    expect(attempt.recordedEvents().filter(({ type }) => type === 'exam-attempt-proctored')).toHaveLength(500);
  });

  it('has no result before people have marked what only they can, and none to release', () => {
    const attempt = begun();
    attempt.save('e1', { answer: 'words', sequence: 1 }, mia, NOW);
    attempt.handIn('mia', RULES, NOW);
    expect(attempt.toMark).toEqual([{ questionId: 'e1', by: [] }]);
    expect(() => attempt.release('sue', NOW)).toThrow(code('exam-not-marked'));
    attempt.markQuestion('e1', 4, '', 'ada', RULES, NOW);
    attempt.markQuestion('e1', 8, '', 'bob', RULES, NOW);
    expect(attempt.toMark).toEqual([{ questionId: 'e1', by: ['ada', 'bob'] }]);
    attempt.markQuestion('e1', 6, '', 'cy', RULES, NOW);
    expect([attempt.toMark, results(attempt)]).toEqual([[], [6]]);
  });

  it('is appealed against in time only, and stays as it was where nothing is found', () => {
    const attempt = begun({ questions: [question('q1')] });
    attempt.handIn('mia', RULES, NOW);
    expect(() => attempt.complain('why', [], 'mia', NOW)).toThrow(code('exam-not-released'));
    attempt.release('sue', NOW);
    expect(() => attempt.complain('why', [], 'mia', after(8 * 86_400))).toThrow(code('exam-appeal-too-late'));
    attempt.complain('why', ['q1'], 'mia', NOW);
    expect(() => attempt.decideAppeal({ q1: 11 }, 'no', 'eve', RULES, NOW)).toThrow(code('exam-points-out-of-range'));
    attempt.takeEvents();
    attempt.decideAppeal({ q1: 0 }, 'no', 'eve', RULES, NOW);
    expect(attempt.recordedEvents()).toMatchObject([{ type: 'exam-appeal-decided', outcome: 'upheld' }]);
  });
});
