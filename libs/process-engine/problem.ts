/** What is wrong, or could be better, with a process that is to be deployed. */
export interface Problem {
  /** Stable. */
  readonly code: string;
  /** The id of the element; null: the file as a whole. */
  readonly element: string | null;
  /** A sentence for operators. */
  readonly message: string;
  /** An error keeps the process from being deployed. */
  readonly severity: 'error' | 'warning';
}
