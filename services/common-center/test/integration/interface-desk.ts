import type { InterfaceAnswer } from '#libs/contracts/common-center/integration/integration-api';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import type { ApiClient } from '#libs/testing/api-client';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';
import { ScriptedSystem } from './scripted-system.js';

export interface InterfaceView {
  id: string;
  version: number;
  live: number | null;
  latest: number;
  draft: { baseUrl: string; operations: Record<string, unknown> };
  problems: { operation: string | null; message: string }[];
}
export interface Call {
  id: string;
  outcome: string;
  code: string | null;
  cached: boolean;
  attempts: number;
  caller: string;
  request: unknown;
  answer: unknown;
}

export const OPENED = { tenants: { acme: ['127.0.0.1/32'] } };
export const GET_ORDER = {
  method: 'GET',
  path: '/orders/{number}',
  input: { type: 'object', properties: { number: { type: 'string' } }, required: ['number'] },
  request: { path: { number: '=upper case(input.number)' }, query: { lang: 'en' } },
  response: { result: { total: '=body.total', buyer: '=body.customer.name' } },
};
export const CANCEL = {
  method: 'POST',
  path: '/cancellations',
  request: { body: { order: '=input.number', by: 'agent' } },
};
export const OPERATIONS = { get: GET_ORDER, cancel: CANCEL };

/** Two tenants before one system outside, which has an order and takes cancellations. */
export class InterfaceDesk {
  #drafts = 0;

  private constructor(
    readonly service: ServiceInTest,
    readonly center: CommonCenterInTest,
    readonly system: ScriptedSystem,
    public admin: ApiClient,
    public inner: ApiClient,
  ) {}

  static async start(service: ServiceInTest): Promise<InterfaceDesk> {
    const center = await CommonCenterInTest.of(service);
    for (const tenant of ['acme', 'globex']) await center.register(tenant);
    await service.running.app.get(ConfigCentre).set('outside-addresses', JSON.stringify(OPENED));
    const system = await ScriptedSystem.start();
    return new InterfaceDesk(service, center, system, await center.asPerson('acme'), await center.asService('acme'));
  }

  /** Before each: tokens end with the clock. */
  async renew(): Promise<void> {
    this.admin = await this.center.asPerson('acme');
    this.inner = await this.center.asService('acme');
    this.system.asked.length = 0;
    this.system.answers('GET', '/orders/SO-1', () => ({
      body: { total: 9.5, customer: { name: '王小明', phone: '13800001234' } },
    }));
    this.system.answers('POST', '/cancellations', () => ({ status: 201, body: { done: true } }));
  }

  async stop(): Promise<void> {
    await this.service.stop();
    await this.system.stop();
  }

  draft(document: object = {}): Promise<InterfaceView & { code: string }> {
    const code = `orders-${(this.#drafts += 1)}`;
    const whole = { baseUrl: this.system.url, operations: OPERATIONS, ...document };
    const made = { code, name: 'Orders', document: whole };
    return ok(this.admin.post<InterfaceView & { code: string }>('/api/v1/interfaces', made));
  }

  async published(document: object = {}, secrets: Record<string, string> = {}) {
    const made = await this.draft(document);
    for (const [name, value] of Object.entries(secrets))
      await ok(this.admin.put(`/api/v1/interfaces/${made.id}/secrets/${name}`, { value }));
    await ok(this.admin.post(`/api/v1/interfaces/${made.id}/publish`, {}));
    return made;
  }

  call(code: string, operation: string, args: object, more: object = {}): Promise<InterfaceAnswer> {
    const path = `/internal/interfaces/${code}/operations/${operation}/calls`;
    return ok(this.inner.post<InterfaceAnswer>(path, { arguments: args, caller: 'process', ...more }));
  }

  /** Of the last hour. */
  statistics(id: string): Promise<object> {
    const now = this.service.clock.ms();
    const [from, to] = [new Date(now - 3_600_000).toISOString(), new Date(now + 1_000).toISOString()];
    return ok(this.admin.get<object>(`/api/v1/interfaces/${id}/statistics?from=${from}&to=${to}`));
  }

  async log(id: string, query = ''): Promise<Call[]> {
    return (await ok(this.admin.get<{ items: Call[] }>(`/api/v1/interfaces/${id}/calls${query}`))).items;
  }
}
