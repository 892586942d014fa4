import { Database } from '#libs/persistence/database';
import { Injectable } from '@nestjs/common';
import { In } from 'typeorm';
import { Radar } from '../radar/radar.js';
import { SpokenTerms } from '../radar/spoken-terms.js';
import { ALL_TEXTS, bucketOf } from './buckets.js';
import { ReadingSchema, TermCountSchema, type ReadingRow, type TermCountRow } from './reading.schema.js';

const MOST_KEYS = 200;
const SAMPLES = 5;

interface Summed {
  readonly termKey: string;
  readonly texts: number | string;
}

/** What is spoken of, and how often. */
@Injectable()
export class TopicList {
  constructor(
    private readonly database: Database,
    private readonly spoken: SpokenTerms,
    private readonly radar: Radar,
  ) {}

  /** The most frequent terms between two times, with how many calls, chats and tickets have them and some of these. */
  async between(from: Date, to: Date, most: number) {
    const [first, last] = [bucketOf(from), bucketOf(to)];
    const db = await this.database.reader();
    const frequent = await db
      .createQueryBuilder<TermCountRow>(TermCountSchema, 't')
      .select('t.termKey', 'termKey')
      .addSelect('SUM(t.texts)', 'texts')
      .where('t.bucket BETWEEN :first AND :last AND t.termKey <> :all', { first, last, all: ALL_TEXTS })
      .groupBy('t.termKey')
      .orderBy('texts', 'DESC')
      .limit(MOST_KEYS)
      .getRawMany<Summed>();
    const keys = frequent.map(({ termKey }) => termKey);
    const spoken = await this.spoken.of(new Set(keys), first, last);
    const bursts = new Map((await this.radar.bursts()).map(({ termKey, burst }) => [termKey, burst]));
    const shown = frequent.filter(({ termKey }) => spoken.has(termKey)).slice(0, most);
    const kinds = await this.#kinds(
      shown.map(({ termKey }) => termKey),
      first,
      last,
    );
    return shown.map(({ termKey, texts }) => {
      const { term, texts: samples } = spoken.get(termKey)!;
      const burst = bursts.get(termKey);
      return {
        ...{ term, texts: Number(texts), kinds: kinds.get(termKey) ?? {}, samples: samples.slice(0, SAMPLES) },
        burst: burst ? { weight: burst.weight, surprise: burst.surprise, expected: burst.expected } : null,
      };
    });
  }

  /** How many conversations and tickets want what. */
  async intents(from: Date, to: Date) {
    const db = await this.database.reader();
    const rows = await db
      .createQueryBuilder<ReadingRow>(ReadingSchema, 'r')
      .select('r.intent', 'intent')
      .addSelect('r.kind', 'kind')
      .addSelect('COUNT(*)', 'count')
      .where('r.bucket BETWEEN :first AND :last', { first: bucketOf(from), last: bucketOf(to) })
      .groupBy('r.intent')
      .addGroupBy('r.kind')
      .getRawMany<{ intent: string | null; kind: string; count: number | string }>();
    return [...Map.groupBy(rows, ({ intent }) => intent)]
      .map(([intent, counts]) => {
        const kinds = Object.fromEntries(counts.map(({ kind, count }) => [kind, Number(count)]));
        return { intent, texts: Object.values(kinds).reduce((sum, each) => sum + each, 0), kinds };
      })
      .sort((a, b) => b.texts - a.texts);
  }

  async #kinds(termKeys: readonly string[], first: number, last: number): Promise<Map<string, Record<string, number>>> {
    if (termKeys.length === 0) return new Map();
    const db = await this.database.reader();
    const rows = await db
      .createQueryBuilder<TermCountRow>(TermCountSchema, 't')
      .select('t.termKey', 'termKey')
      .addSelect('t.kind', 'kind')
      .addSelect('SUM(t.texts)', 'texts')
      .where({ termKey: In([...termKeys]) })
      .andWhere('t.bucket BETWEEN :first AND :last', { first, last })
      .groupBy('t.termKey')
      .addGroupBy('t.kind')
      .getRawMany<Summed & { kind: string }>();
    const counted = Map.groupBy(rows, ({ termKey }) => termKey);
    return new Map(
      [...counted].map(([key, of]) => [key, Object.fromEntries(of.map(({ kind, texts }) => [kind, Number(texts)]))]),
    );
  }
}
