import { createHash } from 'node:crypto';
import type { AuditEntryRow, AuditTrailRow } from './audit.schema.js';

/** What stands before the first entry. */
export const NOTHING_BEFORE = '0'.repeat(64);
export const CUT = 'audit:cut';

/** The hash of an entry is of its content and of the hash before it: nothing is changed, left out or moved without a break. */
export function hashOf(before: string, seq: number, content: string): string {
  return createHash('sha256').update(`${before}\n${seq}\n${content}`).digest('hex');
}

export type Verdict =
  | { readonly whole: true; readonly entries: number; readonly head: string }
  | { readonly whole: false; readonly seq: number; readonly because: Break };

/**
 * `content`: it is not what was written, or stands elsewhere; `columns`: it would be found as something else; `cut`: nobody said it;
 * `replaced`: it was another when it was noted; `truncated`: it was there when it was noted.
 */
type Break = 'missing' | 'content' | 'columns' | 'end' | 'cut' | 'head-differs' | 'replaced' | 'truncated';

/** Where a trail ended at some time, as it was noted elsewhere. */
export interface NotedHead {
  readonly seq: number;
  readonly hash: string;
}

/** What a trail was known to be: each must still be in it. */
export interface Known {
  /** Of any entry. */
  readonly hash?: string | undefined;
  readonly heads?: readonly NotedHead[];
}

/**
 * Whether a trail is as it was written.
 * @param entries all that are left, in order
 * @param known of what policy cut off meanwhile nothing is asked
 */
export async function verify(
  trail: AuditTrailRow | null,
  entries: AsyncIterable<AuditEntryRow>,
  { hash: expected, heads = [] }: Known = {},
): Promise<Verdict> {
  const noted = Map.groupBy(heads, (head) => head.seq);
  const isOther = (at: number, hash: string) => noted.get(at)?.some((head) => head.hash !== hash) ?? false;
  const { seq: end, hash: head, cutSeq, cutHash } = trail ?? EMPTY;
  let [seq, before, told, met] = [cutSeq, cutHash, cutSeq === 0, expected === undefined || expected === cutHash];
  if (cutSeq > 0 && isOther(cutSeq, cutHash)) return { whole: false, seq: cutSeq, because: 'replaced' };
  for await (const entry of entries) {
    seq += 1;
    if (entry.seq !== seq) return { whole: false, seq, because: 'missing' };
    if (entry.hash !== hashOf(before, seq, entry.content)) return { whole: false, seq, because: 'content' };
    if (!isFoundAsWritten(entry)) return { whole: false, seq, because: 'columns' };
    if (isOther(seq, entry.hash)) return { whole: false, seq, because: 'replaced' };
    before = entry.hash;
    told ||= tellsOf(entry, cutSeq, cutHash);
    met ||= entry.hash === expected;
  }
  if (seq !== end || before !== head) return { whole: false, seq: seq + 1, because: 'end' };
  if (heads.some((each) => each.seq > end)) return { whole: false, seq: end + 1, because: 'truncated' };
  if (!told) return { whole: false, seq: cutSeq, because: 'cut' };
  return met ? { whole: true, entries: seq - cutSeq, head } : { whole: false, seq: end, because: 'head-differs' };
}

const EMPTY = { seq: 0, hash: NOTHING_BEFORE, cutSeq: 0, cutHash: NOTHING_BEFORE };

function isFoundAsWritten({ content, ...row }: AuditEntryRow): boolean {
  const written = JSON.parse(content) as Record<string, unknown>;
  const isSame = (name: 'id' | 'actor' | 'action' | 'resource' | 'resourceId') => written[name] === row[name];
  const names = ['id', 'actor', 'action', 'resource', 'resourceId'] as const;
  return names.every(isSame) && written['at'] === row.at.toISOString();
}

/** The cut itself is in the trail: what is gone was not just deleted. */
function tellsOf({ action, content }: AuditEntryRow, cutSeq: number, cutHash: string): boolean {
  if (action !== CUT) return false;
  const { after } = JSON.parse(content) as { after: { through: number; hash: string } };
  return after.through === cutSeq && after.hash === cutHash;
}
