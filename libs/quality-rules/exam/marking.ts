import { acceptedIn } from './fill-in.js';
import { askedBy, type ExamAnswer, type Question } from './question.js';

/**
 * What is given for an answer that is right in part (domain-rules D9).
 * - `none`: all or nothing.
 * - `proportional`: the share that is right; of several choices nothing once a wrong one is among them.
 * - `minus-wrong`: each wrong choice takes away what a right one gives; never less than nothing.
 */
export type PartialCredit = 'none' | 'proportional' | 'minus-wrong';

/**
 * Points of an answer, from 0 to `points`, rounded to two decimals; null: a person has to mark it. An answer of another shape than
 * the question asks for is none.
 */
export function markOf(question: Question, answer: ExamAnswer, points: number, credit: PartialCredit): number | null {
  const asked = askedBy(question);
  if (asked.type === 'essay') return answer === null || answer === '' ? 0 : null;
  return Math.round(shareOf(asked, answer, credit) * points * 100) / 100;
}

type Automatic = Exclude<ReturnType<typeof askedBy>, { type: 'essay' }>;

function shareOf(question: Automatic, answer: ExamAnswer, credit: PartialCredit): number {
  switch (question.type) {
    case 'single':
    case 'true-false':
      return answer === question.correct ? 1 : 0;
    case 'multiple':
      return choicesShare(question.correct, placesIn(answer), credit);
    case 'fill-in': {
      const texts = Array.isArray(answer) ? answer : [];
      const right = question.blanks.filter((blank, at) => acceptedIn(blank, texts[at])).length;
      return inPart(right / question.blanks.length, credit);
    }
    case 'order':
      return orderShare(question.lines.length, placesIn(answer), credit);
  }
}

function choicesShare(correct: readonly number[], chosen: readonly number[], credit: PartialCredit): number {
  const picked = new Set(chosen);
  const right = correct.filter((place) => picked.has(place)).length;
  const wrong = picked.size - right;
  if (credit === 'minus-wrong') return Math.max(0, (right - wrong) / correct.length);
  return wrong > 0 ? 0 : inPart(right / correct.length, credit);
}

/**
 * Proportional: the share of neighbours that follow each other as they should. Minus wrong: Kendall's tau, not below 0
 * (Kendall, A New Measure of Rank Correlation, Biometrika 30, 1938).
 */
function orderShare(length: number, given: readonly number[], credit: PartialCredit): number {
  const isWhole = given.length === length && new Set(given).size === length;
  if (!isWhole || given.some((place) => place < 0 || place >= length)) return 0;
  if (credit === 'minus-wrong') return Math.max(0, kendall(given));
  const follows = given.slice(1).filter((place, at) => place === given[at]! + 1).length;
  return inPart(follows / (length - 1), credit);
}

function kendall(given: readonly number[]): number {
  let sum = 0;
  for (let later = 1; later < given.length; later += 1)
    for (let earlier = 0; earlier < later; earlier += 1) sum += given[earlier]! < given[later]! ? 1 : -1;
  return sum / ((given.length * (given.length - 1)) / 2);
}

function inPart(share: number, credit: PartialCredit): number {
  return credit === 'none' && share < 1 ? 0 : share;
}

function placesIn(answer: ExamAnswer): readonly number[] {
  return Array.isArray(answer) ? answer.filter((each): each is number => Number.isInteger(each)) : [];
}
