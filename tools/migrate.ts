import { parseArgs } from 'node:util';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { createLogger } from '#libs/observability/logger';
import { clusterPlatform, embeddedPlatform } from '#libs/web/platform/platform';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { services } from '../services/suite/src/services.js';
import { config } from './config.js';
import { migrateTenants } from './migrate-tenants.js';

const CONCURRENCY = 6;

/** `npm run migrate -- --tenant all|<id> [--service <name>] [--data <folder>]` */
const { values } = parseArgs({
  options: { tenant: { type: 'string' }, service: { type: 'string' }, data: { type: 'string' } },
});
const chosen = services.filter(({ name }) => values.service === undefined || name === values.service);
if (values.tenant === undefined || chosen.length === 0) {
  process.stderr.write(
    `usage: --tenant all|<id> [--service ${services.map(({ name }) => name).join('|')}] [--data <folder>]\n`,
  );
  process.exit(2);
}

const env = config();
const logger = createLogger({ service: 'migrate', level: env.LOG_LEVEL });
const platform =
  env.PROFILE === 'cluster'
    ? clusterPlatform(env, logger)
    : embeddedPlatform(values.data ?? env.DATA_DIR ?? 'data', 'needs none', logger);
await platform.configCentre.ready();
const directory = new TenantDirectory(platform.configCentre);
const known = directory.ids();
const tenantIds = known.filter((id) => values.tenant === 'all' || id === values.tenant);
if (tenantIds.length === 0) {
  process.stderr.write(`no tenant ${values.tenant}; there is: ${known.join(', ')}\n`);
  process.exit(2);
}
const databases = chosen.map(({ name, database }) => ({
  name,
  database: platform.database(withServiceTables(database), directory),
}));
const jobs = databases.flatMap(({ name, database }) =>
  tenantIds.map((tenantId) => ({ service: name, tenantId, database })),
);

const { migrated, current, failed } = await migrateTenants(jobs, CONCURRENCY, showProgress);
await Promise.all(databases.map(({ database }) => database.close()));
await platform.close();
process.stdout.write(`${migrated} migrated, ${current} up to date already, ${failed.length} failed\n`);
for (const { service, tenantId, reason } of failed) process.stderr.write(`${service}, tenant ${tenantId}: ${reason}\n`);
process.exit(failed.length === 0 ? 0 : 1);

function showProgress(done: number, of: number): void {
  if (!process.stderr.isTTY && done < of) return;
  const filled = Math.round((done / of) * 30);
  process.stderr.write(`\r[${'#'.repeat(filled)}${'.'.repeat(30 - filled)}] ${done}/${of}${done === of ? '\n' : ''}`);
}
