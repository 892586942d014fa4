import { SystemClock } from '#libs/kernel/clock';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { commonCenter } from '../services/common-center/src/service.js';
import { ARTICLES, QUESTIONS, SYNONYMS } from '../services/common-center/test/knowledge/knowledge-sample.js';
import { KnowledgeShelf, ndcg } from '../services/common-center/test/knowledge/knowledge-shelf.js';
import { Fts5Peer } from './knowledge/fts5-peer.js';
import { noise } from './knowledge/noise.js';
import { engines, TENANT, type Engine } from './outbox/engines.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

const FEW = 1_000;
const MANY = 100_000;
const ROUNDS = 10;
/** In every second article of the noise or so. */
const FREQUENT = ['order', 'parcel refund', '订单 退款', 'delivery price speed'];

interface Shelf {
  readonly articles: number;
  readonly shelf: KnowledgeShelf;
}

/**
 * Search and recommendations among 1,000 and among 100,000 articles in turn, beside SQLite's FTS5 over the same terms, and how well what is
 * asked for is found among them. `-- sqlite 20000` measures elsewhere, and among so many.
 */
export const bench: Bench = async (args) => {
  const smoke = args.includes('--smoke');
  const all = await engines();
  const engine = args.includes('sqlite') ? all[0]! : all.at(-1)!;
  const named = args.map(Number).find((each) => each > FEW);
  const counts = smoke ? [100, 1_000] : [FEW, named ?? MANY];
  const shelves: Shelf[] = [];
  const before = heapMiB();
  for (const articles of counts) shelves.push({ articles, shelf: await filled(engine, articles) });
  const [few, many] = (await runAsTenant(TENANT, () => measured(shelves))) as [Figures, Figures];
  const heapMiBMore = heapMiB() - before;
  for (const each of all) await each.dispose();
  return {
    results: { engine: engine.name, few, many, heapMiBMore },
    targets: [
      atMost('search of frequent words, many to few', ratio(many.frequent.p50Ms, few.frequent.p50Ms), 3),
      atMost('search of the sample, many to few', ratio(many.search.p50Ms, few.search.p50Ms), 3),
      atMost('search of the sample, p99, many to few', ratio(many.search.p99Ms, few.search.p99Ms), 3),
      atMost('recommendation, many to few', ratio(many.recommend.p50Ms, few.recommend.p50Ms), 3),
      atMost('search of frequent words among many, to FTS5', ratio(many.frequent.p50Ms, many.peerFrequent.p50Ms), 1),
      atMost('MiB of heap more than before there were any', heapMiBMore, 100),
      atLeast('nDCG@10 among many', many.ndcg, 0.9),
    ],
  };
};

interface Speed {
  readonly p50Ms: number;
  readonly p99Ms: number;
}

interface Figures {
  readonly articles: number;
  readonly ndcg: number;
  readonly search: Speed;
  readonly frequent: Speed;
  readonly recommend: Speed;
  readonly peerSearch: Speed;
  readonly peerFrequent: Speed;
}

async function filled(engine: Engine, articles: number): Promise<KnowledgeShelf> {
  const database = await engine.open({ ...withServiceTables(commonCenter.database), context: `knows${articles}` });
  const shelf = new KnowledgeShelf(database, new SystemClock());
  const begun = performance.now();
  await runAsTenant(TENANT, async () => {
    await shelf.put(noise(articles));
    await shelf.put(ARTICLES);
    for (const words of SYNONYMS) await shelf.synonyms.add({ language: /^[a-z]/.test(words[0]!) ? 'en' : 'zh', words });
  });
  console.log(`  ${articles} articles are there after ${Math.round((performance.now() - begun) / 1_000)} s`);
  return shelf;
}

/** All in turn, so that what else the machine does is shared by all. */
async function measured(shelves: readonly Shelf[]): Promise<Figures[]> {
  const peers = shelves.map(({ articles }) => new Fts5Peer([...noise(articles), ...ARTICLES]));
  const asked = QUESTIONS.map((question) => question.asked);
  const inTurn = (questions: readonly string[], ask: (each: string, at: number) => unknown) =>
    speeds(
      questions,
      shelves.map((_, at) => (each) => ask(each, at)),
    );
  const found = (each: string, at: number) => shelves[at]!.shelf.found(each);
  const search = await inTurn(asked, found);
  const frequent = await inTurn(FREQUENT, found);
  const recommend = await inTurn(asked, (each, at) => shelves[at]!.shelf.recommended(`Hello. ${each} Thank you.`));
  const peerSearch = await inTurn(asked, (each, at) => peers[at]!.found(each));
  const peerFrequent = await inTurn(FREQUENT, (each, at) => peers[at]!.found(each));
  for (const peer of peers) peer.close();
  const figures: Figures[] = [];
  for (const [at, { articles, shelf }] of shelves.entries())
    figures.push({
      ...{ articles, ndcg: await meanNdcg(shelf), search: search[at]!, frequent: frequent[at]! },
      ...{ recommend: recommend[at]!, peerSearch: peerSearch[at]!, peerFrequent: peerFrequent[at]! },
    });
  return figures;
}

async function meanNdcg(shelf: KnowledgeShelf): Promise<number> {
  const gains: number[] = [];
  for (const { asked, answers } of QUESTIONS) gains.push(ndcg(await shelf.found(asked), answers));
  return Number((gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toFixed(3));
}

async function speeds(asked: readonly string[], asks: readonly ((each: string) => unknown)[]): Promise<Speed[]> {
  const took = asks.map((): number[] => []);
  for (let round = 0; round < ROUNDS; round++)
    for (const each of asked)
      for (const [at, ask] of asks.entries()) {
        const begun = performance.now();
        await ask(each);
        took[at]!.push(performance.now() - begun);
      }
  return took.map((all) => {
    const sorted = all.toSorted((one, other) => one - other);
    const at = (share: number) => Number(sorted[Math.floor((sorted.length - 1) * share)]!.toFixed(2));
    return { p50Ms: at(0.5), p99Ms: at(0.99) };
  });
}

/** After a collection where the process was started with one. */
function heapMiB(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

function ratio(one: number, other: number): number {
  return Number((one / other).toFixed(2));
}
