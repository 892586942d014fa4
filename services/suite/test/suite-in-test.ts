import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DestinationStream } from 'pino';
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
import { realPart } from '#libs/testing/real-parts';
import { outsideAddressesSetting } from '#libs/web/outside/outside-address';
import { clusterPlatform, embeddedPlatform, type Platform } from '#libs/web/platform/platform';
import { withServiceTables } from '#libs/web/platform/service-schema';
import { dropTopics, ensureTopics } from '../../../deploy/local/parts.mjs';
import { DEMO_PASSWORD } from '../src/demo.js';
import { services } from '../src/services.js';
import { startSuite, type RunningSuite } from '../src/suite.js';

export type Profile = 'embedded' | 'cluster';

const SECRET = 'a secret for tests only';

/** The whole suite in a spec: embedded in a folder of its own, or on the real parts in a namespace of its own. */
export class SuiteInTest {
  private constructor(
    readonly suite: RunningSuite,
    private readonly platform: Platform,
    private readonly cleanUp: () => Promise<void>,
  ) {}

  /** @param log where every line of it goes; without one only what is fatal is said */
  static async start(profile: Profile, log?: DestinationStream): Promise<SuiteInTest> {
    const level = log ? 'trace' : 'fatal';
    const logger = createLogger({ service: 'suite', level, ...(log && { destination: log }) });
    const { platform, cleanUp, redis } = await world(profile, logger);
    const loggerOf = () => logger;
    const suite = await startSuite({
      platform,
      loggerOf,
      host: '127.0.0.1',
      port: 0,
      migrate: true,
      ...(redis ? { redis } : {}),
    });
    return new SuiteInTest(suite, platform, cleanUp);
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
      await this.platform.broker.subscribe(topic, 'spec', async ({ body }) => void bodies.push(body));
    return bodies;
  }

  /** Lets systems of the spec itself be called, as an operator opens what is inside. */
  async openLoopback(): Promise<void> {
    const { key } = outsideAddressesSetting;
    await this.platform.configCentre.set(key, JSON.stringify({ everyone: ['127.0.0.1/32'] }));
  }

  async stop(): Promise<void> {
    await this.suite.stop();
    await this.cleanUp();
    await this.platform.close();
  }

  async #waiting(): Promise<number> {
    const tenants = new TenantDirectory(this.platform.configCentre).ids();
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

async function world(profile: Profile, logger: ReturnType<typeof createLogger>) {
  if (profile === 'embedded') {
    const folder = await mkdtemp(join(tmpdir(), 'switchboard-suite-'));
    const cleanUp = () => rm(folder, { recursive: true, force: true });
    return { platform: embeddedPlatform(folder, SECRET, logger), cleanUp, redis: undefined };
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
  return { platform, cleanUp, redis: { url: env.REDIS_URL!, namespace } };
}

async function dropDatabases(platform: Platform): Promise<void> {
  const tenants = new TenantDirectory(platform.configCentre).ids();
  for (const service of services) {
    const database = platform.database(withServiceTables(service.database));
    for (const tenant of tenants) await database.drop(tenant);
    await database.close();
  }
}
