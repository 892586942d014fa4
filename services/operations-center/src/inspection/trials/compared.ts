import type { Judged } from '../subjects/judged.js';

/** Where a rule found something: the words are read there. */
export interface TrialSample {
  readonly subjectId: string;
  readonly turn: number | null;
  readonly span: { readonly from: number; readonly to: number } | null;
}

export interface RuleCounts {
  /** Of the draft, and of what is live. */
  found: number;
  foundLive: number;
  /** Of the draft alone, and of what is live alone. */
  gained: number;
  lost: number;
  subjects: number;
  samples: TrialSample[];
}

export type TrialResult = Record<string, RuleCounts>;

const MOST_SAMPLES = 10;

/** Adds what the draft and what is live find in a subject. Findings are the same when rule, turn and words are. */
export function compared(
  result: TrialResult,
  subjectId: string,
  draft: readonly Judged[],
  live: readonly Judged[],
): TrialResult {
  const next = structuredClone(result);
  const [prints, livePrints] = [printsOf(draft), printsOf(live)];
  for (const each of draft) {
    const counts = countsOf(next, each.finding.rule);
    counts.found += 1;
    if (livePrints.has(printOf(each))) continue;
    counts.gained += 1;
    const { span } = each.finding;
    if (counts.samples.length < MOST_SAMPLES) counts.samples.push({ subjectId, turn: each.seq, span });
  }
  for (const each of live) {
    const counts = countsOf(next, each.finding.rule);
    counts.foundLive += 1;
    if (!prints.has(printOf(each))) counts.lost += 1;
  }
  for (const rule of new Set(draft.map(({ finding }) => finding.rule))) countsOf(next, rule).subjects += 1;
  return next;
}

function countsOf(result: TrialResult, rule: string): RuleCounts {
  return (result[rule] ??= { found: 0, foundLive: 0, gained: 0, lost: 0, subjects: 0, samples: [] });
}

function printsOf(found: readonly Judged[]): ReadonlySet<string> {
  return new Set(found.map(printOf));
}

function printOf({ finding: { rule, span, of }, seq }: Judged): string {
  return JSON.stringify([rule, seq, span, of]);
}
