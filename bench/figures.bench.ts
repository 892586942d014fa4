import { setTimeout as pause } from 'node:timers/promises';
import { Floor } from './figures/floor.js';
import { aDay } from './figures/told.js';
import { watched } from './figures/viewers.js';
import { engines, type Engine } from './outbox/engines.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

const LOOKS = 30;
const VIEWERS = 500;
const SCOPES = 20;
/** What boards promise. */
const MOST_AGE_MS = 5_000;
const PLAN = { queues: 50, agents: 200 };

/** What an event costs until it is in all figures, and what a look costs, as the day grows; beside plain rows and a recomputation. */
export const bench: Bench = async (args) => {
  const sizes = args.includes('--smoke') ? [50, 100] : [500, 1_000, 2_000];
  const measured = [];
  const watchMs = args.includes('--smoke') ? 6_000 : 30_000;
  for (const engine of await engines()) {
    const { rows, boards } = await measure(engine, sizes, watchMs);
    measured.push({ engine: engine.name, rows, boards });
    await engine.dispose();
  }
  return {
    results: Object.fromEntries(measured.map(({ engine, rows, boards }) => [engine, { rows, boards }])),
    targets: measured.flatMap(({ engine, rows, boards }) => {
      const [first, last] = [rows[0]!, rows.at(-1)!];
      const growth = (of: (row: Row) => number) => ratio(of(last), of(first));
      return [
        atLeast(`${engine}: events counted per plain row inserted`, last.eventsPerPlainRow, 0.2),
        atLeast(
          `${engine}: the same with the longest day, per that at first`,
          growth((row) => row.eventsPerPlainRow),
          0.7,
        ),
        atMost(
          `${engine}: plain rows in the time of a look, with the longest day, per those at first`,
          growth((row) => row.plainRowsPerLook),
          1.5,
        ),
        atMost(`${engine}: median ms of a look`, last.lookMs.p50, 100),
        atLeast(`${engine}: looks in the time of one recomputation`, last.looksPerRecomputation, 10),
        atMost(`${engine}: numbers that differ from those made from the facts`, last.differences, 0),
        atMost(`${engine}: age in ms of what ${VIEWERS} have on their boards, 99 of 100`, boards.ageMsP99, MOST_AGE_MS),
        atMost(`${engine}: bytes sent to them, per those of whole boards`, boards.bytesOfWhole, 0.6),
        atMost(`${engine}: ms of processor time a second for each of them`, boards.cpuMsPerViewerSecond, 1),
      ];
    }),
  };
};

type Row = Awaited<ReturnType<typeof measure>>['rows'][number];

/** Half an hour of contacts each time, on top of those before; plain rows beside them say how busy the machine is. */
async function measure(engine: Engine, sizes: readonly number[], watchMs: number) {
  const floor = await Floor.on(engine);
  const midnight = new Date().setUTCHours(0, 0, 0, 0);
  const plain = aDay(200, { ...PLAN, from: midnight, ms: 1_800_000 });
  await floor.count(aDay(200, { ...PLAN, from: midnight, ms: 60_000 }));
  await floor.insert(plain);
  const rows = [];
  let contacts = 0;
  for (const [index, size] of sizes.entries()) {
    const told = aDay(size, { ...PLAN, from: midnight + (index + 1) * 3_600_000, ms: 1_800_000 });
    const before = await floor.insert(plain);
    const eventsPerSecond = await floor.count(told);
    const plainRowsPerSecond = Math.round((before + (await floor.insert(plain))) / 2);
    contacts += size;
    const lookMs = await looks(floor);
    const { ms: recomputeMs, differences } = await floor.recompute();
    const row = {
      ...{ contacts, eventsPerSecond, plainRowsPerSecond, lookMs, recomputeMs: Math.round(recomputeMs), differences },
      eventsPerPlainRow: ratio(eventsPerSecond, plainRowsPerSecond),
      plainRowsPerLook: ratio(lookMs.p50 * plainRowsPerSecond, 1_000),
      looksPerRecomputation: ratio(recomputeMs, lookMs.p50),
    };
    console.log(`  ${engine.name}: ${JSON.stringify(row)}`);
    rows.push(row);
  }
  const boards = await watched(floor, VIEWERS, SCOPES, () => busyFor(floor, watchMs));
  console.log(`  ${engine.name}: ${JSON.stringify(boards)}`);
  await floor.close();
  return { rows, boards };
}

/** Contacts come as they do on a busy floor, a handful a second. */
async function busyFor(floor: Floor, ms: number): Promise<void> {
  const until = performance.now() + ms;
  while (performance.now() < until) {
    await floor.count(aDay(4, { ...PLAN, from: Date.now() - 60_000, ms: 1_000 }));
    await pause(700);
  }
}

async function looks(floor: Floor): Promise<{ p50: number; p99: number }> {
  const times: number[] = [];
  for (let look = 0; look < LOOKS; look += 1) times.push(await floor.look());
  times.sort((a, b) => a - b);
  const at = (share: number) => Number(times[Math.min(LOOKS - 1, Math.floor(LOOKS * share))]!.toFixed(1));
  return { p50: at(0.5), p99: at(0.99) };
}

function ratio(value: number, base: number): number {
  return Number((value / base).toFixed(2));
}
