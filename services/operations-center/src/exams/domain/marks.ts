import { MarkerNotAllowed, NothingToMark, PointsOutOfRange } from './exam-attempt.errors.js';
import type { ExamRules, PaperQuestion } from './exam-rules.js';

export interface GivenMark {
  readonly by: string;
  readonly points: number;
  readonly comment: string;
  /** ISO-8601. */
  readonly at: string;
}

/** What a question was given, and by whom. */
export interface QuestionMark {
  /** Null: people mark it. */
  readonly automatic: number | null;
  readonly given: readonly GivenMark[];
  /** What counts; null: not yet known. */
  readonly points: number | null;
}

export type Marks = Readonly<Record<string, QuestionMark>>;

/** How many mark what no program can; a third only where they differ. */
const BLIND = 2;

export function automaticMarks(
  paper: readonly PaperQuestion[],
  answerOf: (questionId: string) => unknown,
  rules: ExamRules,
): Marks {
  const marked = paper.map((question): [string, QuestionMark] => {
    const automatic = rules.mark(question, answerOf(question.questionId));
    return [question.questionId, { automatic, given: [], points: automatic }];
  });
  return Object.fromEntries(marked);
}

/** Nobody marks twice, and nobody what is done. @throws NothingToMark, MarkerNotAllowed, PointsOutOfRange */
export function withMark(
  mark: QuestionMark,
  given: GivenMark,
  { points: possible }: PaperQuestion,
  terms: { readonly mostApart: number },
  rules: ExamRules,
): QuestionMark {
  if (mark.points !== null) throw new NothingToMark('This has its points already.');
  if (mark.given.some(({ by }) => by === given.by)) throw new MarkerNotAllowed('You have marked this already.');
  refuseOutside(given.points, possible);
  const all = [...mark.given, given];
  return { ...mark, given: all, points: agreedOf(all, terms.mostApart, rules) };
}

function agreedOf(given: readonly GivenMark[], mostApart: number, rules: ExamRules): number | null {
  const points = given.map((each) => each.points);
  if (points.length < BLIND) return null;
  const isApart = points.length === BLIND && rules.needsThird(points[0]!, points[1]!, mostApart);
  return isApart ? null : rules.agreed(points);
}

/** @throws PointsOutOfRange */
export function refuseOutside(points: number, possible: number): void {
  if (points < 0 || points > possible)
    throw new PointsOutOfRange(`There are from 0 to ${possible} points.`, { facts: { possible } });
}
