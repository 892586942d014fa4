import { readRows, selectRows } from '#libs/persistence/rows/plain-rows';
import { In, type EntityManager } from 'typeorm';
import type { WholeLine } from './line-of-ticket.js';
import { LineValueSchema, TicketLineSchema, type TicketLineRow } from './ticket-line.schema.js';

/** Behind the lock of its row, where the database locks any; until it is let go nobody counts the line. */
export async function lockedLine(tx: EntityManager, ticketId: string, locksRows: boolean): Promise<WholeLine | null> {
  const [row] = await readRows(tx, TicketLineSchema, { ticketId }, { forUpdate: locksRows });
  return row ? (await withValues(tx, [row]))[0]! : null;
}

/** The next behind a ticket, in order, behind their locks. */
export async function lockedLinesBehind(
  tx: EntityManager,
  ticketId: string,
  count: number,
  locksRows: boolean,
): Promise<WholeLine[]> {
  const rest = `WHERE ticketId > ? ORDER BY ticketId ASC LIMIT ${count}${locksRows ? ' FOR UPDATE' : ''}`;
  return withValues(tx, await selectRows(tx, TicketLineSchema, rest, [ticketId]));
}

async function withValues(tx: EntityManager, rows: readonly TicketLineRow[]): Promise<WholeLine[]> {
  if (rows.length === 0) return [];
  const found = await tx.findBy(LineValueSchema, { ticketId: In(rows.map(({ ticketId }) => ticketId)) });
  const values = Map.groupBy(found, ({ ticketId }) => ticketId);
  return rows.map((row) => ({ row, values: values.get(row.ticketId) ?? [] }));
}
