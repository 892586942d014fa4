import { impact } from '#libs/text-search/bm25';
import { termsOf } from '#libs/text-search/terms-of';
import type { ArticleContent } from '../article/domain/article-content.js';

const HEADING = 4;
const QUESTION = 3;
const KEYWORD = 3;
/** An article longer than so many terms is held to say less about each. Fixed: impacts are written once. */
const USUAL_TERMS = 300;
/** Whoever writes more is found by the first of it. */
const MOST_TERMS = 3_000;

/** Which terms an article is found by, and how much each adds to its score: that part of BM25 which is its own, in thousandths. */
export function termImpacts({ title, questions, keywords, body }: ArticleContent): Map<string, number> {
  const times = new Map<string, number>();
  const add = (text: string, weight: number) => {
    for (const [term, count] of termsOf(text)) {
      if (times.has(term) || times.size < MOST_TERMS) times.set(term, (times.get(term) ?? 0) + weight * count);
    }
  };
  add(title, HEADING);
  for (const question of questions) add(question, QUESTION);
  for (const keyword of keywords) add(keyword, KEYWORD);
  add(body, 1);
  const words = [...times.values()].reduce((sum, count) => sum + count, 0);
  return new Map([...times].map(([term, count]) => [term, Math.round(1_000 * impact(count, words, USUAL_TERMS))]));
}
