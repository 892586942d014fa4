import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { GatewaySeal } from '#libs/web/access/gateway-seal';
import { AttackedGateway, HOST } from './attacked-gateway.js';

let attacked: AttackedGateway;

beforeAll(async () => {
  attacked = await AttackedGateway.start();
});
afterEach(() => attacked.leave());
afterAll(() => attacked.stop());

describe('path confusion', () => {
  it.each([
    ['encoded slash', '/api/v1/tickets%2f7'],
    ['encoded slash in capitals', '/api/v1/tickets/%2F..%2Fprices'],
    ['double encoded slash', '/api/v1/tickets/..%252fprices'],
    ['slash encoded three times', '/api/v1/tickets/..%25252fprices'],
    ['dot segment', '/api/v1/x/../prices'],
    ['encoded dot segment', '/api/v1/x/%2e%2e/prices'],
    ['half encoded dot segment', '/api/v1/x/.%2e/prices'],
    ['double encoded dot segment', '/api/v1/x/%252e%252e/prices'],
    ['dot segment with parameters', '/api/v1/x/..;/prices'],
    ['dot segment with encoded parameters', '/api/v1/x/..%3b/prices'],
    ['single dot', '/api/v1/./prices'],
    ['trailing dot segment', '/api/v1/prices/..'],
    ['empty segment', '/api//v1/prices'],
    ['backslash', '/api/v1\\prices'],
    ['encoded backslash', '/api/v1/tickets/..%5cprices'],
    ['double encoded backslash', '/api/v1/tickets/..%255cprices'],
    ['null byte', '/api/v1/prices%00.json'],
    ['double encoded null byte', '/api/v1/prices%2500.json'],
    ['line end', '/api/v1/tickets/7%0d%0aX-One:%20a'],
    ['overlong slash', '/api/v1/tickets/..%c0%afprices'],
    ['overlong dot', '/api/v1/tickets/%c0%ae%c0%ae/prices'],
    ['overlong slash of three bytes', '/api/v1/tickets/..%e0%80%afprices'],
    ['half of a surrogate pair', '/api/v1/tickets/%ed%a0%80'],
    ['IIS encoding', '/api/v1/tickets/%u002e%u002e'],
    ['broken encoding', '/api/v1/tickets/%2'],
    ['fragment', '/api/v1/prices#x'],
    ['absolute form', 'http://acme.localhost/api/v1/prices'],
    ['absolute form of another host', 'http://globex.localhost/api/v1/prices'],
    ['authority form', 'acme.localhost:80'],
    ['asterisk form', '*'],
    ['relative', 'api/v1/prices'],
    ['raw UTF-8', '/api/v1/pr\u00efces'],
  ])('is refused: %s', async (_, target) => {
    const { statuses, asked } = await attacked.told(`GET ${target} HTTP/1.1\r\n${HOST}\r\nConnection: close\r\n\r\n`);

    expect(statuses).toEqual([400]);
    expect(asked).toEqual([]);
  });

  it.each(['/api/v1/prices/', '/API/v1/prices', '/api/v1/prices;x=1', '/api/v1/prices%20', '/api/v1/prices.json'])(
    'leads to nothing: %s',
    async (path) => {
      expect(await attacked.gateway.send('GET', path, { token: attacked.token })).toMatchObject({ status: 404 });
    },
  );
});

describe('what a client says of itself', () => {
  it.each([
    'x-switchboard-tenant',
    'x-switchboard-gateway',
    'x-switchboard-anything',
    'x_switchboard_tenant',
    'x-tenant',
    'x-tenant-id',
    'x-org-id',
    'x-user',
    'x-user-id',
    'x-userid',
    'x-username',
    'x-account-id',
    'x-principal',
    'x-subject',
    'x-role',
    'x-roles',
    'x-user-roles',
    'x-groups',
    'x-permissions',
    'x-scope',
    'x-scopes',
    'x-session-id',
    'x-client-id',
    'x-email',
    'x-authenticated-user',
    'x-authenticated-userid',
    'x-auth-request-user',
    'x-consumer-id',
    'x-remote-user',
    'remote-user',
    'x-goog-authenticated-user-email',
    'x-ms-client-principal-id',
    'x-client-cert',
    'x-ssl-client-verify',
    'x-forwarded-for',
    'x-forwarded-host',
    'x-forwarded-proto',
    'x-forwarded-user',
    'x-forwarded-client-cert',
    'forwarded',
    'via',
    'from',
    'x-real-ip',
    'x-client-ip',
    'true-client-ip',
    'cf-connecting-ip',
    'x-cluster-client-ip',
    'x-remote-addr',
    'x-host',
    'x-original-host',
    'x-original-url',
    'x-original-uri',
    'x-rewrite-url',
    'x-http-method-override',
    'x-method-override',
    'x-deadline-ms',
    'traceparent',
  ])('is dropped: %s', async (name) => {
    await attacked.gateway.send('GET', '/api/v1/prices', { headers: { [name]: 'forged-globex', 'x-kept': '1' } });
    const { headers } = attacked.tickets.asked.at(-1)!;

    expect(JSON.stringify(headers)).not.toContain('forged-globex');
    expect(headers['x-kept']).toBe('1');
  });

  it('does not become another word of the gateway’s because it is said twice', async () => {
    const forged = { 'x-forwarded-for': ['10.0.0.1', '10.0.0.2'], 'x-switchboard-tenant': ['globex', 'acme'] };
    await attacked.gateway.send('GET', '/api/v1/prices', { headers: forged });

    expect(attacked.tickets.asked.at(-1)!.headers).toMatchObject({
      'x-forwarded-for': '127.0.0.1',
      'x-switchboard-tenant': 'acme',
    });
  });
});

describe('towards services', () => {
  it('the gateway proves that it was the gateway who said where a request came from', async () => {
    await attacked.gateway.send('GET', '/api/v1/prices');
    const { headers } = attacked.tickets.asked.at(-1)!;
    const seal = new GatewaySeal(['a secret for tests only'], attacked.gateway.clock);
    const given = headers['x-switchboard-gateway'] as string;

    expect(seal.holds(given, 'forwarded', '127.0.0.1', 'acme.localhost')).toBe(true);
    expect(seal.holds(given, 'forwarded', '127.0.0.2', 'acme.localhost')).toBe(false);
  });

  it('what gateways ask each other is answered to nobody else', async () => {
    const path = '/internal/assurance?minutes=1&by=route';
    const seal = new GatewaySeal(['a secret for tests only'], attacked.gateway.clock);
    const forged = [
      undefined,
      'x',
      new GatewaySeal(['another'], attacked.gateway.clock).of('instance', 'minutes=1&by=route'),
    ];
    for (const each of forged) {
      const headers: Record<string, string> = each === undefined ? {} : { 'x-switchboard-gateway': each };
      expect((await attacked.gateway.send('GET', path, { token: attacked.token, headers })).status).toBe(404);
    }
    const headers = { 'x-switchboard-gateway': seal.of('instance', 'minutes=1&by=route') };

    expect((await attacked.gateway.send('GET', path, { headers })).status).toBe(200);
    expect((await attacked.gateway.send('GET', `${path}&tenant=acme`, { headers })).status).toBe(404);
  });
});
