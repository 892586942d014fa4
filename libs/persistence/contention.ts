import { QueryFailedError } from 'typeorm';

/** InnoDB: ER_LOCK_DEADLOCK and ER_LOCK_WAIT_TIMEOUT. */
const GAVE_WAY = new Set([1213, 1205]);

/** Whether the database made this transaction give way to another: nothing of it happened, and it may be run again. */
export function isContention(error: unknown): boolean {
  if (!(error instanceof QueryFailedError)) return false;
  const { code, errno } = error.driverError as { code?: string; errno?: number };
  return (errno !== undefined && GAVE_WAY.has(errno)) || (code?.startsWith('SQLITE_BUSY') ?? false);
}
