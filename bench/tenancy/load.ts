import { runAsTenant } from '#libs/persistence/tenant-context';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';
import { databaseUrl } from '../config.js';
import { caseOf, CaseSchema, inParallel, ROWS_OF_EACH, type Tenants } from './tenants.js';

const CALLERS = 16;
/** Of operations, one in so many writes. */
const WRITES = 5;
const LOOK_EVERY_MS = 50;

export interface Served {
  readonly operationsPerSecond: number;
  readonly cpuMicrosPerOperation: number;
  readonly p99Ms: number;
  readonly mostConnections: number;
  /** After a collection, this process: what it keeps of tenants it has served. */
  readonly heapMiB: number;
  readonly rssMiB: number;
}

/** Reads by key and writes, each in the next tenant, so that hardly two in a row on a connection are of the same. */
export async function serve(tenants: Tenants, operations: number): Promise<Served> {
  const server = await createConnection(databaseUrl().replace(/^mariadb:/, 'mysql:'));
  const connections = watch(server, tenants.prefix);
  const took = new Float64Array(operations);
  const cpu = process.cpuUsage();
  const start = performance.now();
  await inParallel(operations, CALLERS, async (n) => {
    const begun = performance.now();
    await runAsTenant(tenants.ids[n % tenants.ids.length]!, () => operate(tenants, n));
    took[n] = performance.now() - begun;
  });
  const ms = performance.now() - start;
  const used = process.cpuUsage(cpu);
  const mostConnections = await connections.stop();
  await server.end();
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  return {
    operationsPerSecond: Math.round((operations / ms) * 1_000),
    cpuMicrosPerOperation: Math.round((used.user + used.system) / operations),
    p99Ms: Math.round(took.sort()[Math.floor(operations * 0.99)]! * 10) / 10,
    mostConnections,
    heapMiB: Math.round(heapUsed / 2 ** 20),
    rssMiB: Math.round(rss / 2 ** 20),
  };
}

async function operate({ database }: Tenants, n: number): Promise<void> {
  const id = `case-${n % ROWS_OF_EACH}`;
  if (n % WRITES > 0) return void (await (await database.reader()).findOneBy(CaseSchema, { id }));
  await database.transaction((tx) =>
    tx.update(CaseSchema, { id }, { state: n % 2 ? 'open' : 'closed', at: caseOf(n).at }),
  );
}

/** The most connections that ever stood in one of these databases. */
function watch(server: Connection, prefix: string) {
  const sql = 'SELECT COUNT(*) AS n FROM information_schema.processlist WHERE db LIKE ?';
  const over = new AbortController();
  let most = 0;
  const watching = (async () => {
    while (!over.signal.aborted) {
      const [rows] = await server.query<RowDataPacket[]>(sql, [`${prefix}%`]);
      most = Math.max(most, Number(rows[0]!.n));
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  })();
  const stop = async () => {
    over.abort();
    await watching;
    return most;
  };
  return { stop };
}
