import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { onEachEngine, type Engine } from '#libs/testing/engines';
import { boundaryAlone } from '#libs/testing/personal-data/boundary-alone';
import { FakeClock } from '#libs/testing/fake-clock';
import { oneKey } from '#libs/testing/personal-data/one-key';
import { withServiceTables } from '#libs/web/platform/service-schema';
import fc from 'fast-check';
import { ticketCenter } from '../../src/service.js';
import { IndexWriter } from '../../src/ticket-search/index/index-writer.js';
import { PostingSchema, TermSchema } from '../../src/ticket-search/index/search-index.schema.js';
import { SearchQueue } from '../../src/ticket-search/index/search-queue.js';
import { Postings } from '../../src/ticket-search/search/postings.js';
import { TicketSearch, type Search } from '../../src/ticket-search/search/ticket-search.js';
import type { ViewedTickets } from '../../src/ticket-view/viewed-tickets.api.js';
import type { TicketText, TicketTexts } from '../../src/ticket/ticket-texts.api.js';

const REQUESTS = join(import.meta.dirname, '../../../../../shared/data/retail/requests.json');
const clock = new FakeClock();
const WORDS = [
  'parcel',
  'parcels',
  'late',
  'colour',
  'w6067464',
  '退货',
  '退款',
  '我要退货',
  '货到付款',
  '13812345678',
];
const someText = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
const someTicket = fc.record({
  description: someText,
  note: fc.option(someText, { nil: undefined }),
});
const someQuery = fc.array(
  fc.constantFrom('parc', 'parcel', 'late', '退货', '我要退', '货到付款', 'w6067464', '138-1234-5678'),
  {
    minLength: 1,
    maxLength: 3,
  },
);

/** By the plain meaning: a word that begins so, Chinese as it is written, a number by its digits. */
function has(texts: readonly string[], word: string): boolean {
  if (/^[\d-]+$/u.test(word)) return texts.some((text) => text.includes(word.replaceAll('-', '')));
  if (/\p{Script=Han}/u.test(word)) return texts.some((text) => text.includes(word));
  return texts.some((text) => text.split(' ').some((each) => each.startsWith(word)));
}

