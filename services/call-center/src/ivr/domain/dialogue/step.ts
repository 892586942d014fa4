import type { CallerInput, Effect } from './effect.js';
import type { Instruction } from './instruction.js';

/** A step that was taken, and what was answered; null while something of the world is waited for. */
export interface Step {
  /** What the caller did, in one line, so that a repetition is known. */
  readonly input: string;
  readonly instruction: Instruction | null;
}

/** What comes of a step: its answer, or what has to be done first; `number` counts a dialogue's effects from 1. */
export type Progress =
  | { readonly instruction: Instruction; readonly next: number | null }
  | { readonly effect: Effect; readonly number: number };

export function inOneLine(input: CallerInput | { readonly kind: 'start' }): string {
  switch (input.kind) {
    case 'digits':
      return `digits ${input.digits}`;
    case 'speech':
      return `speech ${input.text}`;
    case 'recorded':
      return `recorded ${input.recordingId}`;
    default:
      return input.kind;
  }
}
