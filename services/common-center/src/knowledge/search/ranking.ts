import type { Sought } from '#libs/text-search/wording';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Postings, type Group, type Place } from './postings.js';
import { scored, type Scored } from './scored.js';

/** Looks at the index for articles that have everything, each at so many. */
const LOOKS = 3;
const LOOK_AT = 200;
/** Then there are enough. */
const ENOUGH = 100;
/** Of a question some of which is enough: the rarest so many terms choose, each so many articles. */
const CHOOSING = 12;
const CHOSEN_BY_EACH = 40;

/** Which articles fit what is sought; what it costs does not grow with the number of articles. */
@Injectable()
export class Ranking {
  constructor(private readonly postings: Postings) {}

  /** Those that have all of it. */
  async all(db: EntityManager, audienceNos: readonly number[], sought: readonly Sought[]): Promise<Scored[]> {
    const groups = (await this.postings.groups(db, sought)).filter((group) => group !== null);
    if (groups.length < sought.length || groups.length === 0) return [];
    const [rarest] = groups.toSorted((a, b) => a.articles - b.articles) as [Group];
    const documents = await newest(db);
    const found = new Map<number, Scored>();
    let after: Place | undefined;
    for (let look = 0; look < LOOKS && found.size < ENOUGH; look++) {
      const rows = await this.postings.best(db, audienceNos, rarest, LOOK_AT, after);
      const docs = new Map(rows.map(({ doc, audienceNo }) => [doc, audienceNo]));
      if (docs.size === 0) break;
      const impacts = await this.postings.impacts(db, groups, docs);
      for (const each of scored(impacts, groups, documents))
        if (each.terms.length === groups.length) found.set(each.doc, each);
      if (rows.length < LOOK_AT) break;
      after = rows.at(-1)!;
    }
    return best(found.values());
  }

  /** Those that have something of it, of those that fit its rarest parts best. */
  async some(db: EntityManager, audienceNos: readonly number[], sought: readonly Sought[]): Promise<Scored[]> {
    const groups = (await this.postings.groups(db, sought)).filter((group) => group !== null);
    const rarest = groups.toSorted((a, b) => a.articles - b.articles).slice(0, CHOOSING);
    const docs = new Map<number, number>();
    for (const group of rarest)
      for (const { doc, audienceNo } of await this.postings.best(db, audienceNos, group, CHOSEN_BY_EACH))
        docs.set(doc, audienceNo);
    if (docs.size === 0) return [];
    return scored(await this.postings.impacts(db, groups, docs), groups, await newest(db));
  }
}

function best(all: Iterable<Scored>): Scored[] {
  return [...all].sort((a, b) => b.score - a.score || b.doc - a.doc);
}

/** Documents are numbered: the last number is at least how many there are. */
async function newest(db: EntityManager): Promise<number> {
  const [row] = await db.query<{ most: number | null }[]>('SELECT MAX(doc) AS most FROM knowledge_doc');
  return Number(row?.most ?? 0);
}
