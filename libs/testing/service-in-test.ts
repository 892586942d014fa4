import { issuerStub } from './doubles/issuer-stub.js';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NoSharedCache } from '#libs/cache/shared-cache';
import type { Envelope } from '#libs/contracts/envelope';
import type { DataOf, EventContract } from '#libs/contracts/event-contract';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import type { ScopedPermissions } from '#libs/kernel/data-scope';
import { newId } from '#libs/kernel/id';
import { InProcessBroker } from '#libs/messaging/in-process-broker';
import { OutboxSchema } from '#libs/messaging/outbox';
import { storageInFolder } from '#libs/object-storage/chosen-storage';
import { createLogger } from '#libs/observability/logger';
import { Database, type DatabaseDefinition } from '#libs/persistence/database';
import { SqliteDatabase } from '#libs/persistence/sqlite/sqlite-database';
import { masterKeysOf } from '#libs/personal-data/keys/master-keys-of';
import { newTraceparent, runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { TenantPlacement } from '#libs/persistence/tenant/tenant-placement';
import { startService, type RunningService } from '#libs/web/http/bootstrap';
import { forwardedFields } from '#libs/web/http/forwarded-fields';
import { GatewaySeal } from '#libs/web/access/gateway-seal';
import { outsideAddressesSetting } from '#libs/web/outside/outside-address';
import type { Platform } from '#libs/web/platform/platform';
import type { ServiceDefinition } from '#libs/web/platform/service-definition';
import { ApiClient } from './api-client.js';
import { eventually } from './eventually.js';
import { FakeClock } from './fake-clock.js';
import { RecordingBroker } from './doubles/recording-broker.js';
import { StubService } from './doubles/stub-service.js';
import { TestIssuer } from './doubles/test-issuer.js';

const ISSUER = 'common-center';
const SECRET = 'a secret for tests only';

export interface TestOptions {
  /** `acme` unless said otherwise; callers are of the first. */
  readonly tenants?: readonly string[];
  /** Where it keeps what it knows; SQLite in a folder of its own unless said otherwise. */
  readonly databases?: {
    make(definition: DatabaseDefinition, placement?: TenantPlacement): Database;
    /** Called once it has stopped. */
    remove(): Promise<void>;
  };
}

/** Who calls, in a test. */
export interface Caller {
  readonly subject?: string;
  readonly kind?: 'person' | 'client' | 'service' | 'visitor';
  readonly tenant?: string;
  /** Whose data; the whole tenant's unless said otherwise. */
  readonly dataScope?: ScopedPermissions;
  /** Sees personal data only as masks; others in a spec see it as it is, with `personal:*`. */
  readonly masked?: boolean;
}

export interface Publish {
  readonly tenant?: string;
  readonly subject?: string;
  /** Publish the same event again: the id it had. */
  readonly id?: string;
  readonly time?: string;
}

/** One real service on the embedded profile: HTTP, SQLite in a folder of its own, a clock that stands still. */
export class ServiceInTest {
  private constructor(
    readonly running: RunningService,
    readonly clock: FakeClock,
    readonly tenants: readonly string[],
    private readonly parts: {
      readonly registry: MemoryRegistry;
      readonly broker: RecordingBroker;
      readonly issuer: TestIssuer;
      readonly stubs: Map<string, StubService>;
      readonly closeWorld: () => Promise<void>;
    },
  ) {}

  static async start(service: ServiceDefinition, options: TestOptions = {}): Promise<ServiceInTest> {
    const { tenants = ['acme'], databases } = options;
    const folder = await mkdtemp(join(tmpdir(), 'switchboard-'));
    const clock = new FakeClock();
    const logger = createLogger({ service: service.name, level: 'fatal' });
    const registry = new MemoryRegistry();
    const configCentre = new FileConfigCentre(undefined, logger);
    const broker = new RecordingBroker(new InProcessBroker());
    const issuer = await TestIssuer.create();
    const stubs = new Map<string, StubService>();
    if (service.name !== ISSUER) stubs.set(ISSUER, await issuerStub(registry, issuer, clock));
    const platform: Platform = {
      profile: 'embedded',
      clock,
      registry,
      configCentre,
      broker,
      cache: new NoSharedCache(),
      secret: SECRET,
      formerSecrets: [],
      redis: undefined,
      database: (definition, placement) =>
        databases?.make(definition, placement) ?? new SqliteDatabase(definition, folder),
      objectStorage: () => storageInFolder(folder),
      masterKeys: () => masterKeysOf(undefined, ['a secret for tests only']),
      close: () => broker.close(),
    };
    const directory = new TenantDirectory(configCentre);
    for (const id of tenants) await directory.publish({ id, name: id, domains: [`${id}.localhost`], status: 'active' });
    const closeWorld = async () => {
      await platform.close();
      for (const stub of stubs.values()) await stub.stop();
      await databases?.remove();
      await rm(folder, { recursive: true, force: true });
    };
    const running = await startService(service, { platform, logger, host: '127.0.0.1', port: 0, migrate: true }).catch(
      async (error: unknown) => {
        await closeWorld();
        throw error;
      },
    );
    return new ServiceInTest(running, clock, tenants, { registry, broker, issuer, stubs, closeWorld });
  }

  /** A caller with these permissions, e.g. `as('ticket:open', 'ticket:read')`. */
  as(...permissions: string[]): Promise<ApiClient> {
    return this.asCaller({}, ...permissions);
  }

  async asCaller(
    { subject = 'mia', kind = 'person', tenant = this.tenants[0], dataScope, masked = false }: Caller,
    ...permissions: string[]
  ): Promise<ApiClient> {
    const scoped = dataScope && { dataScope };
    const token = await this.token({ subject, kind, tenant, masked, ...scoped }, ...permissions);
    return new ApiClient(this.running.url, {
      authorization: `Bearer ${token}`,
      ...(kind === 'service' && tenant !== undefined ? { 'x-switchboard-tenant': tenant } : {}),
    });
  }

  /** What a caller shows; valid for an hour. */
  token(caller: Caller, ...given: string[]) {
    const { subject = 'mia', kind = 'person', tenant = this.tenants[0], masked = false, ...scoped } = caller;
    const permissions = masked ? given : [...given, 'personal:*'];
    const claims = { subject, kind, permissions, ...scoped, ...(kind === 'service' ? {} : { tenantId: tenant }) };
    return this.parts.issuer.token(claims, this.clock.now());
  }

  /** What the gateway sends along of where a request came from. */
  cameFrom(address: string): Record<string, string> {
    return forwardedFields(address, `${this.tenants[0]}.localhost`, new GatewaySeal([SECRET], this.clock));
  }

  /** Someone without a token. */
  anonymous(headers: Readonly<Record<string, string>> = {}): ApiClient {
    return new ApiClient(this.running.url, headers);
  }

  /** Delivers an event as if another service had sent it, and waits until it and what follows from it were handled. */
  async publish<Contract extends EventContract>(
    contract: Contract,
    data: DataOf<Contract>,
    options: Publish = {},
  ): Promise<string> {
    const {
      tenant = this.tenants[0]!,
      id = newId(this.clock.now()),
      subject = id,
      time = this.clock.now().toISOString(),
    } = options;
    const envelope: Envelope = {
      specversion: '1.0',
      id,
      source: '/test',
      type: contract.type,
      subject,
      time,
      datacontenttype: 'application/json',
      tenantid: tenant,
      traceparent: newTraceparent(),
      data,
    };
    await this.parts.broker.publish([{ id, topic: contract.topic, key: subject, body: JSON.stringify(envelope) }]);
    await this.settled();
    return id;
  }

  /** Every event that left the service or was delivered to it, in order. */
  events(type?: string): Envelope[] {
    return this.parts.broker.published.filter((event) => type === undefined || event.type === type);
  }

  /** Waits until nothing is left in any outbox: every event, and what followed from it, was handled. */
  async settled(): Promise<void> {
    const database = this.running.app.get(Database);
    await eventually(
      'the outbox is empty',
      async () => {
        for (const tenant of this.tenants) {
          const waiting = await runAsTenant(tenant, async () => (await database.reader()).count(OutboxSchema));
          if (waiting > 0) return false;
        }
        return true;
      },
      { every: 5 },
    );
  }

  /** Another service, as the test wants it to answer. */
  async remote(name: string): Promise<StubService> {
    const known = this.parts.stubs.get(name);
    if (known) return known;
    const stub = await StubService.start(name, this.parts.registry);
    this.parts.stubs.set(name, stub);
    return stub;
  }

  /** Lets systems of the spec itself be called, as an operator opens what is inside; nothing else of it. */
  async openLoopback(): Promise<void> {
    const { key } = outsideAddressesSetting;
    await this.running.app.get(ConfigCentre).set(key, JSON.stringify({ everyone: ['127.0.0.1/32'] }));
  }

  async stop(): Promise<void> {
    await this.running.stop();
    await this.parts.closeWorld();
  }
}

/** Starts one service for a spec; stop it afterwards. */
export function startForTest(service: ServiceDefinition, options?: TestOptions): Promise<ServiceInTest> {
  return ServiceInTest.start(service, options);
}
