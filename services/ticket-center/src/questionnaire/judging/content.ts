export interface Option {
  readonly value: string;
  readonly label: string;
  /** 0 to 100; null: it does not count. */
  readonly score: number | null;
}

interface Asked {
  /** A name that conditions may use. */
  readonly id: string;
  readonly title: string;
  readonly required: boolean;
  /** FEEL over the answers before it; null: always asked. */
  readonly when: string | null;
  /** What its score counts among the others; 0: not at all. */
  readonly weight: number;
}

export type Question = Asked &
  (
    | { readonly kind: 'single' | 'multiple'; readonly options: readonly Option[] }
    /** `nps` is 0 to 10, `satisfaction` 1 to 5: the mark of the ticket. */
    | {
        readonly kind: 'scale';
        readonly min: number;
        readonly max: number;
        readonly measures: 'nps' | 'csat' | 'satisfaction' | null;
      }
    | { readonly kind: 'number'; readonly min: number | null; readonly max: number | null }
    | { readonly kind: 'text' }
  );

export interface QuestionnaireContent {
  readonly title: string;
  readonly questions: readonly Question[];
}

export type AnswerValue = string | number | readonly string[];
/** By the id of the question. */
export type Answers = Readonly<Record<string, AnswerValue | undefined>>;

export interface QuestionProblem {
  readonly question: string;
  readonly code: 'missing' | 'not-asked' | 'unknown' | 'not-an-option' | 'not-a-number' | 'out-of-range' | 'not-a-text';
}
