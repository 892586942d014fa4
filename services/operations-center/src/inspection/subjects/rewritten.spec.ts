import { describe, expect, it } from '@jest/globals';
import { rewritten } from './rewritten.js';
import type { NewTurn, TurnRow } from './subject.schema.js';

const read = (...texts: string[]): NewTurn[] =>
  texts.map((text, index) => ({
    ...{ seq: index + 1, speaker: 'customer', agentId: null, text, fromMs: index, toMs: index, isHold: false },
  }));
const known = (...texts: string[]): TurnRow[] =>
  read(...texts).map((turn) => ({ ...turn, subjectId: 'a ticket', place: turn.seq }));
const numbers = (turns: readonly { seq: number; text: string; fromMs: number }[]) =>
  turns.map(({ seq, text, fromMs }) => [seq, text, fromMs]);

describe('what is written', () => {
  it('keeps its number where others come before it', () => {
    const { kept, fresh, gone } = rewritten(known('subject', 'note'), read('subject', 'solution', 'note'), 2);
    expect(numbers(kept)).toEqual([
      [1, 'subject', 0],
      [2, 'note', 2],
    ]);
    expect(numbers(fresh)).toEqual([[3, 'solution', 1]]);
    expect(gone).toEqual([]);
  });

  it('is another text once it was changed, under a number that nothing ever had', () => {
    const { kept, fresh, gone } = rewritten(known('subject', 'wrong'), read('subject', 'right', 'more'), 7);
    expect(numbers(kept)).toEqual([[1, 'subject', 0]]);
    expect(fresh.map(({ seq }) => seq)).toEqual([8, 9]);
    expect(numbers(gone)).toEqual([[2, 'wrong', 1]]);
  });

  it('stands as often as it is written', () => {
    const { kept, fresh, gone } = rewritten(known('yes', 'yes', 'yes'), read('yes', 'yes'), 3);
    expect(kept.map(({ seq }) => seq)).toEqual([1, 2]);
    expect([fresh, gone.map(({ seq }) => seq)]).toEqual([[], [3]]);
  });
});
