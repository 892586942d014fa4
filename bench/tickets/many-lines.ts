import type { Database } from '#libs/persistence/database';

/** Rows of a statement, and statements of a transaction. */
const ROWS = 2_000;
const STATEMENTS = 10;
const START = Date.UTC(2026, 0, 1);
const NEVER = '9999-12-31 00:00:00.000';

export const AGENTS = 100;
export const TEAMS = 10;
const OPEN = ['open', 'open', 'waiting', 'new'];
const PRIORITIES = ['urgent', 'high', 'normal', 'normal', 'low'];

/** Of all tickets so many have the term: in all of them, in every tenth … */
export const TERMS = [
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

function lineOf(n: number, count: number): string {
  const isOpen = n % 20 === 0;
  const status = isOpen ? OPEN[(n / 20) % OPEN.length]! : 'closed';
  const rank = n % PRIORITIES.length;
  // A year, however many: the more there are, the closer they lie.
  const opened = START + Math.floor((n / count) * 31_536_000_000);
  const time = (ms: number) => `'${new Date(ms).toISOString().replace('T', ' ').slice(0, 23)}'`;
  const [agent, team] = [`'a${(n * 7) % AGENTS}'`, `'t${(n * 3) % TEAMS}'`];
  const assignee = isOpen && n % 3 === 0 ? 'NULL' : agent;
  const dueAt = isOpen ? time(opened + 86_400_000 + (n % 1_000)) : `'${NEVER}'`;
  const closed = isOpen ? 'NULL' : time(opened + 3_600_000);
  return (
    `'${idOf(n)}', 'T-${n}', 'general', '${idOf(n % 5_000)}', 'web', 'Where is my order?', '${PRIORITIES[rank]!}', ${rank}, ` +
    `'${status}', ${assignee}, ${team}, 0, ${time(opened)}, ${time(opened + 3_600_000)}, ${closed}, ${dueAt}, ${isOpen && n % 5 === 0 ? 1 : 0}, 0`
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
