/** What chat or call a question is about, as it may be shown: masked. */
export interface DialogueTurn {
  readonly speaker: 'customer' | 'agent' | 'bot';
  readonly text: string;
}

/** A blank and what may stand in it. */
export interface Blank {
  readonly accepted: readonly string[];
  readonly caseSensitive: boolean;
  /** How far a number may be from an accepted one; null: it is no number. */
  readonly tolerance: number | null;
}

/** What can be asked by itself, with its key. Options and lines are named by their place, from 0, as the author wrote them. */
export type PlainQuestion =
  | { readonly type: 'single'; readonly options: readonly string[]; readonly correct: number }
  | { readonly type: 'multiple'; readonly options: readonly string[]; readonly correct: readonly number[] }
  | { readonly type: 'true-false'; readonly correct: boolean }
  | { readonly type: 'fill-in'; readonly blanks: readonly Blank[] }
  /** The lines in their right order. */
  | { readonly type: 'order'; readonly lines: readonly string[] }
  | { readonly type: 'essay'; readonly guide: string };

/** The same, or what is asked about a dialogue. */
export type Question =
  PlainQuestion | { readonly type: 'case'; readonly dialogue: readonly DialogueTurn[]; readonly asks: PlainQuestion };

export type QuestionType = Question['type'];

/** Places of options or lines, texts of blanks, or what was written; null: nothing. */
export type ExamAnswer = number | boolean | string | readonly number[] | readonly string[] | null;

/** What is asked at last. */
export function askedBy(question: Question): PlainQuestion {
  return question.type === 'case' ? question.asks : question;
}
