import type { IncomingMessage, ServerResponse } from 'node:http';
import { newId } from '#libs/kernel/id';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from '../gateway-in-test.js';
import type { Answer } from '../http-client.js';
import { answerJson, type StubUpstream } from '../stub-upstream.js';
import { CASE, CASE_DESCRIBED } from './a-case-view.js';

export type Handle = (request: IncomingMessage, response: ServerResponse) => void;
export interface PartView {
  readonly status: string;
  readonly data?: unknown;
  readonly problem?: unknown;
  readonly on?: string;
  readonly because?: string;
}
export type Parts = Record<string, PartView>;

interface Seeing {
  readonly query?: string;
  readonly token?: string;
  readonly headers?: Record<string, string>;
  readonly host?: string;
}

/** What all parts of a case take. */
export const ALL = ['case:read', 'owner:read', 'order:read', 'note:read'];

/** A gateway with views of cases before a service that has them: in each test a case of its own, asked for by mia. */
export class CaseViews {
  id = newId(new Date());
  token = '';

  private constructor(
    readonly gateway: GatewayInTest,
    public service: StubUpstream,
  ) {}

  static async start(): Promise<CaseViews> {
    const gateway = await GatewayInTest.start();
    await gateway.tenant('globex');
    const service = await gateway.upstream('case-center', {
      'GET /api/v1/cases/{id}': { permission: 'case:read', described: CASE_DESCRIBED },
      'POST /api/v1/cases/{id}/close': { permission: 'case:read', handle: answerJson({}) },
      'GET /api/v1/owners/{id}': { permission: 'owner:read' },
      'GET /api/v1/orders': { permission: 'order:read' },
      'POST /api/v1/order-questions': { permission: 'order:read' },
      'GET /api/v1/notes': { permission: 'note:read' },
      'GET /api/v1/odd': { permission: 'case:read' },
    });
    const views = new CaseViews(gateway, service);
    await views.declare('case', CASE);
    const path = `/api/v1/views/case/${views.id}`;
    await eventually('the view is served', async () => (await gateway.send('GET', path)).status !== 404);
    return views;
  }

  /** Another case, which nobody has seen, an hour later. */
  async renew(): Promise<void> {
    this.id = newId(new Date());
    this.gateway.clock.advance({ hours: 1 });
    this.token = await this.gateway.token(ALL);
    this.answers(`/api/v1/cases/${this.id}`, {
      id: this.id,
      version: 1,
      ownerId: 'mia',
      orderId: null,
      secret: 'x',
      lines: [{ n: 1, secret: 'y' }],
    });
    this.answers('/api/v1/owners/mia', { id: 'mia', name: 'Mia' });
    this.answers('/api/v1/orders', { items: [{ number: 'A-1' }] });
    this.answers('/api/v1/order-questions', { items: ['why?'] });
    this.answers('/api/v1/notes', { items: [] });
    this.answers('/api/v1/odd', {});
    this.service.asked.length = 0;
  }

  stop(): Promise<void> {
    return this.gateway.stop();
  }

  declare(name: string, definition: object): Promise<void> {
    return this.gateway.configure(`gateway/views/${name}`, definition);
  }

  handles(path: string, handle: Handle): void {
    const template = path.startsWith('/api/v1/cases/') ? '/api/v1/cases/{id}' : path.replace('/mia', '/{id}');
    const method = path === '/api/v1/order-questions' ? 'POST' : 'GET';
    const permission =
      { cases: 'case:read', owners: 'owner:read', notes: 'note:read', odd: 'case:read' }[path.split('/')[3]!] ??
      'order:read';
    const described = permission === 'case:read' && template.endsWith('{id}') ? { described: CASE_DESCRIBED } : {};
    this.service.offer(`${method} ${template}`, { permission, handle, ...described });
  }

  answers(path: string, body: unknown, status = 200, headers: Record<string, string> = {}): void {
    this.handles(path, answerJson(body, status, headers));
  }

  /** How often what was asked since the test began. */
  asked(path = ''): number {
    return this.service.asked.filter(({ url }) => url!.startsWith(`/api/v1/${path}`)).length;
  }

  see(name: string, of = this.id, sent: Seeing = {}): Promise<Answer> {
    const { query = '?wait=full', token = this.token, headers = {}, host = 'acme.localhost' } = sent;
    return this.gateway.send('GET', `/api/v1/views/${name}/${of}${query}`, { token, headers, host });
  }

  async partsOf(name: string, query = '?wait=full'): Promise<Parts> {
    return (await this.see(name, this.id, { query })).json.parts as Parts;
  }

  async publish(type: string, named: object, tenantid = 'acme', subject = newId(new Date())): Promise<void> {
    const event = { type, tenantid, subject, time: this.gateway.clock.now().toISOString(), data: named };
    await this.gateway.broker.publish([
      { id: newId(new Date()), topic: 'ticket-events', key: subject, body: JSON.stringify(event) },
    ]);
  }
}
