import type { NewTurn, TurnRow } from './subject.schema.js';

/** What becomes of what was known when all of it is read again. */
export interface Rewritten {
  /** As they were written, where they stand now. */
  readonly kept: readonly TurnRow[];
  /** With numbers that nothing had before. */
  readonly fresh: readonly NewTurn[];
  readonly gone: readonly TurnRow[];
}

/**
 * Things that are written have no numbers of their own, may be changed, and others come between them. A text keeps its number as long as
 * it stands as it is; what was changed is another text.
 * @param read in the order in which it stands now
 * @param lastSeq of all there ever were
 */
export function rewritten(known: readonly TurnRow[], read: readonly NewTurn[], lastSeq: number): Rewritten {
  const left = Map.groupBy(known, textOf);
  const [kept, fresh]: [TurnRow[], NewTurn[]] = [[], []];
  for (const turn of read) {
    const same = left.get(textOf(turn))?.shift();
    if (same === undefined) fresh.push({ ...turn, seq: lastSeq + fresh.length + 1 });
    else kept.push({ ...same, agentId: turn.agentId, fromMs: turn.fromMs, toMs: turn.toMs });
  }
  return { kept, fresh, gone: [...left.values()].flat() };
}

function textOf({ speaker, text }: Pick<TurnRow, 'speaker' | 'text'>): string {
  return `${speaker}:${text}`;
}
