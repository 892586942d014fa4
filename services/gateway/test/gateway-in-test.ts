import { FileConfigCentre } from '#libs/discovery/config/file-config-centre';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import { TenantDirectory, type TenantEntry } from '#libs/discovery/tenant-directory';
import { InProcessBroker } from '#libs/messaging/in-process-broker';
import { createLogger } from '#libs/observability/logger';
import { FakeClock } from '#libs/testing/fake-clock';
import { TestIssuer, type TokenClaims } from '#libs/testing/doubles/test-issuer';
import type { GatewayLimits, GatewayOptions } from '../src/options.js';
import { startGateway, type RunningGateway } from '../src/service.js';
import { send, type Answer, type Sent } from './http-client.js';
import { answerJson, StubUpstream, type Offer, type UpstreamOptions } from './stub-upstream.js';

/** A real gateway on a port of its own, with stubs for the services; its clock stands still. */
export class GatewayInTest {
  readonly #upstreams: StubUpstream[] = [];
  #stopped: Promise<void> | undefined;
  /** Signs tokens, and offers what common-center does. */
  common!: StubUpstream;
  /** Log-ins that common-center says are over. */
  readonly ended: string[] = [];

  private constructor(
    readonly running: RunningGateway,
    readonly clock: FakeClock,
    readonly registry: MemoryRegistry,
    readonly configCentre: FileConfigCentre,
    readonly issuer: TestIssuer,
    readonly broker: InProcessBroker,
    /** What it logged from level warn on. */
    readonly logged: readonly Record<string, unknown>[],
  ) {}

  static async start(
    limits: Partial<GatewayLimits> = {},
    redis?: GatewayOptions['redis'],
    clock = new FakeClock(),
  ): Promise<GatewayInTest> {
    const logged: Record<string, unknown>[] = [];
    const destination = { write: (line: string) => void logged.push(JSON.parse(line) as Record<string, unknown>) };
    const logger = createLogger({ service: 'gateway', level: 'warn', destination });
    const registry = new MemoryRegistry();
    const configCentre = new FileConfigCentre(undefined, logger);
    const issuer = await TestIssuer.create();
    const broker = new InProcessBroker();
    const metrics = { host: '127.0.0.1', port: 0 };
    const platform = { clock, registry, configCentre, secret: 'a secret for tests only' };
    const running = await startGateway({
      platform,
      logger,
      host: '127.0.0.1',
      port: 0,
      redis,
      broker,
      limits,
      metrics,
    });
    const gateway = new GatewayInTest(running, clock, registry, configCentre, issuer, broker, logged);
    await gateway.tenant('acme');
    await gateway.#startIssuer();
    return gateway;
  }

  /** `host:port` of the gateway. */
  get address(): string {
    return new URL(this.running.url).host;
  }

  async tenant(id: string, status: TenantEntry['status'] = 'active'): Promise<void> {
    const entry = { id, name: id, domains: [`${id}.localhost`], status };
    await new TenantDirectory(this.configCentre).publish(entry);
  }

  /** Starts a service; the gateway finds it a moment later. */
  async upstream(
    service: string,
    offers: Readonly<Record<string, Offer>>,
    options?: UpstreamOptions,
  ): Promise<StubUpstream> {
    const upstream = await StubUpstream.start(this.registry, service, offers, options);
    this.#upstreams.push(upstream);
    return upstream;
  }

  /** A token of a person of acme, unless it says otherwise. */
  token(permissions: readonly string[], claims: Partial<TokenClaims> = {}): Promise<string> {
    const person = { subject: 'mia', kind: 'person', tenantId: 'acme' } as const;
    return this.issuer.token({ ...person, ...claims, permissions }, this.clock.now());
  }

  /** As an anonymous client of acme, unless it says otherwise. */
  send(method: string, path: string, sent: Sent = {}): Promise<Answer> {
    return send(this.address, method, path, { host: 'acme.localhost', ...sent });
  }

  /** As Prometheus reads them. */
  async metrics(): Promise<string> {
    return (await fetch(this.running.metricsUrl!)).text();
  }

  async configure(key: string, value: unknown): Promise<void> {
    await this.configCentre.set(key, JSON.stringify(value));
  }

  /** The gateway alone; the services go on. */
  stopGateway(): Promise<void> {
    return (this.#stopped ??= this.running.stop());
  }

  async stop(): Promise<void> {
    await this.stopGateway();
    await Promise.all(this.#upstreams.map((upstream) => upstream.kill()));
  }

  async #startIssuer(): Promise<void> {
    const { issuer, clock } = this;
    const common = await this.upstream('common-center', {
      'GET /.well-known/jwks.json': { handle: answerJson(issuer.jwks()) },
      'GET /internal/ended-access': { handle: (...asked) => answerJson({ ended: this.ended, missing: [] })(...asked) },
    });
    this.common = common;
    common.offer('POST /oauth/token', {
      handle: (request, response) => {
        const body: Buffer[] = [];
        request.on('data', (chunk: Buffer) => body.push(chunk));
        request.once('end', () => {
          const { scope = 'everything' } = JSON.parse(Buffer.concat(body).toString()) as { scope?: string };
          const claims = { subject: 'gateway', kind: 'service', permissions: [scope] } as const;
          void issuer.token(claims, clock.now()).then((access_token) => {
            answerJson({ access_token, token_type: 'Bearer', expires_in: 600 })(null, response);
          });
        });
      },
    });
  }
}
