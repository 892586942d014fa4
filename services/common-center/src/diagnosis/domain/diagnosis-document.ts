/** One call of an interface. */
export interface DiagnosisStep {
  readonly title: string;
  /** Steps that end before it begins; it may look at what came of them, and of those they need. */
  readonly needs: readonly string[];
  /** FEEL over `input` and the steps before; null: when all it needs were answered. */
  readonly when: string | null;
  readonly interface: string;
  /** null: the one that is live. */
  readonly version: number | null;
  readonly operation: string;
  /** Template over `input` and the steps before. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly timeoutMs: number;
}

export const SEVERITIES = ['ok', 'notice', 'fault', 'unknown'] as const;
export type Severity = (typeof SEVERITIES)[number];

/** What follows from the steps. */
export interface DiagnosisRule {
  readonly name: string;
  /** FEEL over `input` and all steps. */
  readonly when: string;
  readonly verdict: string;
  readonly severity: Severity;
  /** For people; a text that begins with `=` is FEEL over the same. */
  readonly finding: string;
  /** What is recommended; null: nothing. */
  readonly action: string | null;
}

/** A diagnosis as its designer writes it. */
export interface DiagnosisDocument {
  /** JSON Schema. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly steps: Readonly<Record<string, DiagnosisStep>>;
  /** All that hold are findings; the first of them gives the verdict. */
  readonly rules: readonly DiagnosisRule[];
  /** When none holds. */
  readonly otherwise: { readonly verdict: string; readonly severity: Severity; readonly action: string | null };
  /** For all steps together: what has not begun by then is left out. */
  readonly timeoutMs: number;
}
