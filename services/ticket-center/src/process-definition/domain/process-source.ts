/** The files of a process exactly as they were given. */
export interface ProcessSource {
  /** BPMN 2.0. */
  readonly bpmn: string;
  /** DMN, one file each. */
  readonly decisions: readonly string[];
}

/** What the compiler found in them. */
export interface Findings {
  /** The processes that can be run. */
  readonly processes: readonly { readonly id: string; readonly name: string }[];
  readonly problems: readonly DraftProblem[];
}

export interface DraftProblem {
  readonly code: string;
  /** The id of the element; null: the file as a whole. */
  readonly element: string | null;
  /** A sentence for operators. */
  readonly message: string;
  /** An error keeps the draft from being published. */
  readonly severity: 'error' | 'warning';
}
