import type { Condition, Conditions } from '../../services/ticket-center/src/ticket-view/condition/condition.dto.js';
import type { Sort } from '../../services/ticket-center/src/ticket-view/line/line-order.js';
import type { Engine } from '../outbox/engines.js';
import { processTables } from '../process/process-engine.js';
import type { Measured } from '../runner.js';
import { atMost } from '../target.js';
import { AGENTS, TEAMS } from './many-lines.js';
import { SeenTickets } from './seen-tickets.js';

const FEW = 10_000;
const MANY = 1_000_000;
const VIEWS = 30;
const DEEP = 20;

const is = (attribute: string, ...values: (string | null)[]): Condition => ({ attribute, op: 'is', values });
const OPEN = is('status', 'new', 'open', 'waiting', 'on-hold');
const LISTS: Readonly<Record<string, { readonly conditions: Conditions; readonly sort: Sort }>> = {
  mine: {
    conditions: { all: [is('assigneeId', '@me'), OPEN], any: [] },
    sort: [{ by: 'updatedAt', direction: 'desc' }],
  },
  team: { conditions: { all: [is('teamId', '@team'), OPEN], any: [] }, sort: [{ by: 'dueAt', direction: 'asc' }] },
  urgentFirst: {
    conditions: { all: [OPEN], any: [] },
    sort: [
      { by: 'priority', direction: 'asc' },
      { by: 'dueAt', direction: 'asc' },
    ],
  },
  closed: { conditions: { all: [is('status', 'closed')], any: [] }, sort: [{ by: 'updatedAt', direction: 'desc' }] },
};
const SEARCHES = {
  everywhere: 'order',
  rare: 'zeppelin',
  frequentAndRare: 'order zeppelin',
  frequentAndFrequent: 'parcel 退款',
  chinese: '快递',
} as const;

/** A page, the counts of all views and a search: at 10,000 tickets and at 1,000,000, in turn. */
export async function views(engine: Engine, smoke: boolean): Promise<Measured> {
  const [few, many] = smoke ? [500, 5_000] : [FEW, MANY];
  const open = async (context: string, tickets: number) =>
    new SeenTickets(await engine.open({ ...processTables, context }), tickets);
  const both = [await open('few', few), await open('many', many)] as const;
  for (const each of both) {
    await each.load();
    console.log(`  ${each.tickets} tickets are there`);
  }
  return measure(both, smoke);
}

async function measure(both: readonly [SeenTickets, SeenTickets], smoke: boolean): Promise<Measured> {
  const [few, many] = both.map(({ tickets }) => tickets) as [number, number];
  for (const each of both) await each.keep(someViews());
  const rounds = smoke ? 5 : 60;
  const works = await worksOf(both);
  const measured = await inTurn(both, works, rounds);
  for (const [name, { fewMs, manyMs, ratio }] of Object.entries(measured))
    console.log(`  ${name}: ${fewMs} → ${manyMs} ms (${ratio})`);
  const worst = (prefix: string) =>
    Math.max(...Object.entries(measured).flatMap(([name, { ratio }]) => (name.startsWith(prefix) ? [ratio] : [])));
  return {
    results: { few, many, agents: AGENTS, views: VIEWS, medians: measured },
    targets: [
      atMost(`the worst list, at ${many} per at ${few} tickets`, worst('list'), 3),
      atMost(`counts of ${VIEWS} views, at ${many} per at ${few} tickets`, worst('counts'), 2),
      atMost(`the worst search, at ${many} per at ${few} tickets`, worst('search'), 10),
      atMost(`a change below ${VIEWS} views, at ${many} per at ${few} tickets`, worst('change'), 3),
    ],
  };
}

type Work = (seen: SeenTickets, n: number) => Promise<unknown>;

const viewer = (n: number) => ({ person: `a${(n * 13) % AGENTS}`, team: `t${(n * 7) % TEAMS}` });

async function worksOf(both: readonly SeenTickets[]): Promise<Record<string, Work>> {
  const works: Record<string, Work> = {};
  for (const [name, { conditions, sort }] of Object.entries(LISTS))
    works[`list ${name}`] = (seen, n) => seen.page(conditions, sort, viewer(n));
  const { conditions, sort } = LISTS.closed!;
  const cursors = new Map<SeenTickets, string | undefined>();
  for (const seen of both) {
    let cursor: string | undefined;
    for (let page = 0; page < DEEP; page++)
      cursor = (await seen.page(conditions, sort, viewer(0), cursor)).next ?? cursor;
    cursors.set(seen, cursor);
  }
  works[`list closed, page ${DEEP + 1}`] = (seen) => seen.page(conditions, sort, viewer(0), cursors.get(seen));
  works['scan of one count'] = (seen, n) => seen.scan({ all: [OPEN], any: [] }, viewer(n));
  works['counts'] = (seen, n) => seen.counts(viewer(n));
  for (const [name, words] of Object.entries(SEARCHES))
    works[`search ${name}`] = (seen, n) => seen.find(words, 'newest', viewer(n));
  works['search byRelevance'] = (seen, n) => seen.find('order parcel', 'relevance', viewer(n));
  works['change'] = (seen) => seen.change();
  return works;
}

/** Whatever disturbs the machine disturbs both. */
async function inTurn(both: readonly SeenTickets[], works: Readonly<Record<string, Work>>, rounds: number) {
  const results: Record<string, { fewMs: number; manyMs: number; ratio: number }> = {};
  for (const [name, work] of Object.entries(works)) {
    const times = both.map((): number[] => []);
    for (let n = -3; n < rounds; n++)
      for (const [at, seen] of both.entries()) {
        const start = performance.now();
        await work(seen, n + 3);
        if (n >= 0) times[at]!.push(performance.now() - start);
      }
    const [fewMs, manyMs] = times.map(median) as [number, number];
    results[name] = { fewMs: rounded(fewMs), manyMs: rounded(manyMs), ratio: rounded(manyMs / fewMs) };
  }
  return results;
}

/** What people keep: by person, by team, by priority, by kind. */
function someViews(): Conditions[] {
  const kinds: Condition[][] = [
    [is('assigneeId', '@me'), OPEN],
    [is('assigneeId', '@me', null), OPEN],
    [is('teamId', '@team'), OPEN],
    [is('teamId', '@team'), is('assigneeId', null), OPEN],
    [OPEN],
    [OPEN, { attribute: 'breached', op: 'is', values: [true] }],
  ];
  const narrowed = ['urgent', 'high', 'normal', 'low'].map((priority) => is('priority', priority));
  return kinds.flatMap((all) => [{ all, any: [] }, ...narrowed.map((each) => ({ all: [...all, each], any: [] }))]);
}

function median(times: readonly number[]): number {
  return times.toSorted((a, b) => a - b)[times.length >> 1]!;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
