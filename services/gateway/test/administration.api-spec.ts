import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { GatewayInTest } from './gateway-in-test.js';

let gateway: GatewayInTest;

beforeAll(async () => {
  gateway = await GatewayInTest.start();
});
afterAll(() => gateway.stop());

describe('health', () => {
  it('is live from the start, and ready once there is something to serve', async () => {
    const live = await gateway.send('GET', '/health/live', { host: 'anything' });
    const before = await gateway.send('GET', '/health/ready');
    await gateway.upstream('ticket-center', {
      'GET /api/v1/tickets/{id}': { permission: 'ticket:read' },
      'GET /api/v1/prices': { described: { operationId: 'listPrices' } },
    });
    await eventually('it is ready', async () => (await gateway.send('GET', '/health/ready')).status === 200);

    expect(live).toMatchObject({ status: 200, json: { status: 'ok' } });
    expect(before).toMatchObject({ status: 503, json: { code: 'not-ready' } });
  });
});

describe('the API pages', () => {
  it('describe what is served', async () => {
    const { json, headers } = await gateway.send('GET', '/openapi.json');

    expect(headers['content-type']).toMatch(/^application\/json/);
    expect(json).toMatchObject({
      openapi: '3.1.0',
      paths: {
        '/api/v1/tickets/{id}': { get: { 'x-permission': 'ticket:read' } },
        '/api/v1/prices': { get: { 'x-public': true, operationId: 'listPrices' } },
      },
    });
  });

  it('show it to people, with nothing from elsewhere', async () => {
    const page = await gateway.send('GET', '/docs');
    const parts = Array.from(page.text.matchAll(/(?:src|href)="([^"]*)"/g), ([, part]) => part!);
    const loaded = await Promise.all(parts.map((part) => gateway.send('GET', part)));

    expect(page.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(parts).toContain('/docs/swagger-ui-bundle.js');
    expect(loaded.map(({ status }) => status)).toEqual(parts.map(() => 200));
    expect(loaded.every(({ text }) => text.length > 500)).toBe(true);
  });

  it.each(['/docs/package.json', '/docs/..%2fpackage.json', '/docs/index.html'])(
    'have no other parts: %s',
    async (path) => {
      expect((await gateway.send('GET', path)).status).toBeGreaterThanOrEqual(400);
    },
  );
});

describe('the metrics', () => {
  it('count requests by service, route and status, never by path', async () => {
    const token = await gateway.token(['ticket:read']);
    await gateway.send('GET', '/api/v1/tickets/one-of-many', { token });
    await gateway.send('GET', '/api/v1/nothing/one-of-many', { token });

    const text = await gateway.metrics();
    const counted = Array.from(
      text.matchAll(/gateway_request_seconds_count\{.*upstream="(.*)",route="(.*)",status="(.*?)".*\}/g),
      ([, ...labels]) => labels.join(' '),
    );
    expect(counted).toContain('ticket-center GET /api/v1/tickets/{id} 2xx');
    expect(counted).toContain('none none 4xx');
    expect(text).not.toContain('one-of-many');
  });

  it('count who is limited', async () => {
    const once = { name: 'once', per: ['caller'], algorithm: 'sliding-window', limit: 1, windowMs: 60_000 };
    await gateway.configure('gateway/limits', { rules: [once] });
    for (let n = 0; n < 3; n += 1) await gateway.send('GET', '/api/v1/prices');
    const text = await gateway.metrics();

    expect(text).toContain('switchboard_gateway_limited_total{by="once",service="gateway"} 2');
  });

  it('tell size and age of the route table', async () => {
    gateway.clock.advance({ seconds: 42 });
    const text = await gateway.metrics();

    expect(text).toContain('switchboard_gateway_route_count{upstream="ticket-center",service="gateway"} 2');
    expect(text).toContain('switchboard_gateway_route_age_seconds{service="gateway"} 42');
  });
});
