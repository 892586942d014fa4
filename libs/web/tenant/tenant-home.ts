import { nextCount } from '#libs/persistence/rows/counter';
import type { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';

/** The program is older than the database, or the database is behind and may not be migrated here. */
export class SchemaRefused extends Error {}

/** Keeps the databases of one service in step with the tenants there are. */
export class TenantHome {
  constructor(
    private readonly database: Database,
    private readonly seed: () => Promise<void>,
  ) {}

  async provision(tenantId: string): Promise<void> {
    await this.database.provision(tenantId);
    await this.#seed(tenantId);
  }

  /**
   * Before serving: every tenant's schema is one this program knows.
   * @throws SchemaRefused
   */
  async open(tenantIds: readonly string[], migrate: boolean): Promise<void> {
    for (const tenantId of tenantIds) {
      const state = await this.database.schemaState(tenantId);
      if (state === 'unknown') throw new SchemaRefused(`the schema of tenant ${tenantId} is newer than this program`);
      if (state !== 'current' && !migrate)
        throw new SchemaRefused(`the schema of tenant ${tenantId} is ${state}: run npm run migrate -- --tenant all`);
      if (state !== 'current') await this.database.provision(tenantId);
      await this.#seed(tenantId);
    }
  }

  /** Processes that start at once seed one after the other: the row of the counter stays locked until it is committed. */
  async #seed(tenantId: string): Promise<void> {
    if (tenantId === PLATFORM_TENANT) return;
    const seedInTurn = async () => {
      await nextCount(this.database, 'seeds');
      await this.seed();
    };
    await runAsTenant(tenantId, () => this.database.transaction(seedInTurn));
  }
}
