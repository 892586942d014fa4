import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DestinationStream, Logger } from 'pino';
import { eventContracts } from '#libs/contracts/event-catalogue';
import { PlatformEnvironment } from '#libs/discovery/config/platform-environment';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import { OutboxSchema } from '#libs/messaging/outbox';
import { newMasterKey } from '#libs/sealing/master-keys';
import { createLogger } from '#libs/observability/logger';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { realPart } from '#libs/testing/real-parts/real-parts';
import { outsideAddressesSetting } from '#libs/web/outside/outside-address';
import { clusterPlatform, embeddedPlatform, type Platform } from '#libs/web/platform/platform';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { dropTopics, ensureTopics } from '../../../deploy/local/parts.mjs';
import { DEMO_PASSWORD } from '../src/demo.js';
import { services } from '../src/services.js';
import { startGateway } from '../../gateway/src/service.js';
import { startSuite, type RunningSuite } from '../src/suite.js';

export type Profile = 'embedded' | 'cluster';

const SECRET = 'a secret for tests only';

interface World {
  readonly platform: Platform;
  readonly redis?: { readonly url: string; readonly namespace: string };
  /** The same, as another process of the installation has it. */
  readonly another?: () => Platform;
  cleanUp(): Promise<void>;
}

/** The whole suite in a spec: embedded in a folder of its own, or on the real parts in a namespace of its own. */
export class SuiteInTest {
  readonly #doors: (() => Promise<void>)[] = [];

  private constructor(
    readonly suite: RunningSuite,
    private readonly world: World,
    private readonly logger: Logger,
  ) {}

  /** @param log where every line of it goes; without one only what is fatal is said */
  static async start(profile: Profile, log?: DestinationStream): Promise<SuiteInTest> {
    const level = log ? 'trace' : 'fatal';
    const logger = createLogger({ service: 'suite', level, ...(log && { destination: log }) });
    const around = await world(profile, logger);
    const { platform, redis } = around;
    const loggerOf = () => logger;
    const suite = await startSuite({
      platform,
      loggerOf,
      host: '127.0.0.1',
      port: 0,
      migrate: true,
      ...(redis ? { redis } : {}),
    });
    return new SuiteInTest(suite, around, logger);
  }

  /** Another gateway, with connections of its own, as in another process; on the real parts only. @returns its base URL */
  async anotherDoor(): Promise<string> {
    const { another, redis } = this.world;
    if (!another) throw new Error('everything is in one process');
    const platform = another();
    const { logger } = this;
    const options = { platform, logger, host: '127.0.0.1', port: 0, broker: platform.broker };
    const gateway = await startGateway({ ...options, ...(redis ? { redis } : {}) });
    this.#doors.push(async () => {
      await gateway.stop();
      await platform.close();
    });
    return gateway.url;
  }

  /** Somebody at a tenant's door, not logged in. */
  at(host: string): ApiClient {
    return new ApiClient(this.suite.gateway.url, { host });
  }

  async person(login: string, host = 'localhost'): Promise<ApiClient> {
    const { body } = await this.at(host).post<{ accessToken: string }>('/api/v1/auth/login', {
      login,
      password: DEMO_PASSWORD,
    });
    return new ApiClient(this.suite.gateway.url, { host, authorization: `Bearer ${body.accessToken}` });
  }

  async machine(id: string, host = 'localhost'): Promise<ApiClient> {
    const credentials = { grant_type: 'client_credentials', client_id: id, client_secret: `${id}-demo-secret` };
    const { body } = await this.at(host).post<{ access_token: string }>('/api/v1/auth/token', credentials);
    return new ApiClient(this.suite.gateway.url, { host, authorization: `Bearer ${body.access_token}` });
  }

  /** Waits until no outbox of any service holds an event: everything that follows from what was done has been published. */
  async settled(): Promise<void> {
    await eventually('all outboxes are empty', async () => (await this.#waiting()) === 0, {
      within: 30_000,
      every: 20,
    });
  }

  /** Every event from now on, as the broker is given it. */
  async published(): Promise<readonly string[]> {
    const bodies: string[] = [];
    for (const topic of new Set([...eventContracts.values()].map((contract) => contract.topic)))
      await this.world.platform.broker.subscribe(topic, 'spec', async ({ body }) => void bodies.push(body));
    return bodies;
  }

  /** Lets systems of the spec itself be called, as an operator opens what is inside. */
  async openLoopback(): Promise<void> {
    const { key } = outsideAddressesSetting;
    await this.world.platform.configCentre.set(key, JSON.stringify({ everyone: ['127.0.0.1/32'] }));
  }

  async stop(): Promise<void> {
    for (const close of this.#doors) await close();
    await this.suite.stop();
    await this.world.cleanUp();
    await this.world.platform.close();
  }

  async #waiting(): Promise<number> {
    const tenants = new TenantDirectory(this.world.platform.configCentre).ids();
    let waiting = 0;
    for (const { app } of this.suite.services) {
      const database = app.get(Database);
      for (const tenant of tenants) {
        waiting += await runAsTenant(tenant, async () => (await database.reader()).count(OutboxSchema));
      }
    }
    return waiting;
  }
}

async function world(profile: Profile, logger: Logger): Promise<World> {
  if (profile === 'embedded') {
    const folder = await mkdtemp(join(tmpdir(), 'switchboard-suite-'));
    const cleanUp = () => rm(folder, { recursive: true, force: true });
    const platform = embeddedPlatform(folder, SECRET, logger);
    return { platform, cleanUp };
  }
  const namespace = `e2e${Math.random().toString(36).slice(2, 8)}-`;
  await ensureTopics(namespace);
  const objects = await mkdtemp(join(tmpdir(), 'switchboard-objects-'));
  const env = PlatformEnvironment.parse({
    PROFILE: 'cluster',
    NAMESPACE: namespace,
    DB_URL: `mariadb://root:switchboard@${realPart('mariadb').endpoint}`,
    ROCKETMQ_ENDPOINTS: realPart('rocketmq').endpoint,
    CONSUL_URL: `http://${realPart('consul').endpoint}`,
    REDIS_URL: `redis://${realPart('redis').endpoint}`,
    SERVICE_SECRET: SECRET,
    OBJECT_STORAGE_URL: `file://${objects}`,
    OBJECT_STORAGE_MASTER_KEYS: newMasterKey('test'),
  });
  const platform = clusterPlatform(env, logger);
  const cleanUp = async () => {
    await dropDatabases(platform);
    await dropTopics(namespace);
    await rm(objects, { recursive: true, force: true });
  };
  const another = () => clusterPlatform(env, logger);
  return { platform, another, cleanUp, redis: { url: env.REDIS_URL!, namespace } };
}

async function dropDatabases(platform: Platform): Promise<void> {
  const tenants = new TenantDirectory(platform.configCentre).ids();
  for (const service of services) {
    const database = platform.database(withServiceTables(service.database));
    for (const tenant of tenants) await database.drop(tenant);
    await database.close();
  }
}
