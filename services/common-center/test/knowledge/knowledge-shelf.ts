import type { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import type { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import type { ArticleContent } from '../../src/knowledge/article/domain/article-content.js';
import { ArticleVersionSchema } from '../../src/knowledge/article/infra/article.schema.js';
import { Categories } from '../../src/knowledge/category/categories.js';
import { IndexWriter } from '../../src/knowledge/index/index-writer.js';
import { PublishedArticles } from '../../src/knowledge/reader/published.js';
import { Recommendations } from '../../src/knowledge/recommendation/recommendations.js';
import type { SubjectText } from '../../src/knowledge/recommendation/subject-text.js';
import { ArticleSearch, type Hit } from '../../src/knowledge/search/article-search.js';
import { Postings } from '../../src/knowledge/search/postings.js';
import { Ranking } from '../../src/knowledge/search/ranking.js';
import { Synonyms } from '../../src/knowledge/synonym/synonyms.js';
import type { Sample } from './knowledge-sample.js';

const AT_ONCE = 200;
const NOBODYS: SubjectText = { of: () => Promise.resolve('') } as unknown as SubjectText;

/** Published articles in a database, without those who write and review them. In a tenant's context. */
export class KnowledgeShelf {
  readonly synonyms: Synonyms;
  readonly #search: ArticleSearch;
  readonly #recommendations: Recommendations;
  readonly #keys = new Map<string, string>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    const [postings, published] = [new Postings(), new PublishedArticles(database, clock)];
    const ranking = new Ranking(postings);
    this.synonyms = new Synonyms(database, clock);
    const categories = new Categories(database, clock);
    this.#search = new ArticleSearch(database, postings, ranking, this.synonyms, published, categories);
    this.#recommendations = new Recommendations(database, postings, ranking, this.#search, this.synonyms, NOBODYS);
  }

  async put(articles: readonly Sample[], audience: readonly string[] = ['public']): Promise<void> {
    const writer = new IndexWriter();
    for (let from = 0; from < articles.length; from += AT_ONCE) {
      const findable = articles.slice(from, from + AT_ONCE).map((each) => this.#findable(each, audience));
      const versions = findable.map(({ versionId: id, articleId, content }) => ({
        ...{ id, articleId, number: 1, content, submittedBy: 'a', approvedBy: 'b', publishedAt: this.clock.now() },
      }));
      await this.database.transaction(async (tx) => {
        await insertRows(tx, ArticleVersionSchema, versions);
        await writer.write(tx, findable, []);
      });
    }
  }

  /** Keys of what is found, the best first. */
  async found(question: string, limit = 10, audience: readonly string[] = ['public']): Promise<string[]> {
    return this.#keysOf((await this.#search.ask({ question, audience, limit })).items);
  }

  async recommended(text: string, limit = 10): Promise<string[]> {
    return this.#keysOf(await this.#recommendations.give({ text, subject: null, audience: ['public'], limit }));
  }

  #findable({ key, language, title, body }: Sample, audience: readonly string[]) {
    const [articleId, versionId] = [newId(this.clock.now()), newId(this.clock.now())];
    this.#keys.set(articleId, key);
    const nothing = { questions: [], keywords: [], attachments: [], validFrom: null, validUntil: null };
    const content: ArticleContent = { title, body, language, categoryId: articleId, audience, ...nothing };
    return { articleId, versionId, content };
  }

  #keysOf(hits: readonly Hit[]): string[] {
    return hits.map(({ version }) => this.#keys.get(version.articleId)!);
  }
}

/**
 * Normalised discounted cumulative gain among the first ten (Järvelin and Kekäläinen, ACM TOIS 2002), the answers' gains falling from
 * how many there are to 1: 0 to 1.
 */
export function ndcg(found: readonly string[], answers: readonly string[]): number {
  const gains = new Map(answers.map((key, place) => [key, answers.length - place]));
  const sum = (keys: readonly string[]) =>
    keys.slice(0, 10).reduce((total, key, place) => total + (gains.get(key) ?? 0) / Math.log2(place + 2), 0);
  return sum(found) / sum(answers);
}
