import type { Connection, RowDataPacket } from 'mysql2/promise';

/** A transaction that is open for longer makes the seal fail, and so be tried again. */
const LOCK_WAIT_SECONDS = 10;

/** Where the tables of a database are while it moves. */
export function sealedName(database: string): string {
  return `${database}__sealed`;
}

/**
 * Takes a database away from whoever still writes to it: all its tables go to a database beside it. The server waits for the
 * transactions that have used them, and lets none in afterwards: whether a process has heard of the move or not does not
 * matter. Safe to repeat.
 */
export async function seal(server: Connection, database: string): Promise<void> {
  const sealed = sealedName(database);
  await server.query(`CREATE DATABASE IF NOT EXISTS \`${sealed}\` CHARACTER SET utf8mb4 COLLATE utf8mb4_bin`);
  await moveTables(server, database, sealed);
}

/** Gives it back, when the move was given up. Safe to repeat. */
export async function unseal(server: Connection, database: string): Promise<void> {
  const sealed = sealedName(database);
  await moveTables(server, sealed, database);
  await server.query(`DROP DATABASE IF EXISTS \`${sealed}\``);
}

async function moveTables(server: Connection, from: string, to: string): Promise<void> {
  const sql = `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = ? AND table_type = 'BASE TABLE'`;
  const [tables] = await server.query<RowDataPacket[]>(sql, [from]);
  if (tables.length === 0) return;
  const renamings = tables.map(({ name }) => `\`${from}\`.\`${name}\` TO \`${to}\`.\`${name}\``);
  await server.query(`SET SESSION lock_wait_timeout = ${LOCK_WAIT_SECONDS}`);
  await server.query(`RENAME TABLE ${renamings.join(', ')}`);
}
