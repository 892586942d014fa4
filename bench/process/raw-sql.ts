import { setTimeout as pause } from 'node:timers/promises';
import { createConnection, type Connection, type RowDataPacket } from 'mysql2/promise';

/** What one transaction wrote, as it was sent. */
export interface RawTransaction {
  /** When it began, in ms from the first. */
  readonly atMs: number;
  readonly statements: readonly string[];
}

interface Logged extends RowDataPacket {
  readonly atMs: number;
  readonly thread: number;
  readonly statement: string;
}

/** Of connections that use the database: the log is the whole server's. */
const LOGGED = `SELECT UNIX_TIMESTAMP(event_time) * 1000 AS atMs, thread_id AS thread, CONVERT(argument USING utf8mb4) AS statement
  FROM mysql.general_log WHERE command_type = 'Query'
  AND thread_id IN (SELECT id FROM information_schema.processlist WHERE db = ?) ORDER BY event_time`;

/** The transactions that wrote something to the database while `work` ran, in the order they began, out of the server's own log. */
export async function recorded(url: string, database: string, work: () => Promise<unknown>): Promise<RawTransaction[]> {
  const server = await createConnection(url);
  try {
    await server.query("SET GLOBAL log_output = 'TABLE'");
    await server.query('TRUNCATE mysql.general_log');
    await server.query('SET GLOBAL general_log = ON');
    await work();
    await server.query('SET GLOBAL general_log = OFF');
    const [rows] = await server.query<Logged[]>(LOGGED, [database]);
    return transactionsOf(rows);
  } finally {
    await server.query('SET GLOBAL general_log = OFF');
    await server.query('TRUNCATE mysql.general_log');
    await server.end();
  }
}

function transactionsOf(rows: readonly Logged[]): RawTransaction[] {
  const begun: { atMs: number; statements: string[] }[] = [];
  const running = new Map<number, string[]>();
  for (const { atMs, thread, statement } of rows) {
    if (statement === 'START TRANSACTION') {
      running.set(thread, []);
      begun.push({ atMs: Number(atMs), statements: running.get(thread)! });
    } else if (statement === 'COMMIT') running.delete(thread);
    else if (/^(INSERT|UPDATE|DELETE) /.test(statement)) running.get(thread)?.push(statement);
  }
  const wrote = begun.filter(({ statements }) => statements.length > 0);
  const first = wrote[0]?.atMs ?? 0;
  return wrote.map(({ atMs, statements }) => ({ atMs: atMs - first, statements }));
}

/** Sends recorded transactions again, as they were sent or in one trip each: what the database alone can do. */
export class RawLanes {
  private constructor(private readonly lanes: readonly Connection[]) {}

  static async open(url: string, database: string, lanes: number): Promise<RawLanes> {
    const options = { uri: url, database, multipleStatements: true };
    const connections = await Promise.all(Array.from({ length: lanes }, () => createConnection(options)));
    for (const each of connections) await each.query('SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED');
    return new RawLanes(connections);
  }

  /** Seconds for all of them, one after the other on each lane. */
  async flood(transactions: readonly RawTransaction[], oneTrip = false): Promise<number> {
    let next = 0;
    const start = performance.now();
    await this.#onEach(async (lane) => {
      while (next < transactions.length) await send(lane, transactions[next++]!, oneTrip);
    });
    return (performance.now() - start) / 1_000;
  }

  /** Milliseconds from when each was sent the first time to its commit now. */
  async steady(transactions: readonly RawTransaction[]): Promise<number[]> {
    const latencies: number[] = [];
    let next = 0;
    const start = performance.now();
    await this.#onEach(async (lane) => {
      while (next < transactions.length) {
        const transaction = transactions[next++]!;
        const due = start + transaction.atMs;
        if (due > performance.now()) await pause(due - performance.now());
        await send(lane, transaction);
        latencies.push(performance.now() - due);
      }
    });
    return latencies;
  }

  async close(): Promise<void> {
    await this.#onEach((lane) => lane.end());
  }

  async #onEach(work: (lane: Connection) => Promise<void>): Promise<void> {
    await Promise.all(this.lanes.map(work));
  }
}

async function send(lane: Connection, { statements }: RawTransaction, oneTrip = false): Promise<void> {
  const all = ['START TRANSACTION', ...statements, 'COMMIT'];
  if (oneTrip) await lane.query(all.join(';'));
  else for (const statement of all) await lane.query(statement);
}
