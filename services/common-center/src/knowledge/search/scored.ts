import { rarity } from '#libs/text-search/bm25';
import type { PostingRow } from '../index/knowledge-index.schema.js';
import type { Group } from './postings.js';

/** How well an article fits what was asked. */
export interface Scored {
  readonly doc: number;
  /** Sum of BM25 over what was asked. */
  readonly score: number;
  /** What of it the article has, the weightiest first. */
  readonly terms: readonly string[];
}

/** Words that only begin like one count less than the word. */
const BEGINS_LIKE = 0.6;

/**
 * BM25 of each article: of a group, what has the greatest impact on it.
 * @param documents in the index
 * @returns the best first; among equals the newest
 */
export function scored(rows: readonly PostingRow[], groups: readonly Group[], documents: number): Scored[] {
  const groupsOf = new Map<number, { readonly group: Group; readonly factor: number }[]>();
  for (const group of groups)
    for (const [place, id] of group.ids.entries())
      groupsOf.set(id, [...(groupsOf.get(id) ?? []), { group, factor: place === 0 ? 1 : BEGINS_LIKE }]);
  const parts = new Map<number, Map<Group, number>>();
  for (const { doc, termId, impact } of rows) {
    const ofDoc = parts.get(doc) ?? new Map<Group, number>();
    parts.set(doc, ofDoc);
    for (const { group, factor } of groupsOf.get(termId) ?? []) {
      const part = (factor * impact * rarity(documents, group.articles)) / 1_000;
      ofDoc.set(group, Math.max(ofDoc.get(group) ?? 0, part));
    }
  }
  return [...parts]
    .map(([doc, ofDoc]) => {
      const inOrder = [...ofDoc].sort(([, a], [, b]) => b - a);
      const score = Number(inOrder.reduce((sum, [, part]) => sum + part, 0).toFixed(6));
      return { doc, score, terms: inOrder.map(([{ term }]) => term) };
    })
    .sort((a, b) => b.score - a.score || b.doc - a.doc);
}
