import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RedisPlace } from '#libs/cache/redis-place';
import { NoSharedCache } from '#libs/cache/shared-cache';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { SystemClock } from '#libs/kernel/clock';
import { InProcessBroker } from '#libs/messaging/in-process-broker';
import { createLogger } from '#libs/observability/logger';
import { storageInFolder } from '#libs/object-storage/chosen-storage';
import { masterKeysOf } from '#libs/personal-data/keys/master-keys-of';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { startService, type RunningService } from '#libs/web/http/bootstrap';
import { callCenter } from '../../src/service.js';

export interface ChatNodeOptions {
  readonly database: { readonly url: string; readonly namespace: string; readonly connections?: number };
  readonly redis: RedisPlace;
  /** `http://host:port` of who signs tokens. */
  readonly issuer: string;
}

/** The tenant of every chat node. */
export const TENANT = 'acme';

/** One of several processes of call-center: MariaDB and Redis are shared, events stay inside. */
export async function startChatNode({ database, redis, issuer }: ChatNodeOptions): Promise<RunningService> {
  const logger = createLogger({ service: 'call-center', level: 'fatal' });
  const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
  const registry = new MemoryRegistry();
  const configCentre = new FileConfigCentre(undefined, logger);
  const broker = new InProcessBroker();
  const { hostname: host, port } = new URL(issuer);
  const metadata = { version: '1', contextPath: '/api/v1' };
  await registry.register({ id: 'issuer', service: 'common-center', host, port: Number(port), metadata });
  const entry = { id: TENANT, name: TENANT, domains: [`${TENANT}.localhost`], status: 'active' as const };
  await new TenantDirectory(configCentre).publish(entry);
  const platform = {
    profile: 'cluster' as const,
    clock: new SystemClock(),
    registry,
    configCentre,
    broker,
    cache: new NoSharedCache(),
    secret: 'a secret for tests only',
    formerSecrets: [],
    redis,
    objectStorage: () => storageInFolder(folder),
    masterKeys: () => masterKeysOf(undefined, ['a secret for tests only']),
    database: (definition: ConstructorParameters<typeof MysqlDatabase>[0]) => new MysqlDatabase(definition, database),
    close: () => broker.close(),
  };
  const running = await startService(callCenter, { platform, logger, host: '127.0.0.1', port: 0, migrate: true });
  const stop = async () => {
    await running.stop();
    await platform.close();
    await rm(folder, { recursive: true, force: true });
  };
  return { ...running, stop };
}
