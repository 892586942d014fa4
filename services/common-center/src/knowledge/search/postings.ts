import { MAX_TERM } from '#libs/text-search/terms-of';
import type { Sought } from '#libs/text-search/wording';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { AudienceSchema, TermSchema, type PostingRow, type TermRow } from '../index/knowledge-index.schema.js';

/** One thing that was asked for: its term, and those that begin like it. */
export interface Group {
  readonly term: string;
  readonly ids: readonly number[];
  /** At most: an article may have several of them. */
  readonly articles: number;
}

export interface Place {
  readonly impact: number;
  readonly doc: number;
}

/** Words that begin like one: the most frequent ones. */
const BEGINNINGS = 6;
const READ = 'SELECT audienceNo, termId, impact, doc FROM knowledge_posting';
const BEST_FIRST = 'ORDER BY impact DESC, doc DESC';

/** Reads the index in the order in which it lies: of each term what fits best first, and only what is for who asks. */
@Injectable()
export class Postings {
  async audienceNos(db: EntityManager, audience: readonly string[]): Promise<number[]> {
    const rows = await db.findBy(AudienceSchema, { name: In([...audience]) });
    return rows.map(({ audienceNo }) => audienceNo);
  }

  /** In the order of what is sought; null: it is nowhere. */
  async groups(db: EntityManager, sought: readonly Sought[]): Promise<(Group | null)[]> {
    const exact = await db.findBy(TermSchema, { term: In(sought.map(({ term }) => term)) });
    const byTerm = new Map(exact.map((row) => [row.term, row]));
    const groups: (Group | null)[] = [];
    for (const each of sought) {
      const known = byTerm.get(each.term);
      const rows = [...(known ? [known] : []), ...(await this.#longer(db, each))].filter((row) => row.articles > 0);
      const articles = rows.reduce((sum, row) => sum + row.articles, 0);
      groups.push(rows.length === 0 ? null : { term: each.term, ids: rows.map(({ id }) => id), articles });
    }
    return groups;
  }

  /** Those on which a group has the greatest impact, behind a place; from each end of the index, so that nothing is put in order. */
  async best(db: EntityManager, audienceNos: readonly number[], { ids }: Group, count: number, after?: Place) {
    const places = after ? [`impact = ${after.impact} AND doc < ${after.doc}`, `impact < ${after.impact}`] : ['1 = 1'];
    const all = audienceNos.flatMap((audienceNo) =>
      ids.flatMap((termId) =>
        places.map((place, at) => {
          const where = `audienceNo = ${audienceNo} AND termId = ${termId} AND ${place}`;
          return `SELECT * FROM (${READ} WHERE ${where} ${BEST_FIRST} LIMIT ${count}) t${audienceNo}x${termId}x${at}`;
        }),
      ),
    );
    if (all.length === 0) return [];
    return db.query<PostingRow[]>(`${all.join(' UNION ALL ')} ${BEST_FIRST} LIMIT ${count}`);
  }

  /** What all terms have on these. @param docs with one of those they are for */
  async impacts(db: EntityManager, groups: readonly Group[], docs: ReadonlyMap<number, number>): Promise<PostingRow[]> {
    const termIds = groups.flatMap(({ ids }) => ids).join(', ');
    const found: PostingRow[] = [];
    for (const [audienceNo, some] of Map.groupBy(docs, ([, each]) => each)) {
      const among = some.map(([doc]) => doc).join(', ');
      const where = `audienceNo = ${audienceNo} AND termId IN (${termIds}) AND doc IN (${among})`;
      found.push(...(await db.query<PostingRow[]>(`${READ} WHERE ${where}`)));
    }
    return found;
  }

  async #longer(db: EntityManager, { term, asBeginning }: Sought): Promise<TermRow[]> {
    if (!asBeginning || term.length >= MAX_TERM) return [];
    const query = db.createQueryBuilder(TermSchema, 'term').where('term.term > :term AND term.term < :end', {
      term,
      end: `${term}\u{10ffff}`,
    });
    return query.orderBy('term.articles', 'DESC').limit(BEGINNINGS).getMany();
  }
}
