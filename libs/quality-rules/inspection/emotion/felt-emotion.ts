import type { Span } from '../../words/span.js';

export interface FeltEmotion {
  /** 0 to 1. */
  readonly likelihood: number;
  /** From the first to the last of the words it rests on; null: nothing speaks for it. */
  readonly span: Span | null;
}
