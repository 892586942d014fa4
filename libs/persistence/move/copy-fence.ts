import type { Connection, RowDataPacket } from 'mysql2/promise';

/** Stands in a database that is being filled, and names the only copy that may write to it. */
export const COPY_FENCE = 'copy_fence';

/** A later copy has begun, or the last has ended: this one may write no more. */
export class CopyOvertaken extends Error {}

/** From now on only the copy of this id may write. */
export async function raiseFence(server: Connection, database: string, copyId: string): Promise<void> {
  const fence = `\`${database}\`.${COPY_FENCE}`;
  await server.query(`CREATE TABLE IF NOT EXISTS ${fence} (id INT PRIMARY KEY, copyId VARCHAR(64) NOT NULL)`);
  await server.query(`REPLACE INTO ${fence} VALUES (1, ?)`, [copyId]);
}

/** Within the transaction that writes. @throws CopyOvertaken */
export async function requireFence(server: Connection, database: string, copyId: string): Promise<void> {
  const sql = `SELECT copyId FROM \`${database}\`.${COPY_FENCE} WHERE id = 1 FOR UPDATE`;
  const [rows] = await server.query<RowDataPacket[]>(sql);
  if (rows[0]?.copyId !== copyId) throw new CopyOvertaken('a later copy has begun');
}

/** The database is the tenant's own now: a copy that was forgotten finds no fence, and fails. */
export async function removeFence(server: Connection, database: string): Promise<void> {
  await server.query(`DROP TABLE IF EXISTS \`${database}\`.${COPY_FENCE}`);
}
