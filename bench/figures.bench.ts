import { Floor } from './figures/floor.js';
import { aDay } from './figures/told.js';
import { engines, type Engine } from './outbox/engines.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';

const LOOKS = 30;
const PLAN = { queues: 50, agents: 200 };

/** What an event costs until it is in all figures, and what a look costs, as the day grows; beside plain rows and a recomputation. */
export const bench: Bench = async (args) => {
  const sizes = args.includes('--smoke') ? [50, 100] : [500, 1_000, 2_000];
  const measured = [];
  for (const engine of await engines()) {
    const rows = await measure(engine, sizes);
    measured.push({ engine: engine.name, rows });
    await engine.dispose();
  }
  return {
    results: Object.fromEntries(measured.map(({ engine, rows }) => [engine, rows])),
    targets: measured.flatMap(({ engine, rows }) => {
      const [first, last] = [rows[0]!, rows.at(-1)!];
      return [
        atLeast(`${engine}: events counted per second`, last.eventsPerSecond, 100),
        atLeast(`${engine}: events counted per plain row inserted`, last.eventsPerPlainRow, 0.2),
        atLeast(
          `${engine}: events per second with the longest day, per those at first`,
          ratio(last.eventsPerSecond, first.eventsPerSecond),
          0.7,
        ),
        atMost(
          `${engine}: ms of a look with the longest day, per those at first`,
          ratio(last.lookMs.p50, first.lookMs.p50),
          1.5,
        ),
        atMost(`${engine}: p99 ms of a look`, last.lookMs.p99, 500),
        atLeast(`${engine}: looks in the time of one recomputation`, last.looksPerRecomputation, 10),
        atMost(`${engine}: numbers that differ from those made from the facts`, last.differences, 0),
      ];
    }),
  };
};

/** Half an hour of contacts each time, on top of those before. */
async function measure(engine: Engine, sizes: readonly number[]) {
  const floor = await Floor.on(engine);
  const midnight = new Date().setUTCHours(0, 0, 0, 0);
  await floor.count(aDay(50, { ...PLAN, from: midnight, ms: 60_000 }));
  const rows = [];
  let contacts = 0;
  for (const [index, size] of sizes.entries()) {
    const told = aDay(size, { ...PLAN, from: midnight + (index + 1) * 3_600_000, ms: 1_800_000 });
    const eventsPerSecond = await floor.count(told);
    contacts += size;
    const lookMs = await looks(floor);
    const { ms: recomputeMs, differences } = await floor.recompute();
    rows.push({ contacts, eventsPerSecond, lookMs, recomputeMs: Math.round(recomputeMs), differences });
  }
  const plainRowsPerSecond = await floor.insert(aDay(sizes[0]!, { ...PLAN, from: midnight, ms: 1_800_000 }));
  await floor.close();
  console.log(`  ${engine.name}: ${plainRowsPerSecond} rows/s alone`);
  for (const row of rows) console.log(`    ${JSON.stringify(row)}`);
  return rows.map((row) => ({
    ...row,
    plainRowsPerSecond,
    eventsPerPlainRow: ratio(row.eventsPerSecond, plainRowsPerSecond),
    looksPerRecomputation: ratio(row.recomputeMs, row.lookMs.p50),
  }));
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
