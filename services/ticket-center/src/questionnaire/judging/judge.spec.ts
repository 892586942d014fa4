import { describe, expect, it } from '@jest/globals';
import { contentProblems, holdsOf } from './conditions.js';
import type { Answers, Question } from './content.js';
import { figuresOf } from './figures.js';
import { judge } from './judge.js';

const asked = { title: '?', required: true, when: null, weight: 1 };
const mark: Question = { ...asked, id: 'mark', kind: 'scale', min: 1, max: 5, measures: 'satisfaction' };
const nps: Question = { ...asked, id: 'nps', kind: 'scale', min: 0, max: 10, measures: 'nps', weight: 3 };
const why: Question = { ...asked, id: 'why', kind: 'text', when: 'mark <= 2', weight: 0 };
const option = (value: string, score: number | null) => ({ value, label: value, score });
const good: Question = {
  ...{ ...asked, id: 'good', kind: 'multiple', required: false },
  options: [option('fast', 60), option('kind', 60), option('other', null)],
};
const again: Question = { ...asked, id: 'again', kind: 'single', when: 'why != null', options: [option('yes', 100)] };

const judged = (answers: Answers, ...questions: Question[]) =>
  judge({ title: 'q', questions }, answers, holdsOf(new Date(0)));

describe('answers', () => {
  it('lead on by their conditions: a question that is not asked needs no answer and takes none', () => {
    expect(judged({ mark: 4 }, mark, why)).toMatchObject({ problems: [], asked: ['mark'] });
    expect(judged({ mark: 2, why: 'late' }, mark, why)).toMatchObject({ problems: [], asked: ['mark', 'why'] });
    expect(judged({ mark: 2 }, mark, why).problems).toEqual([{ question: 'why', code: 'missing' }]);
    expect(judged({ mark: 4, why: 'late' }, mark, why).problems).toEqual([{ question: 'why', code: 'not-asked' }]);
  });

  it('to what was not asked lead nowhere', () => {
    expect(judged({ mark: 4, why: 'late', again: 'yes' }, mark, why, again).asked).toEqual(['mark']);
  });

  it.each<[string, Answers, string]>([
    ['a mark beyond the scale', { mark: 6 }, 'out-of-range'],
    ['half a mark', { mark: 2.5 }, 'not-a-number'],
    ['a mark in words', { mark: '5' }, 'not-a-number'],
    ['a choice nobody offered', { mark: 5, good: ['cheap'] }, 'not-an-option'],
    ['a choice made twice', { mark: 5, good: ['fast', 'fast'] }, 'not-an-option'],
    ['one choice where several are', { mark: 5, good: 'fast' }, 'not-an-option'],
    ['what nobody asked', { mark: 5, colour: 'red' }, 'unknown'],
  ])('are refused: %s', (_what, answers, code) => {
    expect(judged(answers, mark, good).problems.map((problem) => problem.code)).toContain(code);
  });

  it('come to a weighted score of what was answered, and to the mark of the ticket', () => {
    expect(judged({ mark: 5, nps: 0 }, mark, nps)).toMatchObject({ score: 25, satisfaction: 5 });
    expect(judged({ mark: 3, good: ['fast', 'kind'] }, mark, good).score).toBe(75);
    expect(judged({ mark: 3, good: ['other'] }, mark, good).score).toBe(50);
    expect(judged({}, good)).toMatchObject({ score: null, satisfaction: null });
  });
});

describe('a questionnaire', () => {
  it('names what is wrong with it: names twice, conditions that look ahead, scales of no length', () => {
    const questions = [mark, mark, { ...why, when: 'again = "yes"' }, { ...nps, max: 5 }, { ...nps, id: 'n', min: 10 }];
    expect(contentProblems({ title: 'q', questions }).map(({ pointer }) => pointer)).toEqual([
      '/questions/1/id',
      '/questions/2/when',
      '/questions/3/measures',
      '/questions/4/measures',
      '/questions',
    ]);
    expect(contentProblems({ title: 'q', questions: [mark, why, again, good] })).toEqual([]);
  });
});

describe('figures', () => {
  const distribution = (counts: Record<string, number>) => new Map(Object.entries(counts));

  it('tell promoters less detractors: 7 and 8 are neither', () => {
    const figures = figuresOf(nps, distribution({ 0: 1, 6: 1, 7: 2, 8: 1, 9: 2, 10: 3 }));
    expect(figures).toMatchObject({ answers: 10, nps: 30, topBox: 0.3, topTwoBox: 0.5 });
    expect(figures.mean).toBeCloseTo(7.6);
  });

  it('of a mark have no NPS, of a choice only a count, of nobody nothing', () => {
    expect(figuresOf(mark, distribution({ 1: 1, 4: 1, 5: 2 }))).toMatchObject({ mean: 3.75, topBox: 0.5, nps: null });
    expect(figuresOf(good, distribution({ fast: 2, kind: 1 }))).toMatchObject({ answers: 3, mean: null });
    expect(figuresOf(mark, distribution({}))).toMatchObject({ answers: 0, mean: null, topBox: null });
  });
});
