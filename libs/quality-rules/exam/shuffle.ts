import { Dice } from '#libs/kernel/dice';
import { evenHash } from '#libs/kernel/even-hash';
import { askedBy, type ExamAnswer, type Question } from './question.js';

/** In an order of chance (Fisher–Yates). */
export function shuffled<T>(values: readonly T[], dice: Dice): T[] {
  const mixed = [...values];
  for (let at = mixed.length - 1; at > 0; at -= 1) {
    const other = dice.below(at + 1);
    [mixed[at], mixed[other]] = [mixed[other]!, mixed[at]!];
  }
  return mixed;
}

/** For each place that is shown, the author's place; the same for the same attempt and question. */
export function shownOrder(question: Question, questionId: string, seed: number): readonly number[] {
  const asked = askedBy(question);
  const length = 'options' in asked ? asked.options.length : 'lines' in asked ? asked.lines.length : 0;
  const places = Array.from({ length }, (_, place) => place);
  return shuffled(places, new Dice(evenHash(`${seed} ${questionId}`)));
}

/** An answer in places as shown, in those of the author. */
export function asWritten(answer: ExamAnswer, order: readonly number[]): ExamAnswer {
  if (order.length === 0) return answer;
  return inPlaces(answer, (shown) => order[shown] ?? -1);
}

/** And back. */
export function asShown(answer: ExamAnswer, order: readonly number[]): ExamAnswer {
  if (order.length === 0) return answer;
  return inPlaces(answer, (written) => order.indexOf(written));
}

function inPlaces(answer: ExamAnswer, place: (each: number) => number): ExamAnswer {
  if (typeof answer === 'number') return place(answer);
  if (!Array.isArray(answer)) return answer;
  return (answer as readonly unknown[]).map((each) => (typeof each === 'number' ? place(each) : -1));
}
