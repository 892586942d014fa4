import { SystemClock } from '#libs/kernel/clock';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { withServiceTables } from '#libs/web/service-schema';
import { commonCenter } from '../services/common-center/src/service.js';
import { ARTICLES, QUESTIONS, SYNONYMS } from '../services/common-center/test/knowledge-sample.js';
import { KnowledgeShelf, ndcg } from '../services/common-center/test/knowledge-shelf.js';
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
  for (const articles of counts) shelves.push({ articles, shelf: await filled(engine, articles) });
  const results: Record<string, unknown>[] = [];
  for (const each of shelves) results.push(await measured(each));
  for (const each of all) await each.dispose();
  const [few, many] = results as [Figures, Figures];
  return {
    results: { engine: engine.name, few, many },
    targets: [
      atMost('search of frequent words, many to few', ratio(many.frequent.p50Ms, few.frequent.p50Ms), 3),
      atMost('search of the sample, many to few', ratio(many.search.p50Ms, few.search.p50Ms), 3),
      atMost('search of the sample, p99, many to few', ratio(many.search.p99Ms, few.search.p99Ms), 3),
      atMost('recommendation, many to few', ratio(many.recommend.p50Ms, few.recommend.p50Ms), 3),
      atMost('search of frequent words among many, to FTS5', ratio(many.frequent.p50Ms, many.peerFrequent.p50Ms), 1),
      atMost('MiB of heap, many more than few', many.heapMiB - few.heapMiB, 20),
      atLeast('nDCG@10 among many', many.ndcg, 0.9),
    ],
  };
};

type Figures = Awaited<ReturnType<typeof measured>>;

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

async function measured({ articles, shelf }: Shelf) {
  const peer = new Fts5Peer();
  peer.put([...noise(articles), ...ARTICLES]);
  return runAsTenant(TENANT, async () => {
    const gains: number[] = [];
    for (const { asked, answers } of QUESTIONS) gains.push(ndcg(await shelf.found(asked), answers));
    const asked = QUESTIONS.map((question) => question.asked);
    const figures = {
      articles,
      ndcg: Number((gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toFixed(3)),
      search: await speed(asked, (each) => shelf.found(each)),
      frequent: await speed(FREQUENT, (each) => shelf.found(each)),
      recommend: await speed(asked, (each) => shelf.recommended(`Hello. ${each} Thank you.`)),
      peerSearch: await speed(asked, (each) => peer.found(each)),
      peerFrequent: await speed(FREQUENT, (each) => peer.found(each)),
      heapMiB: heapMiB(),
    };
    peer.close();
    console.log(`  ${JSON.stringify(figures)}`);
    return figures;
  });
}

async function speed(asked: readonly string[], ask: (each: string) => unknown) {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const each of asked) {
      const begun = performance.now();
      await ask(each);
      took.push(performance.now() - begun);
    }
  took.sort((a, b) => a - b);
  const at = (share: number) => Number(took[Math.floor((took.length - 1) * share)]!.toFixed(2));
  return { p50Ms: at(0.5), p99Ms: at(0.99) };
}

/** After a collection where the process was started with one. */
function heapMiB(): number {
  globalThis.gc?.();
  return Math.round(process.memoryUsage().heapUsed / 2 ** 20);
}

function ratio(one: number, other: number): number {
  return Number((one / other).toFixed(2));
}
