import type { Clock } from '#libs/kernel/clock';
import type { Database } from '#libs/persistence/database';
import { OutboxSchema } from './outbox.js';

/** How many events of the current tenant wait. */
export async function outboxDepth(database: Database): Promise<number> {
  return (await database.reader()).count(OutboxSchema);
}

/** Since how many seconds the oldest waiting event of the current tenant does; 0 when none waits. */
export async function outboxLagSeconds(database: Database, clock: Clock): Promise<number> {
  const db = await database.reader();
  const [oldest] = await db.find(OutboxSchema, { order: { createdAt: 'ASC', id: 'ASC' }, take: 1 });
  return oldest ? Math.max(0, clock.ms() - oldest.createdAt.getTime()) / 1_000 : 0;
}
