import { fixed } from '#libs/discovery/config/live-value';
import { Clock, SystemClock } from '#libs/kernel/clock';
import { Metrics } from '#libs/observability/metrics';
import type { Database } from '#libs/persistence/database';
import type { Variables } from '#libs/process-engine/variables';
import { pino } from 'pino';
import { ArchiveMetrics } from '../../services/ticket-center/src/process/archive/archive-metrics.js';
import { ArchiveSettings } from '#libs/contracts/settings/process-archive';
import { ArchiveSweep } from '../../services/ticket-center/src/process/archive/archive-sweep.js';
import { Archiver } from '../../services/ticket-center/src/process/archive/archiver.js';
import { StatisticFold } from '../../services/ticket-center/src/process/statistics/statistic-fold.js';
import { StoredInstances } from '../../services/ticket-center/src/process/stored/stored-instances.js';
import { Dice } from '#libs/kernel/dice';
import { Load } from './load.js';
import { median, rounded } from './numbers.js';
import { processEngine } from './process-engine.js';
import { Tables } from './tables.js';
import { TEN_NODES } from './ten-nodes.js';

const AT_ONCE = 256;
const READS = 200;
const HOT = ['process_instance', 'process_record', 'process_payload'];
const COLD = ['process_cold_instance', 'process_cold_chunk'];
const LATER_MS = 40 * 86_400_000;

/** When all that has ended is old. */
class LaterClock extends Clock {
  override now(): Date {
    return new Date(Date.now() + LATER_MS);
  }
}

/**
 * Bytes of an instance in the tables of running processes and in the archive, with their indices as InnoDB has them on its
 * pages (data_length + index_length after ANALYZE), and milliseconds to read one whole from each.
 */
export function coldStorage(instances: number) {
  return Tables.with(async ({ database }) => {
    const dice = new Dice(instances);
    await new Load([await processEngine(database, TEN_NODES)], () => unlike(dice)).flood(instances, AT_ONCE);
    await countAll(database);
    const hot = { bytes: await bytesOf(database, HOT), ms: await msToRead(database) };
    const start = performance.now();
    await archiveAll(database);
    const seconds = (performance.now() - start) / 1_000;
    const cold = { bytes: await bytesOf(database, COLD), ms: await msToRead(database) };
    return {
      hotBytesPerInstance: Math.round(hot.bytes / instances),
      coldBytesPerInstance: Math.round(cold.bytes / instances),
      compressedBytesPerInstance: Math.round((await compressedBytes(database)) / instances),
      hotPerCold: rounded(hot.bytes / cold.bytes),
      readHotMs: rounded(hot.ms),
      readColdMs: rounded(cold.ms),
      archivedPerSecond: Math.round(instances / seconds),
    };
  });
}

/** No instance starts as another did, so that what is measured is not one that is merged with itself. */
function unlike(dice: Dice): Variables {
  const letters = Array.from({ length: 80 }, () => dice.oneOf([...'abcdefghijklmnopqrstuvwxyz     ']));
  const country = dice.oneOf(['SE', 'DE', 'CN', 'FR']);
  const customer = `c-${dice.below(1_000_000)}`;
  return { customer, amount: dice.below(1_000), country, vip: false, note: letters.join('') };
}

/** Only what is in the statistics goes to the archive. */
async function countAll(database: Database): Promise<void> {
  const fold = new StatisticFold(database, new SystemClock());
  while ((await fold.fold(AT_ONCE)) > 0);
}

async function archiveAll(database: Database): Promise<void> {
  const clock = new LaterClock();
  const settings = fixed(ArchiveSettings.parse({}));
  const metrics = new ArchiveMetrics(new Metrics('bench'));
  const archiver = new Archiver(database, clock);
  const sweep = new ArchiveSweep(archiver, database, clock, metrics, settings, pino({ level: 'error' }));
  while ((await sweep.run(() => Promise.resolve(true))) > 0);
}

async function bytesOf(database: Database, tables: readonly string[]): Promise<number> {
  const reader = await database.reader();
  await reader.query(`ANALYZE TABLE ${tables.join(', ')}`);
  const names = tables.map((name) => `'${name}'`).join(', ');
  const [row] = await reader.query<[{ bytes: string }]>(
    `SELECT SUM(data_length + index_length) AS bytes FROM information_schema.tables
     WHERE table_schema = DATABASE() AND table_name IN (${names})`,
  );
  return Number(row.bytes);
}

async function compressedBytes(database: Database): Promise<number> {
  const reader = await database.reader();
  const [row] = await reader.query<[{ bytes: string }]>('SELECT SUM(LENGTH(bytes)) AS bytes FROM process_cold_chunk');
  return Number(row.bytes);
}

/** The median: one after the other, spread over all there are. */
async function msToRead(database: Database): Promise<number> {
  const stored = new StoredInstances(database);
  const ids = (await stored.list({}, Number.MAX_SAFE_INTEGER)).map(({ id }) => id);
  const took: number[] = [];
  for (let read = 0; read < READS; read++) {
    const start = performance.now();
    const instance = await stored.open(ids[Math.floor((read / READS) * ids.length)]!);
    if ((await instance.records({})).length === 0) throw new Error('an instance without records');
    took.push(performance.now() - start);
  }
  return median(took);
}
