/** What is wrong with a draft, in words for its designer. */
export interface DiagnosisProblem {
  readonly severity: 'error' | 'warning';
  /** null: it is about no step. */
  readonly step: string | null;
  readonly message: string;
}
