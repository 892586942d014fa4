import { TenantHasNoDatabase } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';

/** One after the other: a scrape is in no hurry, requests are. A tenant without a database has no backlog. */
export async function ofEachTenant(tenantIds: readonly string[], measure: () => Promise<number>): Promise<number[]> {
  const values: number[] = [];
  for (const tenantId of tenantIds) {
    try {
      values.push(await runAsTenant(tenantId, measure));
    } catch (error) {
      if (!(error instanceof TenantHasNoDatabase)) throw error;
    }
  }
  return values;
}
