/** Satisfaction, likelihood to recommend, effort; or whatever agents are asked. */
export type SurveyKind = 'csat' | 'nps' | 'ces' | 'agents';

export type Question =
  | {
      readonly id: string;
      readonly text: string;
      readonly kind: 'score';
      readonly from: number;
      readonly to: number;
      /** So many of the highest scores count as satisfied: 3 of 0 to 10 are 8, 9 and 10. */
      readonly top: number;
    }
  | { readonly id: string; readonly text: string; readonly kind: 'text' };

export interface Tally {
  readonly score: number;
  readonly times: number;
}

export interface Figures {
  readonly replies: number;
  readonly mean: number;
  /** Of 0 to 1. */
  readonly topBoxes: number;
  /** −100 to 100; null: the question has no scale of 0 to 10. */
  readonly netPromoters: number | null;
}

const PROMOTES = 9;
const DETRACTS = 6;

/**
 * Top boxes: replies with one of the highest `top` scores, of all replies. Net promoters (Reichheld, HBR 2003): percent of 9 and 10
 * less percent of 0 to 6. Mean: the usual figure of effort (Dixon et al., HBR 2010).
 * @returns null where nobody has replied
 */
export function figuresOf(
  { from, to, top }: Extract<Question, { kind: 'score' }>,
  tallies: readonly Tally[],
): Figures | null {
  const count = (which: (score: number) => boolean) =>
    tallies.reduce((sum, { score, times }) => sum + (which(score) ? times : 0), 0);
  const replies = count(() => true);
  if (replies === 0) return null;
  const total = tallies.reduce((sum, { score, times }) => sum + score * times, 0);
  const share = (which: (score: number) => boolean) => count(which) / replies;
  const promoters = share((score) => score >= PROMOTES) - share((score) => score <= DETRACTS);
  return {
    replies,
    mean: total / replies,
    topBoxes: share((score) => score > to - top),
    netPromoters: from === 0 && to === 10 ? 100 * promoters : null,
  };
}

/** What is wrong with an answer; null: nothing. */
export function faultOf(question: Question, answer: number | string | undefined): string | null {
  if (answer === undefined) return question.kind === 'text' ? null : 'expected a score';
  if (question.kind === 'text') return typeof answer === 'string' ? null : 'expected words';
  const { from, to } = question;
  const fits = typeof answer === 'number' && Number.isInteger(answer) && answer >= from && answer <= to;
  return fits ? null : `expected a score of ${from} to ${to}`;
}
