import type { EntityManager, QueryRunner } from 'typeorm';

/** Runs the work in one transaction of the runner, and releases the runner. */
export async function inOneTransaction<T>(
  runner: QueryRunner,
  work: (tx: EntityManager) => Promise<T>,
  isolation?: 'REPEATABLE READ',
): Promise<T> {
  try {
    await runner.startTransaction(isolation);
    const result = await untilSettled(runner, work);
    await runner.commitTransaction();
    return result;
  } catch (error) {
    // A failed rollback says nothing new; the connection it leaves behind is the driver's business.
    if (runner.isTransactionActive) await runner.rollbackTransaction().catch(() => undefined);
    throw error;
  } finally {
    await runner.release();
  }
}

/**
 * Once the work has settled its manager takes nothing more: a statement of something that was not awaited, such as the
 * other half of a Promise.all, would run behind COMMIT or ROLLBACK and so outside of every transaction.
 */
async function untilSettled<T>(runner: QueryRunner, work: (tx: EntityManager) => Promise<T>): Promise<T> {
  let settled = false;
  const own = Object.create(runner, { isReleased: { get: () => settled } }) as QueryRunner;
  try {
    return await work(runner.dataSource.createEntityManager(own));
  } finally {
    settled = true;
  }
}