onEachEngine('search of tickets', (open) => {
  const texts = new Map<string, TicketText[]>();
  let engine: Engine;
  let writer: IndexWriter;
  let search: TicketSearch;
  beforeAll(async () => {
    engine = await open(withServiceTables(ticketCenter.database), ['acme']);
    const tickets = { among: (ids: string[]) => Promise.resolve(ids.map((id) => ({ id }))) };
    const written = { of: (ids: string[]) => Promise.resolve(new Map(ids.map((id) => [id, texts.get(id)!]))) };
    const keys = oneKey();
    writer = new IndexWriter(keys);
    search = new TicketSearch(
      engine.database,
      new Postings(keys),
      tickets as unknown as ViewedTickets,
      written as unknown as TicketTexts,
      boundaryAlone(),
    );
  });
  afterAll(() => engine.dispose());
  beforeEach(() => inAcme(empty));

  const inAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);

  async function empty(): Promise<void> {
    texts.clear();
    const tables = ['term', 'posting', 'doc', 'due', 'rebuild'];
    await engine.database.transaction(async (tx) => {
      for (const each of tables) await tx.query(`DELETE FROM ticket_search_${each}`);
    });
  }

  async function written(id: string, description: string, note?: string): Promise<void> {
    const parts: TicketText[] = [{ part: 'description', text: description }];
    if (note !== undefined) parts.push({ part: 'note', text: note });
    texts.set(id, parts);
    await engine.database.transaction((tx) => writer.write(tx, new Map([[id, parts]])));
  }

  async function found(words: string, over: Partial<Pick<Search, 'sort' | 'withNotes'>> = {}): Promise<string[]> {
    const viewer = { person: 'mia', team: null };
    const ids: string[] = [];
    for (let cursor: string | undefined | null; cursor !== null;) {
      const asked = {
        words,
        sort: 'newest',
        conditions: [],
        viewer,
        columns: [],
        withNotes: true,
        limit: 2,
        cursor,
      } as const;
      const page = await search.find({ ...asked, ...over });
      ids.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    return ids;
  }

  it('finds what the words are in, the newest first, page by page, and notes for those who may', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someTicket, { minLength: 1, maxLength: 12 }), someQuery, (tickets, query) =>
        inAcme(async () => {
          await empty();
          const ids = tickets.map(() => newId(clock.now()));
          // The first text of each is another one: what was written before is not found any more.
          for (const id of ids) await written(id, 'parcel 我要退货 late', 'colour 退款');
          for (const [at, { description, note }] of tickets.entries()) await written(ids[at]!, description, note);
          for (const withNotes of [true, false]) {
            const so = ids.filter((_, at) => {
              const seen = [tickets[at]!.description, ...(withNotes ? [tickets[at]!.note ?? ''] : [])];
              return query.every((word) => has(seen, word));
            });
            for (const sort of ['newest', 'relevance'] as const) {
              const has = await found(query.join(' '), { withNotes, sort });
              if (sort === 'newest') expect(has).toEqual(so.toReversed());
              else expect(has.toSorted()).toEqual(so.toSorted());
            }
          }
        }),
      ),
      { numRuns: engine.database.locksRows ? 4 : 25, seed: 1 },
    );
  }, 60_000);

  it('keeps no telephone number where it could be read', () =>
    inAcme(async () => {
      await written(newId(clock.now()), 'Call me: 138-1234-5678');
      const terms = await (await engine.database.reader()).find(TermSchema);
      expect(terms.map(({ term }) => term).join(' ')).not.toMatch(/1381|5678/u);
      expect(await found('13812345678')).toHaveLength(1);
    }));

  it('says how many tickets a word is in, and posts each once, however often it is read', () =>
    inAcme(async () => {
      const [one, other] = [newId(clock.now()), newId(clock.now())];
      for (let times = 0; times < 3; times++) await written(one, 'late parcel');
      await written(other, 'late');
      await written(one, 'parcel');
      const reader = await engine.database.reader();
      const terms = await reader.find(TermSchema, { order: { term: 'ASC' } });
      expect(terms.map(({ term, tickets }) => [term, tickets])).toEqual([
        ['late', 1],
        ['parcel', 1],
      ]);
      expect(await reader.count(PostingSchema)).toBe(2);
    }));

  it('reads again what changed while it was read', () =>
    inAcme(async () => {
      const queue = new SearchQueue(engine.database, clock);
      const [changed, waiting] = [newId(clock.now()), newId(clock.now())];
      await engine.database.transaction((tx) => queue.all(tx, [waiting]));
      await queue.changed(changed);
      const due = await queue.next(10);
      expect(due.map(({ ticketId }) => ticketId)).toEqual([changed, waiting]);
      await queue.changed(changed);
      await engine.database.transaction((tx) => queue.done(tx, due));
      expect((await queue.next(10)).map(({ ticketId }) => ticketId)).toEqual([changed]);
    }));

  const given = existsSync(REQUESTS) ? it : it.skip;
  given('finds the requests of a shop by their words (without ../shared this is left out)', () =>
    inAcme(async () => {
      const requests = (JSON.parse(readFileSync(REQUESTS, 'utf8')) as { request: string }[]).slice(0, 150);
      const all = new Map(requests.map(({ request }) => [newId(clock.now()), request]));
      for (const [id, request] of all) texts.set(id, [{ part: 'description', text: request }]);
      for (let from = 0; from < all.size; from += 50)
        await engine.database.transaction((tx) => writer.write(tx, new Map([...texts].slice(from, from + 50))));
      const frequent = Map.groupBy(
        [...all.values()].flatMap((text) => [...new Set(text.toLowerCase().match(/[a-z]{5,}/gu))]),
        (word) => word,
      );
      const words = [...frequent].filter(([, { length }]) => length >= 2 && length <= 40).map(([word]) => word);
      const queries = words
        .slice(0, 60)
        .map((word, at) => (at % 2 ? word : `${word} ${words[(at * 7) % words.length]!}`));
      let [right, wanted] = [0, 0];
      for (const query of queries) {
        const truth = [...all].filter(([, text]) =>
          query.split(' ').every((word) => text.toLowerCase().includes(word)),
        );
        const ten = (
          await search.find({
            ...{ words: query, sort: 'relevance', conditions: [], viewer: { person: 'mia', team: null } },
            ...{ withNotes: true, limit: 10, columns: [] },
          })
        ).items.map(({ id }) => id);
        right += ten.filter((id) => truth.some(([each]) => each === id)).length;
        wanted += Math.min(10, truth.length);
      }
      console.log(`recall@10 of ${queries.length} queries: ${(right / wanted).toFixed(3)}`);
      expect(right / wanted).toBeGreaterThan(0.95);
    }),
  );
});
