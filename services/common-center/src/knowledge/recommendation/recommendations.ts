import { Database } from '#libs/persistence/database';
import { wordsOf } from '#libs/recommendation/words';
import { STOP_WORDS } from '#libs/text-search/stop-words';
import { isHan, MAX_TERM } from '#libs/text-search/terms-of';
import { Injectable } from '@nestjs/common';
import { ArticleSearch, type Hit } from '../search/article-search.js';
import { Postings } from '../search/postings.js';
import { Ranking } from '../search/ranking.js';
import { Synonyms } from '../synonym/synonyms.js';
import { inUsualWords } from '../synonym/variants.js';
import { SubjectText, type Subject } from './subject-text.js';

export interface RecommendFor {
  readonly text: string;
  readonly subject: Subject | null;
  readonly audience: readonly string[];
  readonly limit: number;
}

/** Of a long text the words that come most often, then those that come first. */
const MOST_WORDS = 24;

/** Articles for what somebody writes about: those that have the rarest of its words, each with the words that spoke for it. */
@Injectable()
export class Recommendations {
  constructor(
    private readonly database: Database,
    private readonly postings: Postings,
    private readonly ranking: Ranking,
    private readonly search: ArticleSearch,
    private readonly synonyms: Synonyms,
    private readonly subjects: SubjectText,
  ) {}

  /** @throws RemoteProblem, ServiceUnavailable, ServiceTimeout where the subject cannot be read */
  async give({ text, subject, audience, limit }: RecommendFor): Promise<Hit[]> {
    const written = subject === null ? text : [await this.subjects.of(subject), text].join('\n');
    const usual = inUsualWords(written, await this.synonyms.groups());
    const words = tellingWords([written, usual].join('\n'), MOST_WORDS);
    const db = await this.database.reader();
    const audienceNos = await this.postings.audienceNos(db, audience);
    const sought = words.map((term) => ({ term, asBeginning: false }));
    const hits = await this.ranking.some(db, audienceNos, sought);
    return (await this.search.read(db, hits.slice(0, 2 * limit), audience)).slice(0, limit);
  }
}

/** Without those that hold sentences together, and without what only this text can have. */
export function tellingWords(text: string, most: number): string[] {
  const counts = new Map<string, number>();
  for (const word of wordsOf(text)) {
    const tells = !STOP_WORDS.has(word) && (isHan(word) ? [...word].length > 1 : word.length > 1);
    if (tells) counts.set(word.slice(0, MAX_TERM), (counts.get(word.slice(0, MAX_TERM)) ?? 0) + 1);
  }
  const inOrder = [...counts].sort(([, a], [, b]) => b - a);
  return inOrder.slice(0, most).map(([word]) => word);
}
