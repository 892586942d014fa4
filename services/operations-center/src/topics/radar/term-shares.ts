import type { Share } from '#libs/hot-topics/burst';
import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In, type EntityManager } from 'typeorm';
import { ALL_TEXTS, QUARTERS_OF_DAY, QUARTERS_OF_WEEK } from '../readings/buckets.js';
import { TermCountSchema, type TermCountRow } from '../readings/reading.schema.js';

/** An hour. */
export const WINDOW = 4;
const WEEKS = 4;
const MOST_TERMS = 300;

interface Summed {
  readonly termKey: string;
  readonly texts: number | string;
}

/** How often terms are said in the window, and how often they are in their seasons. */
export interface Candidate {
  readonly termKey: string;
  readonly now: Share;
  /** The day before the window; the same hour of the four weeks before. */
  readonly seasons: readonly Share[];
}

/** Counts of terms. */
@Injectable()
export class TermShares {
  constructor(private readonly database: Database) {}

  /** Terms that at least so many texts of the window have, the most frequent first. @param last the last quarter of the window */
  async candidates(last: number, least: number): Promise<Candidate[]> {
    const db = await this.database.reader();
    const window = bucketsUpTo(last, WINDOW);
    const frequent = await summed(db, window, least);
    const termKeys = frequent.map(({ termKey }) => termKey);
    const day = await summed(db, bucketsUpTo(last - WINDOW, QUARTERS_OF_DAY), 1, termKeys);
    const weeks = Array.from({ length: WEEKS }, (_, week) => bucketsUpTo(last - (week + 1) * QUARTERS_OF_WEEK, WINDOW));
    const sameHour = await summed(db, weeks.flat(), 1, termKeys);
    const now = sharesOf(frequent);
    const seasons = [sharesOf(day), sharesOf(sameHour)];
    return termKeys
      .filter((termKey) => termKey !== ALL_TEXTS)
      .map((termKey) => ({ termKey, now: now(termKey), seasons: seasons.map((season) => season(termKey)) }));
  }

  /** How many texts of each kind have a term. */
  async kinds(last: number, termKey: string): Promise<Record<string, number>> {
    const db = await this.database.reader();
    const rows = await db.findBy(TermCountSchema, { bucket: In(bucketsUpTo(last, WINDOW)), termKey });
    const kinds: Record<string, number> = {};
    for (const { kind, texts } of rows) kinds[kind] = (kinds[kind] ?? 0) + texts;
    return kinds;
  }
}

function bucketsUpTo(last: number, count: number): number[] {
  return Array.from({ length: count }, (_, index) => last - count + 1 + index);
}

async function summed(
  db: EntityManager,
  buckets: readonly number[],
  least: number,
  termKeys?: readonly string[],
): Promise<Summed[]> {
  if (termKeys?.length === 0) return [];
  const query = db
    .createQueryBuilder<TermCountRow>(TermCountSchema, 't')
    .select('t.termKey', 'termKey')
    .addSelect('SUM(t.texts)', 'texts')
    .where('t.bucket IN (:...buckets)', { buckets })
    .groupBy('t.termKey')
    .having('SUM(t.texts) >= :least', { least })
    .orderBy('texts', 'DESC')
    .limit(MOST_TERMS + 1);
  if (termKeys !== undefined) query.andWhere('t.termKey IN (:...termKeys)', { termKeys });
  return query.getRawMany<Summed>();
}

function sharesOf(rows: readonly Summed[]): (termKey: string) => Share {
  const counts = new Map(rows.map(({ termKey, texts }) => [termKey, Number(texts)]));
  return (termKey) => ({ count: counts.get(termKey) ?? 0, texts: counts.get(ALL_TEXTS) ?? 0 });
}
