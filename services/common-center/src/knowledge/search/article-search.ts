import { decodeCursor, pageOf } from '#libs/kernel/page';
import { Database } from '#libs/persistence/database';
import { needsOf, type Needs } from '#libs/text-search/needs';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import type { ArticleVersion } from '../article/domain/article-content.js';
import { Categories } from '../category/categories.js';
import { DocSchema } from '../index/knowledge-index.schema.js';
import { PublishedArticles } from '../reader/published.js';
import { Synonyms } from '../synonym/synonyms.js';
import { variantsOf } from '../synonym/variants.js';
import { Postings } from './postings.js';
import { Ranking } from './ranking.js';
import type { Scored } from './scored.js';

export interface Asked {
  readonly question: string;
  readonly audience: readonly string[];
  readonly language?: 'zh' | 'en' | undefined;
  readonly categoryId?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

export interface Hit extends Scored {
  readonly version: ArticleVersion;
}

export interface Answer {
  /** Whether all of the question was found, some of it, or nothing. */
  readonly match: 'all' | 'some' | 'none';
  readonly items: readonly Hit[];
  readonly next: string | null;
  /** To be marked. */
  readonly words: readonly string[];
}

interface Ranked extends Pick<Answer, 'match' | 'words'> {
  readonly hits: readonly Scored[];
}

const MOST_NEEDS = 16;
const MOST_VARIANTS = 6;
/** Said in other words it counts less. */
const IN_OTHER_WORDS = 0.9;
const NONE: Ranked = { match: 'none', words: [], hits: [] };

/** Articles that have everything of a question, in these or other words; where there are none, those that have something of it. */
@Injectable()
export class ArticleSearch {
  constructor(
    private readonly database: Database,
    private readonly postings: Postings,
    private readonly ranking: Ranking,
    private readonly synonyms: Synonyms,
    private readonly published: PublishedArticles,
    private readonly categories: Categories,
  ) {}

  /** @throws InvalidCursor, KnowledgeCategoryNotFound */
  async ask(asked: Asked): Promise<Answer> {
    const db = await this.database.reader();
    const below = asked.categoryId === undefined ? null : await this.categories.below(asked.categoryId);
    const ranked = await this.#ranked(db, asked);
    const { limit, cursor, language } = asked;
    const [score, doc] = cursor === undefined ? [Infinity, 0] : decodeCursor(cursor, 2).map(numberIn);
    const behind = ranked.hits.filter((each) => each.score < score! || (each.score === score && each.doc < doc!));
    const hits: Hit[] = [];
    for (let from = 0; from < behind.length && hits.length <= limit; from += limit + 1) {
      const some = await this.read(db, behind.slice(from, from + limit + 1), asked.audience);
      hits.push(
        ...some.filter(({ version: { content } }) => {
          return (language === undefined || content.language === language) && (below?.has(content.categoryId) ?? true);
        }),
      );
    }
    const page = pageOf(hits, limit, (hit) => [String(hit.score), String(hit.doc)]);
    return { ...page, match: page.items.length === 0 ? 'none' : ranked.match, words: ranked.words };
  }

  /** With what may be read of them, in order. */
  async read(db: EntityManager, hits: readonly Scored[], audience: readonly string[]): Promise<Hit[]> {
    if (hits.length === 0) return [];
    const select = { doc: true, versionId: true } as const;
    const docs = await db.find(DocSchema, { select, where: { doc: In(hits.map(({ doc }) => doc)) } });
    const versionIds = new Map(docs.map(({ doc, versionId }) => [doc, versionId]));
    const versions = await this.published.among([...versionIds.values()], audience);
    return hits.flatMap((hit) => {
      const version = versions.get(versionIds.get(hit.doc) ?? '');
      return version ? [{ ...hit, version }] : [];
    });
  }

  async #ranked(db: EntityManager, { question, audience }: Asked): Promise<Ranked> {
    const variants = variantsOf(question, await this.synonyms.groups(), MOST_VARIANTS);
    const needs = variants.map((variant) => needsOf(variant, MOST_NEEDS)) as [Needs, ...Needs[]];
    const words = [...new Set(needs.flatMap((each) => each.words))];
    const audienceNos = await this.postings.audienceNos(db, audience);
    const all = await this.#best(needs, ({ sought }) => this.ranking.all(db, audienceNos, sought));
    if (all.length > 0) return { match: 'all', hits: all, words };
    const some = await this.#best(needs, ({ sought }) => this.ranking.some(db, audienceNos, sought));
    return some.length > 0 ? { match: 'some', hits: some, words } : NONE;
  }

  /** Of each article, the words in which it fits best. */
  async #best(needs: readonly Needs[], rank: (each: Needs) => Promise<Scored[]>): Promise<Scored[]> {
    const best = new Map<number, Scored>();
    for (const [place, each] of needs.entries()) {
      for (const hit of await rank(each)) {
        const score = place === 0 ? hit.score : Number((hit.score * IN_OTHER_WORDS).toFixed(6));
        if (score > (best.get(hit.doc)?.score ?? 0)) best.set(hit.doc, { ...hit, score });
      }
    }
    return [...best.values()].sort((a, b) => b.score - a.score || b.doc - a.doc);
  }
}

function numberIn(text: string): number {
  const number = Number(text);
  return Number.isFinite(number) ? number : 0;
}
