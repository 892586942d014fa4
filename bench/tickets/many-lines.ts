import type { Database } from '#libs/persistence/database';

/** Rows of a statement, and statements of a transaction. */
const ROWS = 2_000;
const STATEMENTS = 10;
const START = Date.UTC(2026, 0, 1);
const NEVER = '9999-12-31 00:00:00.000';

export const AGENTS = 100;
export const TEAMS = 10;
const OPEN = ['open', 'open', 'waiting', 'new'];
const PRIORITIES = ['urgent', 'high', 'normal', 'low'];

/** Of all tickets so many have the term: in all of them, in every tenth … */
const TERMS = [
  { term: 'order', every: 1 },
  { term: '退款', every: 2 },
  { term: 'parcel', every: 3 },
  { term: 'late', every: 10 },
  { term: '快递', every: 97 },
  { term: 'zeppelin', every: 5_003 },
] as const;

/** Lines as a year makes them, one in twenty of them open, and their texts in the index; in the order in which they lie. */
export async function manyLines(database: Database, count: number): Promise<void> {
  await insertAll(
    database,
    'ticket_line',
    LINE_COLUMNS,
    rowsOf(count, (n) => lineOf(n, count)),
  );
  await insertAll(
    database,
    'ticket_search_doc',
    'doc, ticketId, words, posted',
    rowsOf(count, (n) => `${n + 1}, '${idOf(n)}', 8, '[]'`),
  );
  const terms = TERMS.map(({ term, every }, at) => `'${term}', ${at + 1}, ${Math.ceil(count / every)}`);
  await insertAll(database, 'ticket_search_term', 'term, id, tickets', terms);
  for (const [at, { every }] of TERMS.entries()) {
    const postings = rowsOf(Math.ceil(count / every), (n) => `${at + 1}, ${n * every + 1}, 1, 0`);
    await insertAll(database, 'ticket_search_posting', 'termId, doc, weight, internal', postings);
  }
}

export function idOf(n: number): string {
  return `0199d2f0-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

const LINE_COLUMNS =
  'ticketId, number, ticketType, customerId, channel, subject, priority, priorityRank, status, assigneeId, teamId, urgedTimes, ' +
  'openedAt, updatedAt, closedAt, dueAt, breached, archived';

/** What views look at; all that is not named is closed. */
export interface SomeLine {
  readonly status: string;
  readonly priority: string;
  readonly assigneeId: string | null;
  readonly teamId: string;
  readonly breached: boolean;
}

export const OPEN_EVERY = 20;

export function someLine(n: number): SomeLine {
  const isOpen = n % OPEN_EVERY === 0;
  return {
    status: isOpen ? OPEN[(n / OPEN_EVERY) % OPEN.length]! : 'closed',
    priority: PRIORITIES[(n * 11 + Math.floor(n / OPEN_EVERY)) % PRIORITIES.length]!,
    assigneeId: isOpen && n % 3 === 0 ? null : `a${(n * 7 + Math.floor(n / OPEN_EVERY)) % AGENTS}`,
    teamId: `t${(n * 3 + Math.floor(n / OPEN_EVERY)) % TEAMS}`,
    breached: isOpen && n % 25 === 0,
  };
}

function lineOf(n: number, count: number): string {
  const { status, priority, assigneeId, teamId, breached } = someLine(n);
  const isOpen = status !== 'closed';
  // A year, however many: the more there are, the closer they lie.
  const opened = START + Math.floor((n / count) * 31_536_000_000);
  const time = (ms: number) => `'${new Date(ms).toISOString().replace('T', ' ').slice(0, 23)}'`;
  const dueAt = isOpen ? time(opened + 86_400_000 + (n % 1_000)) : `'${NEVER}'`;
  const [rank, closed] = [PRIORITIES.indexOf(priority), isOpen ? 'NULL' : time(opened + 3_600_000)];
  return (
    `'${idOf(n)}', 'T-${n}', 'general', '${idOf(n % 5_000)}', 'web', 'Where is my order?', '${priority}', ${rank}, ` +
    `'${status}', ${assigneeId === null ? 'NULL' : `'${assigneeId}'`}, '${teamId}', 0, ${time(opened)}, ` +
    `${time(opened + 3_600_000)}, ${closed}, ${dueAt}, ${breached ? 1 : 0}, 0`
  );
}

function* rowsOf(count: number, row: (n: number) => string): Generator<string> {
  for (let n = 0; n < count; n++) yield row(n);
}

async function insertAll(database: Database, table: string, columns: string, rows: Iterable<string>): Promise<void> {
  let statements: string[] = [];
  let values: string[] = [];
  const write = async (least: number) => {
    if (statements.length < least) return;
    const all = statements;
    statements = [];
    await database.transaction(async (tx) => {
      for (const each of all) await tx.query(each);
    });
  };
  const close = () => {
    if (values.length > 0) statements.push(`INSERT INTO ${table} (${columns}) VALUES (${values.join('), (')})`);
    values = [];
  };
  for (const row of rows) {
    values.push(row);
    if (values.length < ROWS) continue;
    close();
    await write(STATEMENTS);
  }
  close();
  await write(1);
}
