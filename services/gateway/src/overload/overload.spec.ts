import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OverloadSettings } from '#libs/contracts/settings/gateway-overload';
import { Metrics } from '#libs/observability/metrics';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { Overload } from './overload.js';
import { requestKind } from './request-kind.js';

const operation = { service: 'a', method: 'GET', template: '/api/v1/a/{id}', permission: undefined };

describe('a gateway with too much to do', () => {
  let settings: OverloadSettings;
  let inFlight: number;
  let overload: Overload;
  let server: Server;
  let url: string;

  beforeEach(async () => {
    settings = OverloadSettings.parse({ delayMs: 100, inFlight: 1_000 });
    inFlight = 0;
    overload = new Overload({
      settings: {
        get current() {
          return settings;
        },
        onChange: () => () => {},
      },
      inFlight: () => inFlight,
      kindOf: ({ url: target }) => (target === '/login' ? 'vital' : 'normal'),
      metrics: new Metrics('gateway'),
      logger: pino({ level: 'silent' }),
    });
    server = createServer((request, response) => {
      if (overload.isCalm || !overload.refuses(request, response)) response.end('served');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterEach(() => {
    overload.close();
    server.close();
    server.closeAllConnections();
  });

  /** What has been so three times is believed. */
  const late = (looks: number, delayMs = 500) => {
    for (let n = 0; n < looks + 3; n += 1) overload.look(delayMs);
  };

  it('says so with a problem and when to come again, and serves those who log in', async () => {
    late(4);
    const refused = await fetch(url);
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '2']);
    expect(refused.headers.get('content-type')).toBe('application/problem+json');
    expect(await refused.json()).toMatchObject({ status: 503, code: 'gateway-overloaded' });
    expect((await fetch(`${url}/login`)).status).toBe(200);
  });

  it('counts what nobody has begun to answer as well', () => {
    late(1, 0);
    expect(overload.isCalm).toBe(true);
    inFlight = 3_000;
    late(1, 0);
    expect(overload.isCalm).toBe(false);
  });

  it('serves all again when it has caught up, or at once when nobody wants it to refuse', async () => {
    late(1);
    expect(overload.isCalm).toBe(false);
    late(2, 10);
    expect(overload.isCalm).toBe(true);
    late(8);
    settings = { ...settings, isOn: false };
    overload.look(500);
    expect([overload.isCalm, (await fetch(url)).status]).toEqual([true, 200]);
  });
});

describe('the kind of a request', () => {
  const find = (_: string, target: string) => (target.startsWith('/api/v1/a/') ? operation : undefined);

  it.each([
    ['POST', '/api/v1/auth/login', 'vital'],
    ['POST', '/api/v1/sessions/refresh', 'vital'],
    ['GET', '/api/v1/gateway/wrong-now', 'vital'],
    ['GET', '/api/v1/a/7', 'high'],
    ['GET', '/wp-admin.php', 'low'],
  ])('%s %s is %s', (method, target, kind) => {
    expect(requestKind(method, target, find, () => 'high')).toBe(kind);
  });
});
