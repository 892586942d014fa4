import type { EntitySubscriberInterface } from 'typeorm';
import type { PooledConnection } from './tenant-switch.js';

type AfterQuery = Parameters<NonNullable<EntitySubscriberInterface['afterQuery']>>[0];

/** ER_NO_DB_ERROR, ER_BAD_DB_ERROR, ER_NO_SUCH_TABLE: the database it stands in may be gone. */
const NOWHERE = new Set([1046, 1049, 1146]);

/**
 * Destroys a connection that may not go back to the pool: one that still runs a statement nobody waits for any more, one
 * whose transaction did not end, one whose database was dropped by someone else.
 */
export class DoubtfulConnections implements EntitySubscriberInterface {
  async afterQuery({ success, error, query, queryRunner }: AfterQuery): Promise<void> {
    if (success) return;
    const { code, errno } = error as { code?: string; errno?: number };
    const timedOut = code === 'PROTOCOL_SEQUENCE_TIMEOUT';
    const unended = query === 'COMMIT' || query === 'ROLLBACK';
    if (!timedOut && !unended && !NOWHERE.has(errno ?? 0)) return;
    ((await queryRunner.connect()) as PooledConnection).destroy();
  }
}
