export interface DefinitionRef {
  readonly id: string;
  readonly version: number;
}

/** The call activity of another instance that waits for this one. */
export interface ParentRef {
  readonly instance: string;
  readonly wait: number;
}

/** failed: an error left the process uncaught. A terminate end event completes its instance. */
export type InstanceOutcome = 'completed' | 'failed' | 'cancelled';
