import { SystemClock } from '#libs/kernel/clock';
import { runAsTenant } from '#libs/persistence/tenant-context';
import { withServiceTables } from '#libs/web/service-schema';
import { commonCenter } from '../services/common-center/src/service.js';
import { ARTICLES, QUESTIONS, SYNONYMS } from '../services/common-center/test/knowledge-sample.js';
import { KnowledgeShelf, ndcg } from '../services/common-center/test/knowledge-shelf.js';
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

/** Search and recommendations among 1,000 and among 100,000 articles in turn, and how well what is asked for is found among them. `-- sqlite 20000` measures elsewhere, and among so many. */
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
      atMost('search of frequent words, many to few', many.frequentMs / few.frequentMs, 3),
      atMost('search of the sample, many to few', many.searchMs / few.searchMs, 3),
      atMost('recommendation, many to few', many.recommendMs / few.recommendMs, 3),
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

/** Medians, in ms. */
async function measured({ articles, shelf }: Shelf) {
  return runAsTenant(TENANT, async () => {
    const gains: number[] = [];
    for (const { asked, answers } of QUESTIONS) gains.push(ndcg(await shelf.found(asked), answers));
    const asked = QUESTIONS.map((question) => question.asked);
    const figures = {
      articles,
      ndcg: Number((gains.reduce((sum, gain) => sum + gain, 0) / gains.length).toFixed(3)),
      searchMs: await median(asked, (each) => shelf.found(each)),
      frequentMs: await median(FREQUENT, (each) => shelf.found(each)),
      recommendMs: await median(asked, (each) => shelf.recommended(`Hello. ${each} Thank you.`)),
    };
    console.log(`  ${JSON.stringify(figures)}`);
    return figures;
  });
}

async function median(asked: readonly string[], ask: (each: string) => Promise<unknown>): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < ROUNDS; round++)
    for (const each of asked) {
      const begun = performance.now();
      await ask(each);
      took.push(performance.now() - begun);
    }
  return Number(took.sort((a, b) => a - b)[Math.floor(took.length / 2)]!.toFixed(2));
}
