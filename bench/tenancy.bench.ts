import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { createConnection, type RowDataPacket } from 'mysql2/promise';
import { AnotherMariadb } from '#libs/testing/real-parts/another-mariadb';
import { PinnedProcess } from './gateway/processes.js';
import type { Bench } from './runner.js';
import { atLeast, atMost } from './target.js';
import { copiedDatabases } from './tenancy/copied-databases.js';
import { Load } from './tenancy/load.js';
import { ServerStatus } from './tenancy/server-status.js';
import type { Served, Serving } from './tenancy/service.js';

const MANY = 1_000;
/** The first minute after the start is for what is done once. */
const PACE = { settleMs: 60_000, idleMs: 30_000, requests: 3_000, rounds: 3 };
const SMOKE = { settleMs: 1_000, idleMs: 2_000, requests: 150, rounds: 1 };
type Pace = typeof PACE;
/** Whoever writes something once writes the next of it sooner than after this. */
const SETTLED_MS = 5_000;
const POOL = 10;
/** A server for tables by the hundred thousand: in one file, and kept open. */
const SERVER = [
  ...['--innodb-file-per-table=0', '--innodb-buffer-pool-size=512M', '--innodb-log-file-size=256M'],
  ...['--innodb-flush-log-at-trx-commit=2', '--table-open-cache=10000', '--table-definition-cache=10000'],
  // Nothing of it outlives the run.
  ...['--debug-no-sync=1', '--innodb-flush-method=nosync', '--skip-innodb-doublewrite'],
];

/**
 * ticket-center, whole, on a MariaDB of its own, with one tenant and with many, 1,000 or as many as are asked for (`-- 300`):
 * what it costs while nobody does anything, and requests to all tenants in turn beside the same requests to one, in the
 * same run.
 */
export const bench: Bench = async (args) => {
  const isSmoke = args.includes('--smoke');
  const asked = Number(args.find((each) => /^\d+$/.test(each)) ?? MANY);
  const counts = isSmoke ? [1, 10] : [...new Set([1, Math.min(100, asked), asked])];
  const server = await AnotherMariadb.start(...SERVER);
  try {
    return await measuredOn(server.url, counts, isSmoke ? SMOKE : PACE);
  } finally {
    await server.stop();
  }
};

async function measuredOn(url: string, counts: readonly number[], pace: Pace) {
  const place = { url, namespace: 'bench_' };
  const begun = performance.now();
  const seed = async (tenant: string) => {
    const { service } = await started({ ...place, tenants: [tenant] });
    await settled(url, `${place.namespace}ticket_${tenant}`);
    service.stop();
  };
  const tenants = await copiedDatabases(place, Math.max(...counts), seed);
  const databasesMadeInSeconds = Math.round((performance.now() - begun) / 1_000);
  const measured: Measured[] = [];
  for (const count of counts) measured.push(await measure({ ...place, tenants: tenants.slice(0, count) }, pace));
  const [one, ...many] = measured as [Measured, ...Measured[]];
  const each = Object.fromEntries(measured.map((of) => [`tenants${of.tenants}`, of]));
  return {
    results: { databasesMadeInSeconds, ...each },
    targets: many.flatMap(({ tenants: count, toOne, connections, rssMiB, idle }) => [
      atLeast(`${count} tenants: throughput to that of one`, toOne, 0.6),
      atMost(`${count} tenants: connections`, connections, POOL),
      atMost(`${count} tenants: MiB of memory more than with one`, rssMiB - one.rssMiB, 150),
      atMost(
        `${count} tenants: queries a second for each more while idle`,
        perTenant(idle.queriesPerSecond - one.idle.queriesPerSecond, count - 1),
        4,
      ),
    ]),
  };
}

/** What is done once in each new database is done: its tables are sealed, and that is written down for each. */
async function settled(url: string, database: string): Promise<void> {
  const server = await createConnection(url.replace(/^mariadb:/, 'mysql:'));
  let sealed = -1;
  for (let before = -2; sealed !== before || sealed === 0; await pause(SETTLED_MS)) {
    before = sealed;
    const [[row]] = await server.query<RowDataPacket[]>(
      `SELECT COUNT(*) AS tables FROM \`${database}\`.sealing_progress`,
    );
    sealed = Number(row!['tables']);
  }
  await server.end();
}

type Measured = Awaited<ReturnType<typeof measure>>;

async function measure(served: Served, { settleMs, idleMs, requests, rounds }: Pace) {
  const { service, serving } = await started(served);
  const status = await ServerStatus.of(served.url);
  try {
    const load = new Load(serving);
    await pause(settleMs);
    const idle = await idling(status, service, load, idleMs);
    await load.prepare();
    const turns = await inTurns(load, served.tenants.length, requests, rounds);
    const connections = await status.connections();
    await load.close();
    const measured = { tenants: served.tenants.length, idle, ...turns, connections, rssMiB: service.memoryMiB() };
    console.log(JSON.stringify(measured));
    return measured;
  } finally {
    service.stop();
    await status.end();
  }
}

async function started(served: Served): Promise<{ service: PinnedProcess; serving: Serving }> {
  const program = join(import.meta.dirname, 'tenancy/service.js');
  const service = PinnedProcess.node(1, program, JSON.stringify(served));
  return { service, serving: JSON.parse(await service.line()) as Serving };
}

async function idling(status: ServerStatus, service: PinnedProcess, load: Load, ms: number) {
  const before = service.cpuMs();
  const queries = await status.queriesDuring(() => pause(ms));
  const queriesPerSecond = Math.round((queries * 1_000) / ms);
  return {
    queriesPerSecond,
    cpuShare: Math.round(((service.cpuMs() - before) / ms) * 1_000) / 1_000,
    queriesPerScrape: await status.queriesDuring(() => load.scrape()),
  };
}

/** Of each the best round: others on the machine only ever make it worse. */
async function inTurns(load: Load, tenants: number, requests: number, rounds: number) {
  const [one, all] = [[await load.run(1, requests)], [await load.run(tenants, requests)]];
  for (let round = 0; round < rounds; round += 1) {
    one.push(await load.run(1, requests));
    all.push(await load.run(tenants, requests));
  }
  const best = (of: typeof one) => of.toSorted((a, b) => b.requestsPerSecond - a.requestsPerSecond)[0]!;
  const [alone, spread] = [best(one), best(all)];
  return { alone, spread, toOne: Math.round((spread.requestsPerSecond / alone.requestsPerSecond) * 100) / 100 };
}

function perTenant(value: number, tenants: number): number {
  return Math.round((value / tenants) * 100) / 100;
}
