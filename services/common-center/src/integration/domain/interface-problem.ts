/** What is wrong with a draft, in words for its designer. */
export interface InterfaceProblem {
  readonly severity: 'error' | 'warning';
  /** null: it is about the whole interface. */
  readonly operation: string | null;
  readonly message: string;
}
