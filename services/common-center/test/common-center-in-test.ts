import { ApiClient, type ApiAnswer } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { SERVICE_SECRET } from '#libs/web/access/service-secret';
import { commonCenter } from '../src/service.js';

const KEEPERS = ['call-center', 'ticket-center', 'operations-center'];
const ADMIN = { login: 'admin', password: 'admin-password' };

interface Registration {
  readonly accounts?: readonly object[];
  readonly clients?: readonly object[];
}

/** common-center with its own tokens: whoever calls in a spec has logged in. The other services are stubs. */
export class CommonCenterInTest {
  private constructor(readonly service: ServiceInTest) {}

  static async start(): Promise<CommonCenterInTest> {
    return CommonCenterInTest.of(await startForTest(commonCenter, { tenants: ['acme', 'globex'] }));
  }

  /** Of a service that was started for two tenants. */
  static async of(service: ServiceInTest): Promise<CommonCenterInTest> {
    const center = new CommonCenterInTest(service);
    for (const tenant of ['platform', 'acme', 'globex']) await center.keepersProvision(tenant);
    return center;
  }

  async keepersProvision(tenant: string): Promise<void> {
    for (const name of KEEPERS) {
      const keeper = await this.service.remote(name);
      keeper.answers('PUT', `/internal/tenants/${tenant}`, () => null);
    }
  }

  /** What one of the other services was asked. */
  async askedOf(name: string): Promise<string[]> {
    return (await this.service.remote(name)).asked.map(({ method, path }) => `${method} ${path}`);
  }

  /** A tenant that lives, with its administrator and whoever else is given. */
  async register(id: string, more: Registration = {}): Promise<void> {
    const registration = { name: id, domains: [`${id}.localhost`], admin: ADMIN, ...more };
    const suite = await this.asService();
    await ok(suite.put(`/internal/tenant-registrations/${id}`, registration));
  }

  serviceToken(form: Record<string, string> = {}): Promise<ApiAnswer<{ access_token: string; scope: string }>> {
    const client_secret = this.service.running.app.get<string>(SERVICE_SECRET);
    const body = { grant_type: 'client_credentials', client_id: 'suite', client_secret, ...form };
    return this.service.anonymous().post('/oauth/token', body);
  }

  async asService(tenant?: string, form: Record<string, string> = {}): Promise<ApiClient> {
    const { access_token } = await ok(this.serviceToken(form));
    return this.#with(access_token, tenant === undefined ? {} : { 'x-switchboard-tenant': tenant });
  }

  /** Somebody nobody knows yet, as the gateway passes them on. */
  asStranger(tenant: string): Promise<ApiClient> {
    return this.asService(tenant, { client_id: 'gateway', scope: 'public' });
  }

  async asPerson(tenant: string, login = ADMIN.login, password = ADMIN.password): Promise<ApiClient> {
    const stranger = await this.asStranger(tenant);
    const { accessToken } = await ok(stranger.post<{ accessToken: string }>('/api/v1/auth/login', { login, password }));
    return this.#with(accessToken);
  }

  async asClient(tenant: string, id: string, secret: string): Promise<ApiClient> {
    const stranger = await this.asStranger(tenant);
    const body = { grant_type: 'client_credentials', client_id: id, client_secret: secret };
    const { access_token } = await ok(stranger.post<{ access_token: string }>('/api/v1/auth/token', body));
    return this.#with(access_token);
  }

  stop(): Promise<void> {
    return this.service.stop();
  }

  #with(token: string, headers: Record<string, string> = {}): ApiClient {
    return new ApiClient(this.service.running.url, { authorization: `Bearer ${token}`, ...headers });
  }
}

/** The body of an answer that must not be a refusal. */
export async function ok<Body>(answering: Promise<ApiAnswer<Body>>): Promise<Body> {
  const { status, body } = await answering;
  if (status >= 400) throw new Error(`${status}: ${JSON.stringify(body)}`);
  return body;
}
