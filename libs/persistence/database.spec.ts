import { describe, expect, it } from '@jest/globals';
import { QueryFailedError, type EntityManager } from 'typeorm';
import { Database } from './database.js';
import { currentContext, runAsTenant } from './tenant/tenant-context.js';

const DEADLOCK = failed({ errno: 1213 });
const LOCK_WAIT_TIMEOUT = failed({ errno: 1205 });
const BUSY = failed({ code: 'SQLITE_BUSY_SNAPSHOT' });

/** Fails at the commit with what it is given, then commits. */
class FailingDatabase extends Database {
  readonly locksRows = true;
  readonly committed = async () => ({}) as EntityManager;
  readonly provision = async () => undefined;
  readonly schemaState = async () => 'current' as const;
  readonly drop = this.provision;
  readonly ping = this.provision;
  readonly close = this.provision;

  constructor(private readonly failures: Error[]) {
    super();
  }

  protected override async inTransaction<T>(work: (tx: EntityManager) => Promise<T>): Promise<T> {
    const result = await work({} as EntityManager);
    const failure = this.failures.shift();
    if (failure) throw failure;
    return result;
  }
}

describe('a unit of work that the database made give way', () => {
  const attempt = async (failures: Error[], nested = false) => {
    const database = new FailingDatabase([...failures]);
    const happened = { runs: 0, commits: 0 };
    const work = async () => {
      happened.runs++;
      currentContext()!.unitOfWork!.afterCommit(() => happened.commits++);
      return happened.runs;
    };
    const outer = nested ? () => database.transaction(work) : work;
    const result = await runAsTenant('acme', () => database.transaction(outer)).catch((error: unknown) => error);
    return { result, ...happened };
  };

  it.each([
    ['a deadlock', DEADLOCK],
    ['a lock wait timeout', LOCK_WAIT_TIMEOUT],
    ['a busy file', BUSY],
  ])('runs again after %s, and tells who waits for the commit once', async (_what, failure) => {
    expect(await attempt([failure, failure])).toEqual({ result: 3, runs: 3, commits: 1 });
  });

  it('runs again as a whole when the failure was in a part that joined', async () => {
    expect(await attempt([DEADLOCK], true)).toEqual({ result: 2, runs: 2, commits: 1 });
  });

  it('gives up after a few times, and throws what the database said', async () => {
    const failures = Array.from({ length: 10 }, () => DEADLOCK);
    expect(await attempt(failures)).toEqual({ result: DEADLOCK, runs: 6, commits: 0 });
  });

  it('runs once when anything else failed', async () => {
    const duplicate = failed({ errno: 1062 });
    expect(await attempt([duplicate])).toEqual({ result: duplicate, runs: 1, commits: 0 });
    const boom = new Error('boom');
    expect(await attempt([boom])).toEqual({ result: boom, runs: 1, commits: 0 });
  });
});

function failed(driverError: { errno?: number; code?: string }): QueryFailedError {
  return new QueryFailedError('UPDATE jar', [], Object.assign(new Error('no'), driverError));
}
