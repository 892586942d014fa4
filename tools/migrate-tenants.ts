import type { Database } from '#libs/persistence/database';

/** One database to bring up to date. */
export interface MigrationJob {
  readonly service: string;
  readonly tenantId: string;
  readonly database: Pick<Database, 'schemaState' | 'provision'>;
}

export interface MigrationReport {
  readonly migrated: number;
  /** Were up to date already. */
  readonly current: number;
  readonly failed: readonly { readonly service: string; readonly tenantId: string; readonly reason: string }[];
}

/**
 * Brings every database up to date, `concurrency` at a time. One that fails stops no other; running it again goes on with
 * those that are still behind.
 */
export async function migrateTenants(
  jobs: readonly MigrationJob[],
  concurrency: number,
  progress: (done: number, of: number) => void,
): Promise<MigrationReport> {
  const failed: MigrationReport['failed'][number][] = [];
  let [migrated, current, done] = [0, 0, 0];
  const queue = [...jobs];
  async function work(): Promise<void> {
    for (let job = queue.shift(); job; job = queue.shift()) {
      const outcome = await migrate(job);
      if (outcome === 'migrated') migrated++;
      else if (outcome === 'current') current++;
      else failed.push({ service: job.service, tenantId: job.tenantId, reason: outcome.message });
      progress(++done, jobs.length);
    }
  }
  await Promise.all(Array.from({ length: concurrency }, work));
  return { migrated, current, failed };
}

async function migrate({ tenantId, database }: MigrationJob): Promise<'migrated' | 'current' | Error> {
  try {
    const state = await database.schemaState(tenantId);
    if (state === 'current') return 'current';
    if (state === 'unknown') return new Error('its schema is newer than this program');
    await database.provision(tenantId);
    return 'migrated';
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
