import { TenantKeys } from '#libs/personal-data/keys/tenant-keys';
import { MAX_TERM } from '#libs/text-search/terms-of';
import type { Sought, Wording } from '#libs/text-search/wording';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { postedAs } from '../index/blind-terms.js';
import { TermSchema, type TermRow } from '../index/search-index.schema.js';

/** Terms of which any will do. */
export interface Group {
  readonly ids: readonly number[];
  /** At most: a ticket may have several of them. */
  readonly tickets: number;
}

/** Of a document: how often each group is in it. */
export interface Found {
  readonly doc: number;
  readonly weights: number[];
}

/** Words that begin like one: the most frequent ones. */
const BEGINNINGS = 12;

interface Row {
  readonly doc: number;
  readonly termId: number;
  readonly weight: number;
  readonly internal: number;
}

/** Reads the index in the order in which it lies, the newest first. */
@Injectable()
export class Postings {
  constructor(private readonly keys: TenantKeys) {}

  /** The rarest first; undefined: one of them is nowhere. */
  async groups(db: EntityManager, { sought }: Wording): Promise<Group[] | undefined> {
    const cipher = await this.keys.cipher();
    const posted = new Map(sought.map(({ term }) => [term, postedAs(cipher, term)]));
    const exact = await db.findBy(TermSchema, { term: In([...posted.values()]) });
    const byTerm = new Map(exact.map((row) => [row.term, row]));
    const groups: Group[] = [];
    for (const each of sought) {
      const known = byTerm.get(posted.get(each.term)!);
      const rows = [...(known ? [known] : []), ...(await this.#longer(db, each))].filter(({ tickets }) => tickets > 0);
      if (rows.length === 0) return undefined;
      groups.push({ ids: rows.map(({ id }) => id), tickets: rows.reduce((sum, { tickets }) => sum + tickets, 0) });
    }
    return groups.sort((a, b) => a.tickets - b.tickets);
  }

  /** The newest before a document that have all groups, of so many that have the first. */
  async next(db: EntityManager, groups: readonly Group[], before: number, count: number, withNotes: boolean) {
    const [first, ...others] = groups as [Group, ...Group[]];
    const rows = await this.#newest(db, first, before, count, withNotes);
    const docs = [...new Set(rows.map(({ doc }) => doc))];
    // Each of the alternatives was read so far down: what lies below the highest end is not known to be whole.
    const isLast = rows.length < count;
    const lookedTo = isLast ? 0 : docs.at(-1)!;
    let found = docs.map((doc): Found => ({ doc, weights: [] }));
    const all = [rows];
    for (const other of others) {
      if (found.length === 0) break;
      const had = await this.#of(
        db,
        other,
        found.map(({ doc }) => doc),
        withNotes,
      );
      const having = new Set(had.map(({ doc }) => doc));
      found = found.filter(({ doc }) => having.has(doc));
      all.push(had);
    }
    const weights = all.map((each) => weightsOf(each, withNotes));
    return {
      found: found.map(({ doc }) => ({ doc, weights: weights.map((each) => each.get(doc) ?? 0) })),
      lookedTo,
    };
  }

  async #longer(db: EntityManager, { term, asBeginning }: Sought): Promise<TermRow[]> {
    if (!asBeginning || term.length >= MAX_TERM) return [];
    const query = db.createQueryBuilder(TermSchema, 'term').where('term.term > :term AND term.term < :end', {
      term,
      end: `${term}\u{10ffff}`,
    });
    return query.orderBy('term.tickets', 'DESC').limit(BEGINNINGS).getMany();
  }

  /** For each alternative from its own end of the index, so that nothing is put in order. */
  async #newest(db: EntityManager, { ids }: Group, before: number, count: number, withNotes: boolean): Promise<Row[]> {
    const one = (id: number) =>
      `SELECT * FROM (SELECT doc, termId, weight, internal FROM ticket_search_posting WHERE termId = ${id} AND doc < ${before}` +
      `${seen(withNotes)} ORDER BY doc DESC LIMIT ${count}) t${id}`;
    return db.query<Row[]>(`${ids.map(one).join(' UNION ALL ')} ORDER BY doc DESC LIMIT ${count}`);
  }

  async #of(db: EntityManager, { ids }: Group, docs: readonly number[], withNotes: boolean): Promise<Row[]> {
    const where = `termId IN (${ids.join(', ')}) AND doc IN (${docs.join(', ')})${seen(withNotes)}`;
    return db.query<Row[]>(`SELECT doc, termId, weight, internal FROM ticket_search_posting WHERE ${where}`);
  }
}

function seen(withNotes: boolean): string {
  return withNotes ? '' : ' AND weight > 0';
}

function weightsOf(rows: readonly Row[], withNotes: boolean): Map<number, number> {
  const sums = new Map<number, number>();
  for (const { doc, weight, internal } of rows)
    sums.set(doc, (sums.get(doc) ?? 0) + weight + (withNotes ? internal : 0));
  return sums;
}
