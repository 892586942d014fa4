import { createHash } from 'node:crypto';
import { Inspector } from '#libs/quality-rules/inspection/inspector';
import type { Facts, Finding } from '#libs/quality-rules/inspection/rule';
import type { Turn } from '#libs/quality-rules/transcript/turn';
import type { JudgingRules } from '../rule-sets/live-rules.js';
import type { TurnRow } from './subject.schema.js';

/** A finding, the rules it is of, and the sequence of its turn. */
export interface Judged {
  readonly print: string;
  readonly by: JudgingRules;
  readonly finding: Finding;
  readonly seq: number | null;
  readonly agentId: string | null;
}

/**
 * What the rules find in what is known so far, in the order of what was said whatever the order in which it came: who knows more judges
 * again.
 */
export function judged(
  turns: readonly TurnRow[],
  rules: readonly JudgingRules[],
  facts: Facts,
  isOver: boolean,
): Judged[] {
  const rows = inOrder(turns);
  const said = rows.map(turnOf);
  return rules.flatMap((by) => {
    const inspector = new Inspector(by.setting, facts);
    for (const turn of said) inspector.add(turn);
    if (isOver) inspector.end();
    return inspector.findings.map((finding) => {
      const row = finding.turn === null ? undefined : rows[finding.turn];
      const seq = row?.seq ?? null;
      return { print: printOf(by.ruleSetId, finding, seq), by, finding, seq, agentId: row?.agentId ?? null };
    });
  });
}

export function inOrder(turns: readonly TurnRow[]): TurnRow[] {
  return [...turns].sort((a, b) => a.fromMs - b.fromMs || a.seq - b.seq);
}

export function turnOf({ speaker, text, fromMs, toMs, isHold }: TurnRow): Turn {
  return { speaker, text, from: fromMs, to: toMs, ...(isHold && { hold: true as const }) };
}

function printOf(ruleSetId: string, { rule, span, of }: Finding, seq: number | null): string {
  const parts = [ruleSetId, rule, seq, span?.from, span?.to, of];
  return createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, 32);
}
