import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { WebSocket } from 'ws';
import { GatewayInTest } from '../gateway-in-test.js';
import { answerJson, type StubUpstream } from '../stub-upstream.js';

const SHARED = 'desk.example';
const SOCKET = '/api/v1/conversations/socket';

let gateway: GatewayInTest;
let tickets: StubUpstream;
let token: string;
const loggedIn: { headers: IncomingMessage['headers']; body: unknown }[] = [];

beforeAll(async () => {
  gateway = await GatewayInTest.start();
  for (const id of ['globex', 'platform']) await gateway.tenant(id);
  await gateway.tenant('asleep', 'suspended');
  await gateway.configure('gateway/tenancy', { sharedHosts: [SHARED] });
  tickets = await gateway.upstream('ticket-center', {
    'GET /api/v1/prices': {},
    'GET /api/v1/tickets/{id}': { permission: 'ticket:read' },
    [`GET ${SOCKET}`]: { permission: 'conversation:attend', described: { 'x-websocket': true } },
  });
  tickets.takesSockets((socket) => socket.on('error', () => undefined));
  gateway.common.offer('POST /api/v1/auth/login', { handle: letIn });
  token = await gateway.token(['ticket:*', 'conversation:*']);
  await eventually('it is served', async () => (await gateway.send('GET', '/api/v1/prices')).status === 200);
});
afterAll(() => gateway.stop());

function letIn(request: IncomingMessage, response: ServerResponse): void {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.once('end', () => {
    loggedIn.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
    answerJson({ accessToken: 'a token' })(null, response);
  });
}

const get = (path: string, host = SHARED, sent: { token?: string; headers?: Record<string, string> } = {}) =>
  gateway.send('GET', path, { host, ...sent });

describe('under a host name that tenants share', () => {
  it('the path says whose a request is, and the service sees the path without it', async () => {
    expect((await get('/t/acme/api/v1/prices?of=sweets')).status).toBe(200);
    const { url, headers } = tickets.asked.at(-1)!;
    expect([url, headers['x-switchboard-tenant'], headers['x-forwarded-host']]).toEqual([
      '/api/v1/prices?of=sweets',
      'acme',
      SHARED,
    ]);
    expect((await get('/t/globex/api/v1/prices')).status).toBe(200);
    expect(tickets.asked.at(-1)!.headers['x-switchboard-tenant']).toBe('globex');
  });

  it('who is known is known there too, and only in their own tenant', async () => {
    expect((await get('/t/acme/api/v1/tickets/7', SHARED, { token })).status).toBe(200);
    const elsewhere = await get('/t/globex/api/v1/tickets/7', SHARED, { token });
    expect([elsewhere.status, elsewhere.json.code]).toEqual([401, 'token-of-other-tenant']);
  });

  it('a WebSocket says its tenant the same way', async () => {
    const open = (path: string) =>
      new WebSocket(`ws://${gateway.address}${path}${SOCKET}`, {
        headers: { host: SHARED, authorization: `Bearer ${token}` },
      });
    const ours = open('/t/acme');
    await once(ours, 'open');
    ours.terminate();
    for (const path of ['/t/globex', '']) {
      const theirs = open(path);
      const [error] = (await once(theirs, 'error')) as [Error];
      expect(error.message).toMatch(/40[14]/);
    }
  });

  it.each([
    ['nobody', '/api/v1/prices', 404, 'unknown-tenant'],
    ['a tenant that is not there', '/t/initech/api/v1/prices', 404, 'unknown-tenant'],
    ['a suspended one', '/t/asleep/api/v1/prices', 403, 'tenant-suspended'],
    ['the system’s own', '/t/platform/api/v1/prices', 404, 'unknown-tenant'],
    ['two', '/t/acme/t/globex/api/v1/prices', 404, 'unknown-tenant'],
    ['one in capitals', '/t/ACME/api/v1/prices', 404, 'unknown-tenant'],
    ['an encoded one', '/t/%61cme/api/v1/prices', 404, 'unknown-tenant'],
    ['one after an encoded prefix', '/%74/acme/api/v1/prices', 404, 'unknown-tenant'],
    ['one with dots after it', '/t/acme/../globex/api/v1/prices', 400, 'path-malformed'],
    ['one with dots behind it', '/t/acme/api/../../globex/api/v1/prices', 400, 'path-malformed'],
    ['one with an empty segment', '/t/acme//api/v1/prices', 400, 'path-malformed'],
    ['one with an encoded slash', '/t/acme%2fglobex/api/v1/prices', 400, 'path-malformed'],
    ['one as a prototype', '/t/constructor/api/v1/prices', 404, 'unknown-tenant'],
    ['one before what is the gateway’s for itself', '/t/acme/internal/assurance', 404, 'unknown-tenant'],
    ['one before health', '/t/acme/health/ready', 404, 'unknown-tenant'],
  ])('a path that names %s reaches no service', async (_, path, status, code) => {
    const before = tickets.asked.length;
    const answer = await get(path);
    expect([answer.status, answer.json.code, tickets.asked.length - before]).toEqual([status, code, 0]);
  });

  it('no header field stands for the path, or against it', async () => {
    const forged = {
      'x-switchboard-tenant': 'globex',
      'x-tenant-id': 'globex',
      'x-forwarded-host': 'globex.localhost',
      'x-forwarded-prefix': '/t/globex',
      'x-original-url': '/t/globex/api/v1/prices',
      'x-rewrite-url': '/t/globex/api/v1/prices',
    };
    expect((await get('/api/v1/prices', SHARED, { headers: forged })).json).toMatchObject({ code: 'unknown-tenant' });
    await get('/t/acme/api/v1/prices', SHARED, { headers: forged });
    const { headers } = tickets.asked.at(-1)!;
    expect(headers).toMatchObject({ 'x-switchboard-tenant': 'acme', 'x-forwarded-host': SHARED });
    expect(headers).not.toHaveProperty('x-original-url');
    expect(headers).not.toHaveProperty('x-forwarded-prefix');
  });
});

