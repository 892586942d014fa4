import { createHash } from 'node:crypto';
import { topicTerms } from '#libs/hot-topics/terms';
import type { Turn } from '#libs/quality-rules/transcript/turn';

const QUARTER_MS = 900_000;
export const QUARTERS_OF_WEEK = 4 * 24 * 7;
export const QUARTERS_OF_DAY = 4 * 24;
/** Stands for all texts. */
export const ALL_TEXTS = '*';

/** The quarter of an hour that a time is in, counted since 1970. */
export function bucketOf(at: Date): number {
  return Math.floor(at.getTime() / QUARTER_MS);
}

export function termKeyOf(term: string): string {
  return createHash('sha256').update(term).digest('base64url').slice(0, 22);
}

/** What customers say is what it is about. */
export function termsOfTurns(turns: readonly Turn[], most = Infinity): string[] {
  const said = turns.filter(({ speaker }) => speaker === 'customer').map(({ text }) => text);
  return topicTerms(said.join('\n')).slice(0, most);
}
