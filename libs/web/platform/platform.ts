import { join } from 'node:path';
import { RedisCache } from '#libs/cache/redis-cache';
import { NoSharedCache, type SharedCache } from '#libs/cache/shared-cache';
import type { ConfigCentre } from '#libs/discovery/config/config-centre';
import { ConsulConfigCentre } from '#libs/discovery/config/consul-config-centre';
import { ConsulRegistry } from '#libs/discovery/registry/consul-registry';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import type { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import type { ServiceRegistry } from '#libs/discovery/registry/service-registry';
import type { Clock } from '#libs/kernel/clock';
import { SystemClock } from '#libs/kernel/clock';
import type { Broker } from '#libs/messaging/broker';
import { InProcessBroker } from '#libs/messaging/in-process-broker';
import { RocketMqBroker } from '#libs/messaging/rocketmq/rocketmq-broker';
import { storageInFolder, storageOf } from '#libs/object-storage/chosen-storage';
import type { ObjectStorage } from '#libs/object-storage/object-storage';
import { masterKeysOf } from '#libs/personal-data/keys/master-keys-of';
import type { Database } from '#libs/persistence/database';
import { type DatabaseDefinition } from '#libs/persistence/database';
import { MysqlDatabase } from '#libs/persistence/mysql/mysql-database';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import { masterKeysOfFile } from '#libs/sealing/key-file';
import type { MasterKeys } from '#libs/sealing/master-keys';
import type { TenantPlacement } from '#libs/persistence/tenant/tenant-placement';
import type { Logger } from 'pino';
import type { RedisPlace } from '#libs/cache/redis-place';

/** The outside world of a process: all that differs between the profiles. Several services may share one. */
export interface Platform {
  readonly profile: 'embedded' | 'cluster';
  readonly clock: Clock;
  readonly registry: ServiceRegistry;
  readonly configCentre: ConfigCentre;
  readonly broker: Broker;
  readonly cache: SharedCache;
  /** What its instances are told apart by beside their version. */
  readonly labels?: Readonly<Record<string, string>> | undefined;
  readonly secret: string;
  /** What it was before. */
  readonly formerSecrets: readonly string[];
  /** Where it meets the other processes of its service; undefined: there are none. */
  readonly redis: RedisPlace | undefined;
  /** @param placement which database server a tenant is on; without it all are on the first */
  database(definition: DatabaseDefinition, placement?: TenantPlacement): Database;
  /** @throws Error when the environment does not say where objects are kept. */
  objectStorage(): ObjectStorage;
  /** What the keys of the tenants are sealed with. */
  masterKeys(): MasterKeys;
  close(): Promise<void>;
}

/** Everything in this process; state in files under `dataDir`. */
export function embeddedPlatform(
  dataDir: string,
  secret: string,
  logger: Logger,
  clock: Clock = new SystemClock(),
): Platform {
  const registry = new MemoryRegistry();
  const configCentre = new FileConfigCentre(join(dataDir, 'config.json'), logger);
  const broker = new InProcessBroker();
  return {
    profile: 'embedded',
    clock,
    registry,
    configCentre,
    broker,
    cache: new NoSharedCache(),
    secret,
    formerSecrets: [],
    redis: undefined,
    database: (definition) => new SqliteDatabase(definition, join(dataDir, definition.context)),
    objectStorage: () => storageInFolder(dataDir),
    masterKeys: () => masterKeysOfFile(join(dataDir, 'personal-data.key')),
    close: () => closeAll(broker, registry, configCentre),
  };
}

/** The real parts, as the environment names them. */
export function clusterPlatform(env: PlatformEnvironment, logger: Logger): Platform {
  const consul = { url: env.CONSUL_URL!, namespace: env.NAMESPACE };
  const registry = new ConsulRegistry(consul, logger);
  const configCentre = new ConsulConfigCentre(consul, logger);
  const broker = new RocketMqBroker({ endpoints: env.ROCKETMQ_ENDPOINTS!, namespace: env.NAMESPACE, logger });
  const clock = new SystemClock();
  const cache = new RedisCache(env.REDIS_URL!, env.NAMESPACE, logger);
  return {
    profile: 'cluster',
    clock,
    registry,
    configCentre,
    broker,
    cache,
    labels: env.INSTANCE_LABELS,
    secret: env.SERVICE_SECRET!,
    formerSecrets: env.FORMER_SERVICE_SECRETS,
    redis: { url: env.REDIS_URL!, namespace: env.NAMESPACE },
    database: (definition, placement) =>
      new MysqlDatabase(definition, { url: env.DB_URL!, servers: env.DB_SERVERS, namespace: env.NAMESPACE }, placement),
    objectStorage: () => storageOf(env, clock),
    masterKeys: () => masterKeysOf(env.PERSONAL_DATA_MASTER_KEYS, [env.SERVICE_SECRET!, ...env.FORMER_SERVICE_SECRETS]),
    close: () => closeAll(broker, cache, registry, configCentre),
  };
}

async function closeAll(...parts: { close(): Promise<void> }[]): Promise<void> {
  await Promise.all(parts.map((part) => part.close()));
}
