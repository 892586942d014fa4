import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { acceptedIn } from './fill-in.js';
import { agreedPoints, gradeOf, needsThird, percentThatCounts } from './grade.js';
import { markOf, type PartialCredit } from './marking.js';
import type { ExamAnswer, PlainQuestion, Question } from './question.js';
import { asShown, asWritten, shownOrder } from './shuffle.js';

const MODES: readonly PartialCredit[] = ['none', 'proportional', 'minus-wrong'];
const PROPERTY = { seed: 20261123, numRuns: 500 };
const several: Question = { type: 'multiple', options: ['a', 'b', 'c', 'd', 'e'], correct: [0, 1, 2, 3] };
const ordered: Question = { type: 'order', lines: ['greet', 'verify', 'solve', 'close'] };
const blank = { accepted: ['Refund', '退款'], caseSensitive: false, tolerance: null };
const filled: Question = { type: 'fill-in', blanks: [blank, { ...blank, accepted: ['7'], tolerance: 0.5 }] };
const of = (question: Question, answer: ExamAnswer) => MODES.map((mode) => markOf(question, answer, 4, mode));

describe('marking', () => {
  it.each([
    ['all that are right', [0, 1, 2, 3], [4, 4, 4]],
    ['in any order, and twice', [3, 2, 1, 0, 0], [4, 4, 4]],
    ['half of them', [0, 1], [0, 2, 2]],
    ['half of them and a wrong one', [0, 1, 4], [0, 0, 1]],
    ['everything there is', [0, 1, 2, 3, 4], [0, 0, 3]],
    ['only the wrong one', [4], [0, 0, 0]],
    ['nothing', null, [0, 0, 0]],
    ['what is no choice at all', 'abc', [0, 0, 0]],
  ] as const)('of several choices %s', (_, answer, marks) => expect(of(several, answer)).toEqual(marks));

  it.each([
    ['the right order', [0, 1, 2, 3], [4, 4, 4]],
    ['one line carried to the end', [1, 2, 3, 0], [0, 2.67, 0]],
    ['two neighbours exchanged', [0, 1, 3, 2], [0, 1.33, 2.67]],
    ['the order turned round', [3, 2, 1, 0], [0, 0, 0]],
    ['a line twice', [0, 1, 2, 2], [0, 0, 0]],
  ] as const)('of %s', (_, answer, marks) => expect(of(ordered, answer)).toEqual(marks));

  it('of blanks each by itself, where parts count', () => {
    expect(of(filled, ['refund', '7.4'])).toEqual([4, 4, 4]);
    expect(of(filled, ['refund', '9'])).toEqual([0, 2, 2]);
  });

  it('leaves an essay to people, but nothing written is nothing', () => {
    const essay: Question = { type: 'essay', guide: 'polite' };
    expect(of(essay, 'Dear customer')).toEqual([null, null, null]);
    expect(of(essay, '')).toEqual([0, 0, 0]);
  });

  it('of a case is that of what is asked about it', () => {
    expect(of({ type: 'case', dialogue: [], asks: several }, [0, 1])).toEqual(of(several, [0, 1]));
  });

  it.each([
    ['ＲＥＦＵＮＤ', true],
    ['  refund. ', true],
    ['退款。', true],
    ['refunds', false],
    ['', false],
    [7, false],
  ])('accepts %p in a blank: %s', (typed, accepted) => expect(acceptedIn(blank, typed)).toBe(accepted));

  it.each([
    ['1,000.25', true],
    ['1000.3', true],
    ['1000.51', false],
    ['10,00', false],
    ['about 1000', false],
  ])('takes %p for a number near 1000: %s', (typed, accepted) =>
    expect(acceptedIn({ accepted: ['1000'], caseSensitive: false, tolerance: 0.5 }, typed)).toBe(accepted),
  );

  it('distinguishes capitals where a blank wants it', () => {
    expect(acceptedIn({ ...blank, caseSensitive: true }, 'refund')).toBe(false);
    expect(acceptedIn({ ...blank, caseSensitive: true }, 'Refund')).toBe(true);
  });
});

const choices = fc
  .integer({ min: 2, max: 8 })
  .chain((count) => fc.record({ count: fc.constant(count), correct: fc.subarray(range(count), { minLength: 1 }) }))
  .map(({ count, correct }): PlainQuestion => ({ type: 'multiple', options: range(count).map(String), correct }));
const lists = fc
  .integer({ min: 2, max: 8 })
  .map((count): PlainQuestion => ({ type: 'order', lines: range(count).map(String) }));
const anyAnswer = fc.oneof(
  fc.array(fc.integer({ min: -2, max: 9 }), { maxLength: 9 }),
  fc.constantFrom<ExamAnswer>(null, true, 'x', 3),
);

function range(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place);
}

describe('whatever is answered', () => {
  it('points are from nothing to all, and parts never give less than all-or-nothing does', () => {
    fc.assert(
      fc.property(fc.oneof(choices, lists), anyAnswer, fc.integer({ min: 1, max: 50 }), (question, answer, points) => {
        const [none, ...parts] = MODES.map((mode) => markOf(question, answer, points, mode)!);
        for (const mark of [none!, ...parts]) expect(mark >= 0 && mark <= points).toBe(true);
        for (const mark of parts) expect(mark).toBeGreaterThanOrEqual(none!);
      }),
      PROPERTY,
    );
  });

  it('the order in which options are shown changes no mark', () => {
    fc.assert(
      fc.property(fc.oneof(choices, lists), anyAnswer, fc.integer(), (question, answer, seed) => {
        const order = shownOrder(question, 'q', seed);
        const places = Array.isArray(answer) ? answer.filter((place) => place >= 0 && place < order.length) : answer;
        const back = asWritten(asShown(places, order), order);
        for (const mode of MODES) expect(markOf(question, back, 10, mode)).toBe(markOf(question, places, 10, mode));
      }),
      PROPERTY,
    );
  });
});

describe('a grade', () => {
  const right = { points: 6, possible: 6, fatal: false };

  it('is passed with just as much as is needed', () => {
    const half = [right, { points: 0, possible: 4, fatal: false }];
    expect(gradeOf(half, 60)).toEqual({ points: 6, possible: 10, percent: 60, fatalMissed: false, passed: true });
    expect(gradeOf(half, 60.01).passed).toBe(false);
  });

  it('is not passed without all of a fatal question, and still says what was reached', () => {
    const grade = gradeOf([right, right, { points: 0.5, possible: 1, fatal: true }], 60);
    expect(grade).toMatchObject({ percent: 96.15, fatalMissed: true, passed: false });
  });

  it.each([
    ['highest', 90],
    ['last', 70],
    ['first', 50],
    ['average', 70],
  ] as const)('of three attempts, the %s', (method, percent) => {
    expect(percentThatCounts([50, 90, 70], method)).toBe(percent);
    expect(percentThatCounts([], method)).toBeNull();
  });

  it.each([
    [[6, 8], 7],
    [[4, 9, 8], 8.5],
    [[4, 9, 5], 4.5],
    [[4, 8, 6], 7],
  ])('of who marked apart %p is %d', (marks, points) => expect(agreedPoints(marks)).toBe(points));

  it('needs a third when two are further apart than agreed', () => {
    expect([needsThird(6, 8, 2), needsThird(6, 8.5, 2)]).toEqual([false, true]);
  });
});
