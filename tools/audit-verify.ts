import { parseArgs } from 'node:util';
import { verify } from '#libs/audit-trail/chain';
import { KeptHeads } from '#libs/audit-trail/kept-heads';
import { notedHeadsOf } from '#libs/audit-trail/noted-heads';
import { entriesOf, trailOf } from '#libs/audit-trail/trail';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { createLogger } from '#libs/observability/logger';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PLATFORM_TENANT } from '#libs/persistence/tenant/tenant-id';
import { clusterPlatform, embeddedPlatform } from '#libs/web/platform/platform';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { services } from '../services/suite/src/services.js';
import { config } from './config.js';

/** `npm run audit:verify -- --tenant all|<id> [--expect <hash>] [--data <folder>]` */
const { values } = parseArgs({
  options: { tenant: { type: 'string' }, expect: { type: 'string' }, data: { type: 'string' } },
});
const { tenant, expect: expected } = values;
if (tenant === undefined || (tenant === 'all' && expected !== undefined)) {
  process.stderr.write('usage: --tenant all|<id> [--expect <hash noted earlier, of one tenant>] [--data <folder>]\n');
  process.exit(2);
}

const env = config();
const logger = createLogger({ service: 'audit-verify', level: env.LOG_LEVEL });
const platform =
  env.PROFILE === 'cluster'
    ? clusterPlatform(env, logger)
    : embeddedPlatform(values.data ?? env.DATA_DIR ?? 'data', 'needs none', logger);
await platform.configCentre.ready();
const known = new TenantDirectory(platform.configCentre).ids().filter((id) => tenant === 'all' || id === tenant);
const keeper = services.find(({ name }) => name === 'common-center')!;
const database = platform.database(withServiceTables(keeper.database));
const kept = new KeptHeads(platform.objectStorage());
let broken = known.length === 0 ? 1 : 0;
if (broken > 0) process.stderr.write(`no tenant ${tenant}\n`);
for (const tenantId of known) {
  const noted = await runAsTenant(PLATFORM_TENANT, async () => notedHeadsOf(await database.reader(), tenantId));
  const heads = [...noted, ...(await kept.of(tenantId))];
  const verdict = await runAsTenant(tenantId, async () => {
    const db = await database.reader();
    const trail = await trailOf(db);
    return verify(trail, entriesOf(db, trail.cutSeq), { hash: expected, heads });
  });
  process.stdout.write(`${JSON.stringify({ tenant: tenantId, ...verdict, notes: heads.length })}\n`);
  if (!verdict.whole) broken += 1;
}
await database.close();
await platform.close();
process.exit(broken === 0 ? 0 : 1);
