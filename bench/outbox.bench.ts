import type { Bench } from './runner.js';
import { engines, type Engine } from './outbox/engines.js';
import { EventPath } from './outbox/event-path.js';
import { atLeast, atMost } from './target.js';

/** What an event costs on its way through outbox, relay, in-process broker and inbox, beside the row alone. */
export const bench: Bench = async (args) => {
  const smoke = args.includes('--smoke');
  const measured = [];
  for (const engine of await engines()) measured.push({ engine: engine.name, ...(await measure(engine, smoke)) });
  return {
    results: Object.fromEntries(measured.map(({ engine, ...results }) => [engine, results])),
    targets: measured.flatMap(({ engine, eventsPerPlainRow, latencyMs }) => [
      atLeast(`${engine}: events handled per plain row written`, eventsPerPlainRow, 0.2),
      atMost(`${engine}: median ms from commit to handled`, latencyMs.p50, 20),
    ]),
  };
};

async function measure(engine: Engine, smoke: boolean) {
  const count = smoke ? 200 : 4_000;
  const path = await EventPath.on(engine);
  await path.plainRows(count / 4);
  const plainRowsPerSecond = await path.plainRows(count);
  await path.events(count / 4);
  const eventsPerSecond = await path.events(count);
  const latencyMs = await path.latencyMs(smoke ? 20 : 300);
  await path.close();
  await engine.dispose();
  const eventsPerPlainRow = Math.round((eventsPerSecond / plainRowsPerSecond) * 100) / 100;
  console.log(`  ${engine.name}: ${plainRowsPerSecond} rows/s alone, ${eventsPerSecond} events/s to the end`);
  return { plainRowsPerSecond, eventsPerSecond, eventsPerPlainRow, latencyMs };
}