describe('under a host name that leads to a tenant', () => {
  it('a path may say the same, and nothing else', async () => {
    expect((await get('/t/acme/api/v1/prices', 'acme.localhost')).status).toBe(200);
    const other = await get('/t/globex/api/v1/prices', 'acme.localhost');
    expect([other.status, other.json.code]).toEqual([400, 'tenant-ambiguous']);
  });

  it('leads there also where somebody configured it as shared', async () => {
    await gateway.configure('gateway/tenancy', { sharedHosts: [SHARED, 'acme.localhost'] });
    expect((await get('/t/globex/api/v1/prices', 'acme.localhost')).json).toMatchObject({ code: 'tenant-ambiguous' });
    expect((await get('/api/v1/prices', 'acme.localhost')).status).toBe(200);
    await gateway.configure('gateway/tenancy', { sharedHosts: [SHARED] });
  });
});

it('a path says nothing under a host name that is neither', async () => {
  expect((await get('/t/acme/api/v1/prices', 'other.example')).json).toMatchObject({ code: 'unknown-tenant' });
});

describe('a log-in under a shared host name', () => {
  const logIn = (login: unknown, path = '/api/v1/auth/login', host = SHARED) =>
    gateway.send('POST', path, {
      host,
      headers: { 'content-type': 'application/json', 'x-switchboard-tenant': 'globex', 'user-agent': 'Firefox' },
      body: JSON.stringify({ login, password: 'secret' }),
    });

  it('says its tenant behind the last at sign, and is told where to go on', async () => {
    const { status, headers, json } = await logIn('Mia@Home.example@acme');
    expect([status, headers['content-location'], headers['cache-control']]).toEqual([
      200,
      '/t/acme/api/v1/auth/login',
      'no-store',
    ]);
    expect(json).toEqual({ accessToken: 'a token' });
    expect(loggedIn.at(-1)).toMatchObject({
      headers: { 'x-switchboard-tenant': 'acme', 'x-forwarded-host': SHARED, 'user-agent': 'Firefox' },
      body: { login: 'mia@home.example', password: 'secret' },
    });
  });

  it('is passed on as it came where host name or path say the tenant', async () => {
    await logIn('mia@globex', '/t/acme/api/v1/auth/login');
    await logIn('mia@globex', '/api/v1/auth/login', 'acme.localhost');
    const seen = loggedIn.slice(-2).map(({ headers, body }) => [headers['x-switchboard-tenant'], body]);
    expect(seen).toEqual(Array(2).fill(['acme', { login: 'mia@globex', password: 'secret' }]));
  });

  it.each([
    ['no tenant', 'mia', 401, 'login-refused'],
    ['one that is not there', 'mia@initech', 401, 'login-refused'],
    ['nobody of one', '@acme', 401, 'login-refused'],
    ['the system’s own', 'admin@platform', 401, 'login-refused'],
    ['a suspended one', 'mia@asleep', 403, 'tenant-suspended'],
    ['no text', { $ne: null }, 401, 'login-refused'],
    ['nothing', undefined, 401, 'login-refused'],
  ])('of %s reaches nobody', async (_, login, status, code) => {
    const before = loggedIn.length;
    const answer = await logIn(login);
    expect([answer.status, answer.json.code, loggedIn.length - before]).toEqual([status, code, 0]);
  });

  it('is counted like every log-in', async () => {
    const guessing = {
      name: 'guessing',
      per: ['route', 'ip'],
      algorithm: 'sliding-window',
      limit: 2,
      windowMs: 60_000,
      only: { routes: ['POST /api/v1/auth/login'] },
    };
    await gateway.configure('gateway/limits', { rules: [guessing] });
    const statuses: number[] = [];
    for (const login of ['a@acme', 'b@globex', 'c@acme', 'd@globex']) statuses.push((await logIn(login)).status);
    expect(statuses).toEqual([200, 200, 429, 429]);
  });
});
