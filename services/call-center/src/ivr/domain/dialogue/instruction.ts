/** What the IVR server does after it has said everything. */
export type Then =
  | {
      readonly do: 'ask';
      readonly minDigits: number;
      readonly maxDigits: number;
      readonly timeoutSeconds: number;
      /** Words that may be spoken instead; empty: digits only. */
      readonly words: readonly string[];
    }
  | { readonly do: 'record'; readonly maxSeconds: number }
  | { readonly do: 'queue'; readonly queueId: string }
  | { readonly do: 'hang-up' };

export interface Instruction {
  readonly language: string;
  readonly say: readonly string[];
  readonly then: Then;
}
