import { join } from 'node:path';
import { newId } from '#libs/kernel/id';
import { isPinned, PinnedProcess } from './gateway/processes.js';
import { quantile, rounded } from './process/numbers.js';
import type { Measured } from './runner.js';
import { atLeast, atMost } from './target.js';
import { Browser } from './ticket-detail/browser.js';
import { CALLS, deskView, pathOf, type Call } from './ticket-detail/desk-view.js';

/** Agents who open one ticket after the other. */
const AGENTS = 3;
const PACE = { warmUp: 6, openings: 120, tickets: 40 };
const SMOKE = { warmUp: 1, openings: 6, tickets: 3 };
const ROUNDS = 4;
/** As often an agent opens a ticket (capabilities S1.22). */
const OPENED_TIMES = 5;

/** From the click: when the first screen could be shown, and when all was there. */
interface Opening {
  readonly fastMs: number;
  readonly wholeMs: number;
}

type Open = (browser: Browser, ticketId: string) => Promise<Opening>;

/**
 * A ticket opened by one call against the twenty-one calls it stands for, through the same gateway, with systems outside that
 * take 300 to 900 ms: the same tickets and delays for all ways, in turns. Then what it costs to open tickets again.
 */
export async function bench(args: string[]): Promise<Measured> {
  const pace = args.includes('--smoke') ? SMOKE : PACE;
  const upstream = PinnedProcess.node(0, join(import.meta.dirname, 'ticket-detail/upstream.js'));
  const { url } = JSON.parse(await upstream.line()) as { url: string };
  const lone = join(import.meta.dirname, '../services/gateway/test/lone-gateway.js');
  const config = JSON.stringify({ 'gateway/views/ticket-detail': deskView() });
  const gateway = PinnedProcess.node(1, lone, url, config);
  try {
    const place = JSON.parse(await gateway.line()) as { url: string; token: string };
    const ways = { oneCall, calls21: inOrder(CALLS), calls21AsTheyMount: inOrder(CALLS.toReversed()) };
    const opened = await measured(place, ways, pace);
    const again = await reopened(place, pace.tickets);
    const ratio = (of: keyof Summary, than: string) => rounded(opened.oneCall![of] / opened[than]![of]);
    return {
      results: { pinned: isPinned(), agents: AGENTS, opened, again },
      targets: [
        atMost('fast part p95 of one call, of that of 21 well-ordered calls', ratio('fastP95Ms', 'calls21'), 1),
        atMost('whole p95 of one call, of that of 21 well-ordered calls', ratio('wholeP95Ms', 'calls21'), 1),
        atMost(
          'fast part p95 of one call, of that of 21 calls as they mount',
          ratio('fastP95Ms', 'calls21AsTheyMount'),
          0.5,
        ),
        atMost('fast part p95 of one call, ms', opened.oneCall!.fastP95Ms, 300),
        atLeast('openings that were answered 304, of all', again.unchanged.notModified, 0.8),
        atLeast('parts for which nobody was asked, with a note written in between', again.withNote.partHitRate, 0.5),
      ],
    };
  } finally {
    for (const process of [gateway, upstream]) process.stop();
  }
}

interface Place {
  readonly url: string;
  readonly token: string;
}

async function measured({ url, token }: Place, ways: Readonly<Record<string, Open>>, pace: typeof PACE) {
  const openings = new Map<string, Opening[]>(Object.keys(ways).map((way) => [way, []]));
  const costs = new Map<string, { requests: number; bytes: number }>();
  const agents = Array.from({ length: AGENTS }, async (_, agent) => {
    const browsers = new Map(Object.keys(ways).map((way) => [way, new Browser(url, token)]));
    const round = async (kept: boolean) => {
      const ticketId = newId(new Date());
      for (const [way, open] of Object.entries(ways)) {
        const opening = await open(browsers.get(way)!, ticketId);
        if (kept) openings.get(way)!.push(opening);
      }
    };
    for (let n = 0; n < pace.warmUp; n += 1) await round(false);
    for (let n = 0; n < pace.openings / AGENTS; n += 1) await round(true);
    const rounds = pace.warmUp + pace.openings / AGENTS;
    for (const [way, browser] of browsers) {
      if (agent === 0)
        costs.set(way, { requests: browser.requests / rounds, bytes: Math.round(browser.bytesIn / rounds) });
      browser.close();
    }
  });
  await Promise.all(agents);
  const summaries = Array.from(openings, ([way, taken]) => [way, { ...summary(taken), ...costs.get(way)! }] as const);
  for (const [way, { fastP95Ms, wholeP95Ms, requests, bytes }] of summaries)
    console.log(
      `  ${way}: first screen p95 ${fastP95Ms} ms, whole p95 ${wholeP95Ms} ms, ${requests} requests, ${bytes} bytes`,
    );
  return Object.fromEntries(summaries);
}

