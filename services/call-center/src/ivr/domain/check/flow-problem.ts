/** What is wrong with a flow, in words for the operator who wrote it. */
export interface FlowProblem {
  readonly severity: 'error' | 'warning';
  /** null: it is about the whole flow. */
  readonly node: string | null;
  readonly message: string;
}

export function errorAt(node: string | null, message: string): FlowProblem {
  return { severity: 'error', node, message };
}

export function warningAt(node: string | null, message: string): FlowProblem {
  return { severity: 'warning', node, message };
}
