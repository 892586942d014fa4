import type { Database } from '#libs/persistence/database';
import { currentTenant } from '#libs/persistence/tenant/tenant-context';
import { eventually } from './eventually.js';

/** What a service asks of a tenant's database and does there. */
export class TenantQuestions {
  #count = 0;

  constructor(database: Database, tenant: string) {
    const reader = database.reader.bind(database);
    database.reader = async () => {
      if (currentTenant() === tenant) this.#count += 1;
      return reader();
    };
    database.onWritten((tenantId) => {
      if (tenantId === tenant) this.#count += 1;
    });
  }

  /** Whoever else asks in the same moment is asked about too, so it is tried again. */
  async noneDuring(round: () => Promise<void>): Promise<void> {
    await eventually('a round without a question', async () => {
      this.#count = 0;
      await round();
      return this.#count === 0;
    });
  }
}
