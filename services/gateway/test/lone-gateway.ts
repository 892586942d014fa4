import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { InProcessBroker } from '#libs/messaging/in-process-broker';
import { SystemClock } from '#libs/kernel/clock';
import { createLogger } from '#libs/observability/logger';
import { startTracing } from '#libs/observability/tracing';
import { TestIssuer } from '#libs/testing/doubles/test-issuer';
import { startGateway } from '../src/service.js';

// A gateway in a process of its own before one service, for measuring: node lone-gateway.js http://127.0.0.1:<port>
// [<JSON of values for the config centre> [<JSON of OutsideParts>]].
// Everything is on; the limits are only too wide to be met. Prints where it is and a token that it takes.
const WIDE = ['caller', 'tenant'].map((by) => ({
  name: by,
  per: [by],
  algorithm: 'token-bucket',
  perSecond: 1_000_000,
  burst: 10_000_000,
}));
/** What it has beside itself; absent: it counts limits for itself, and traces end here. */
export interface OutsideParts {
  readonly redis?: { readonly url: string; readonly namespace: string };
  /** Base URL of an OTLP/HTTP collector. */
  readonly traces?: string;
}

const { hostname: host, port } = new URL(process.argv[2]!);
const { redis, traces } = JSON.parse(process.argv[4] ?? '{}') as OutsideParts;
const clock = new SystemClock();
const logger = createLogger({ service: 'gateway', level: 'warn', destination: process.stderr });
const registry = new MemoryRegistry();
const configCentre = new FileConfigCentre(undefined, logger);
const issuer = await TestIssuer.create();
const keys = createServer((_, response) => response.end(JSON.stringify({ ...issuer.jwks(), paths: {} })));
await new Promise<void>((resolve) => keys.listen(0, '127.0.0.1', resolve));
const metadata = { version: '1', contextPath: '/api/v1' };
const issuing = {
  id: 'common',
  service: 'common-center',
  host: '127.0.0.1',
  port: (keys.address() as AddressInfo).port,
};
await registry.register({ ...issuing, metadata });
await registry.register({ id: 'upstream', service: 'upstream', host, port: Number(port), metadata });
await new TenantDirectory(configCentre).publish({ id: 'acme', name: 'acme', domains: ['localhost'], status: 'active' });
await configCentre.set('gateway/limits', JSON.stringify({ rules: WIDE }));
const configured = JSON.parse(process.argv[3] ?? '{}') as Record<string, unknown>;
for (const [key, value] of Object.entries(configured)) await configCentre.set(key, JSON.stringify(value));
const platform = { clock, registry, configCentre, secret: 'a secret for tests only' };
await startTracing({ endpoint: traces, service: 'gateway', logger });
const { url } = await startGateway({
  platform,
  logger,
  host: '127.0.0.1',
  port: 0,
  broker: new InProcessBroker(),
  ...(redis && { redis }),
});
const claims = {
  subject: 'mia',
  kind: 'person',
  tenantId: 'acme',
  permissions: ['ticket:*', 'contact:*', 'view:*'],
} as const;
console.log(JSON.stringify({ url, token: await issuer.token(claims, clock.now()) }));