const oneCall: Open = async (browser, ticketId) => {
  const begun = performance.now();
  let fastMs = 0;
  await browser.messages(`/api/v1/views/ticket-detail/${ticketId}`, ({ message }) => {
    if (message === 0) fastMs = performance.now() - begun;
  });
  return { fastMs, wholeMs: performance.now() - begun };
};

/** The ticket, since others need what it names; then all the others at once, as many at a time as there are connections. */
function inOrder(calls: readonly Call[]): Open {
  return async (browser, ticketId) => {
    const begun = performance.now();
    let fastMs = 0;
    const took = (call: Call) => {
      if (call.priority === 'fast') fastMs = performance.now() - begun;
    };
    const { text } = await browser.get(`/api/v1/tickets/${ticketId}`);
    const values = { ...(JSON.parse(text) as Record<string, string>), ticketId };
    const others = calls.filter(({ part }) => part !== 'ticket');
    await Promise.all(others.map(async (call) => browser.get(pathOf(call, values)).then(() => took(call))));
    return { fastMs, wholeMs: performance.now() - begun };
  };
}

/** Every ticket several times: with nothing in between, and with a note written before the third time. */
async function reopened({ url, token }: Place, tickets: number) {
  const browser = new Browser(url, token);
  const unchanged = await openedAgain(browser, tickets, false);
  const withNote = await openedAgain(browser, tickets, true);
  browser.close();
  console.log(
    `  again: ${unchanged.notModified} not modified, ${unchanged.againP50Ms} ms; with a note ${withNote.notModified}, parts ${withNote.partHitRate}`,
  );
  return { unchanged, withNote };
}

async function openedAgain(browser: Browser, tickets: number, withNote: boolean) {
  const before = await hits(browser);
  const againMs: number[] = [];
  let notModified = 0;
  let againBytes = 0;
  for (let n = 0; n < tickets; n += 1) {
    const ticketId = newId(new Date());
    let etag: string | undefined;
    for (let time = 0; time < OPENED_TIMES; time += 1) {
      if (withNote && time === 2) await browser.get(`/api/v1/tickets/${ticketId}/note`, { method: 'POST' });
      const [begun, bytes] = [performance.now(), browser.bytesIn];
      const headers = etag === undefined ? undefined : { 'if-none-match': etag };
      const answer = await browser.get(`/api/v1/views/ticket-detail/${ticketId}?wait=full`, { headers });
      etag = answer.etag;
      if (answer.status === 304) notModified += 1;
      if (time === 0) continue;
      againMs.push(performance.now() - begun);
      againBytes += browser.bytesIn - bytes;
    }
  }
  const after = await hits(browser);
  const asked = after.asked - before.asked;
  return {
    openings: tickets * OPENED_TIMES,
    notModified: rounded(notModified / (tickets * OPENED_TIMES)),
    partHitRate: rounded((after.hits - before.hits) / (after.hits - before.hits + asked)),
    serviceCallsPerOpening: rounded(asked / (tickets * OPENED_TIMES)),
    againP50Ms: percentile(againMs, 50),
    againP95Ms: percentile(againMs, 95),
    againBytes: Math.round(againBytes / againMs.length),
  };
}

/** As the gateway counts them. */
async function hits(browser: Browser): Promise<{ hits: number; asked: number }> {
  const { text } = await browser.get('/api/v1/views/statistics');
  const { views } = JSON.parse(text) as { views: { name: string; parts: Record<string, number> }[] };
  const { parts } = views.find(({ name }) => name === 'ticket-detail')!;
  return { hits: parts.hit!, asked: parts.fetched! + parts.revalidated! };
}

interface Summary {
  readonly fastP50Ms: number;
  readonly fastP95Ms: number;
  readonly wholeP50Ms: number;
  readonly wholeP95Ms: number;
}

/** Of each number that of the best round: others on the machine only ever make it worse. */
function summary(openings: readonly Opening[]): Summary {
  const length = Math.ceil(openings.length / ROUNDS);
  const rounds = Array.from({ length: ROUNDS }, (_, round) => openings.slice(round * length, (round + 1) * length));
  const best = (of: (opening: Opening) => number, percent: number) =>
    Math.min(...rounds.filter((round) => round.length > 0).map((round) => percentile(round.map(of), percent)));
  return {
    fastP50Ms: best(({ fastMs }) => fastMs, 50),
    fastP95Ms: best(({ fastMs }) => fastMs, 95),
    wholeP50Ms: best(({ wholeMs }) => wholeMs, 50),
    wholeP95Ms: best(({ wholeMs }) => wholeMs, 95),
  };
}

function percentile(values: readonly number[], percent: number): number {
  return rounded(quantile(values, percent / 100));
}
