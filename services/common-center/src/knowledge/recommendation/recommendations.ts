import { Database } from '#libs/persistence/database';
import { needsOf } from '#libs/text-search/needs';
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

/** Of a long text the first that say something. */
const MOST_NEEDS = 48;

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
    const { sought } = needsOf([written, usual].join('\n'), MOST_NEEDS);
    const db = await this.database.reader();
    const audienceNos = await this.postings.audienceNos(db, audience);
    const asWritten = sought.map(({ term }) => ({ term, asBeginning: false }));
    const hits = await this.ranking.some(db, audienceNos, asWritten);
    return (await this.search.read(db, hits.slice(0, 2 * limit), audience)).slice(0, limit);
  }
}
