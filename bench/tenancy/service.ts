import { mkdtempSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoSharedCache } from '#libs/cache/shared-cache';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { SystemClock } from '#libs/kernel/clock';
import { InProcessBroker } from '#libs/messaging/in-process-broker';
import { storageInFolder } from '#libs/object-storage/chosen-storage';
import { createLogger } from '#libs/observability/logger';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { masterKeysOf } from '#libs/personal-data/keys/master-keys-of';
import { TestIssuer } from '#libs/testing/doubles/test-issuer';
import { startService } from '#libs/web/http/bootstrap';
import type { Platform } from '#libs/web/platform/platform';
import { ticketCenter } from '../../services/ticket-center/src/service.js';

/** What ticket-center is told here: whose databases are where. */
export interface Served {
  readonly url: string;
  readonly namespace: string;
  readonly tenants: readonly string[];
}

/** What it says when it serves. */
export interface Serving {
  readonly url: string;
  /** For each tenant, in their order. */
  readonly tokens: readonly string[];
}

// ticket-center in a process of its own, for tenants whose databases are there: node service.js '<JSON of Served>'.
const { tenants, ...database } = JSON.parse(process.argv[2]!) as Served;
const secret = 'a secret for benches only';
const logger = createLogger({ service: ticketCenter.name, level: 'warn', destination: process.stderr });
const [clock, registry, broker] = [new SystemClock(), new MemoryRegistry(), new InProcessBroker()];
const configCentre = new FileConfigCentre(undefined, logger);
const issuer = await TestIssuer.create();

const serviceToken = () => {
  const claims = { subject: ticketCenter.name, kind: 'service', permissions: ['service:internal'] } as const;
  return issuer.token(claims, clock.now());
};
const keys = createServer((request, response) => {
  const answered = request.url === '/oauth/token' ? serviceToken() : undefined;
  void Promise.resolve(answered).then((token) => {
    const body = token === undefined ? issuer.jwks() : { access_token: token, token_type: 'Bearer', expires_in: 600 };
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
  });
});
await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
const issuing = { host: '127.0.0.1', port: (keys.address() as AddressInfo).port };
const metadata = { version: '1', contextPath: '/api/v1' };
await registry.register({ id: 'common', service: 'common-center', ...issuing, metadata });

const directory = new TenantDirectory(configCentre);
for (const id of tenants) await directory.publish({ id, name: id, domains: [`${id}.localhost`], status: 'active' });
const platform: Platform = {
  ...{ profile: 'cluster', clock, registry, configCentre, broker, cache: new NoSharedCache() },
  ...{ secret, formerSecrets: [], redis: undefined },
  database: (definition, placement) => new MysqlDatabase(definition, database, placement),
  objectStorage: () => storageInFolder(mkdtempSync(join(tmpdir(), 'switchboard-'))),
  masterKeys: () => masterKeysOf(undefined, [secret]),
  close: () => broker.close(),
};
const { url } = await startService(ticketCenter, { platform, logger, host: '127.0.0.1', port: 0, migrate: false });
const tokens = await Promise.all(
  tenants.map((tenantId) => {
    const claims = { subject: 'mia', kind: 'person', tenantId, permissions: ['ticket:*', 'personal:*'] } as const;
    return issuer.token(claims, clock.now());
  }),
);
const serving: Serving = { url, tokens };
console.log(JSON.stringify(serving));
