import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient, type ApiAnswer } from '#libs/testing/api-client';
import { permits } from '#libs/web/access/permissions';
import type { Problem } from '#libs/web/http/problem';
import { DEMO_PASSWORD } from '../../src/demo.js';
import { SuiteInTest } from '../suite-in-test.js';
import { at, hasParameters, named, wholeApi, type Operation } from './whole-api.js';

const ENDS_SESSIONS = /^\/api\/v1\/(auth|sessions|tenants)/;
const STREAMS = /\/(stream|events|counts|watch)$/;
const NOBODY = '01890a5d-ac96-774b-bcce-b302099a8057';

/**
 * https://owasp.org/API-Security/editions/2023/en/0x11-t10/; API1 is `tenant-escape.e2e-spec.ts`, API10 `integrations.api-spec.ts`
 * of common-center.
 */
describe('the OWASP API Security Top 10:', () => {
  let suite: SuiteInTest;
  let admin: ApiClient;
  let operations: readonly Operation[];

  beforeAll(async () => {
    suite = await SuiteInTest.start('embedded');
    admin = await suite.person('admin');
    const all = await wholeApi(suite.at('localhost'));
    operations = all.filter(({ path }) => !STREAMS.test(path) && !ENDS_SESSIONS.test(path));
  }, 120_000);
  afterAll(() => suite.stop(), 60_000);

  const ask = (client: ApiClient, { method, body }: Operation, path: string) =>
    client.call<Problem>(method, path, body, { 'if-match': '"1"' });
  const withToken = (token: string) =>
    new ApiClient(suite.suite.gateway.url, { host: 'localhost', authorization: `Bearer ${token}` });
  const tokenOf = async (login: string) =>
    (
      await suite
        .at('localhost')
        .post<{ accessToken: string }>('/api/v1/auth/login', { login, password: DEMO_PASSWORD })
    ).body.accessToken;

  it.each(['mia', 'finn'])('API5: %s is refused whatever a role of theirs does not permit', async (login) => {
    const person = await suite.person(login);
    const { permissions } = (await person.get<{ permissions: string[] }>('/api/v1/me')).body;
    const foreign = operations.filter(
      ({ permission }) => permission !== undefined && !permits(permissions, permission),
    );
    const open: string[] = [];
    for (const operation of foreign) {
      const { status } = await ask(person, operation, at(operation, NOBODY));
      if (status !== 403) open.push(`${named(operation)}: ${status}`);
    }
    expect(foreign.length).toBeGreaterThan(50);
    expect(open).toEqual([]);
  });

  describe('API2: a token', () => {
    const claims = { sub: 'admin', permissions: ['*'], tenant: 'demo', exp: 4_102_444_800 };
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    it.each([
      ['without a signature', async () => `${part({ alg: 'none', typ: 'JWT' })}.${part(claims)}.`],
      [
        'whose claims were changed',
        async () => {
          const [header, body, signature] = (await tokenOf('mia')).split('.') as [string, string, string];
          const said = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
          return `${header}.${part({ ...said, permissions: ['*'] })}.${signature}`;
        },
      ],
      [
        'signed with what everybody can read',
        async () => {
          const keys = await suite.at('localhost').get<object>('/.well-known/jwks.json');
          return `${part({ alg: 'HS256', typ: 'JWT' })}.${part(claims)}.${part(keys.body)}`;
        },
      ],
    ])('%s opens nothing', async (_, forged) => {
      expect((await withToken(await forged()).get('/api/v1/me')).status).toBe(401);
    });
  });

  it('API3: what nobody may set is not set by sending it', async () => {
    const forged = { id: NOBODY, version: 99, tenantId: 'acme', createdAt: '2000-01-01T00:00:00.000Z', createdBy: 'x' };
    const set: string[] = [];
    for (const operation of operations.filter((each) => each.method === 'POST' && !hasParameters(each))) {
      if (typeof operation.body !== 'object' || operation.body === null) continue;
      const sent = { ...operation, body: { ...forged, ...operation.body } };
      const { status, body } = await ask(admin, sent, operation.path);
      const text = JSON.stringify(body);
      const taken = text.includes('2000-01-01') || (body as { version?: number }).version === 99;
      if (status < 300 && taken) set.push(named(operation));
    }
    expect(set).toEqual([]);
  });

  describe('API4: nobody gets without end', () => {
    it('pages of any size', async () => {
      const lists = operations.filter((each) => each.method === 'GET' && each.query.includes('limit'));
      const given: string[] = [];
      for (const operation of lists) {
        const { status } = await ask(admin, operation, `${at(operation, NOBODY)}?limit=100000`);
        if (status < 400) given.push(named(operation));
      }
      expect(lists.length).toBeGreaterThan(50);
      expect(given).toEqual([]);
    });

    it.each([
      ['a body of 11 MB', JSON.stringify({ name: 'a'.repeat(11_000_000) }), 413],
      ['a body 20,000 deep', '['.repeat(20_000) + ']'.repeat(20_000), 422],
      ['a body that is cut off', '{"name": "a', 400],
    ])('%s', async (_, body, status) => {
      const answer = await admin.call<Problem>('POST', '/api/v1/customers', body, {
        'content-type': 'application/json',
      });
      expect(answer).toMatchObject({ status, body: { code: expect.any(String) } });
    });
  });

  it('API6: what pays to be tried by machines takes longer each time', async () => {
    const guess = { login: 'nobody-at-all', password: 'a-wrong-guess' };
    const statuses: number[] = [];
    for (let time = 0; time < 8; time += 1)
      statuses.push((await suite.at('localhost').post('/api/v1/auth/login', guess)).status);
    expect(statuses.slice(0, 5)).toEqual([401, 401, 401, 401, 401]);
    expect(statuses.at(-1)).toBe(429);
  });

  describe('API7: nothing is asked of an address inside', () => {
    it.each([
      ...['http://127.0.0.1/', 'http://169.254.169.254/latest/meta-data/', 'http://[::1]/', 'http://2130706433/'],
      ...[
        'http://0x7f.1/',
        'http://localhost:8500/v1/kv',
        'http://[::ffff:10.0.0.1]/',
        'https://user:pass@example.org/',
      ],
    ])('%s', async (url) => {
      const answers = await Promise.all([
        admin.post<Problem>('/api/v1/webhook-endpoints', { url, eventTypes: ['ticket.*'] }),
        admin.put<Problem>('/api/v1/connectors/inside', { baseUrl: url }),
        admin.put<Problem>('/api/v1/ivr/connectors/inside', { baseUrl: url }),
      ]);
      for (const answer of answers)
        expect(answer).toMatchObject({ status: 422, body: { code: 'address-not-outside' } });
    });
  });

  describe('API8: nothing is told that helps nobody but an intruder', () => {
    it.each([
      ['a path that is not there', (client: ApiClient) => client.get('/api/v1/%2e%2e/nothing')],
      ['a method that is not', (client: ApiClient) => client.call('PROPFIND', '/api/v1/customers')],
      ['an id that is none', (client: ApiClient) => client.get("/api/v1/customers/'%20OR%201=1")],
    ])('%s', async (_, asks) => {
      const answer: ApiAnswer = await asks(admin);
      expect(answer.status).toBeGreaterThanOrEqual(400);
      expect(answer.status).toBeLessThan(500);
      expect(JSON.stringify(answer.body)).not.toMatch(/node_modules|\.js:|sqlite|select /i);
      expect(answer.headers.get('x-powered-by') ?? answer.headers.get('server')).toBeNull();
    });
  });

  it.each(["' OR '1'='1", '"; DROP TABLE ticket; --', '${7*7}{{7*7}}', '\u0000', '../../etc/passwd', '%'])(
    'API8: %j in a query is a word like any other',
    async (word) => {
      const failed: string[] = [];
      for (const operation of operations.filter((each) => each.method === 'GET' && each.query.length > 0)) {
        const query = new URLSearchParams(operation.query.map((name): [string, string] => [name, word]));
        const { status } = await ask(admin, operation, `${at(operation, NOBODY)}?${query.toString()}`);
        if (status >= 500) failed.push(`${named(operation)}: ${status}`);
      }
      expect(failed).toEqual([]);
    },
  );

  it.each(['/health/live', '/health/ready', '/api/v1/internal', '/admin', '/.env'])(
    'API9: %s of a service is not behind the door',
    async (path) => {
      const { status, body } = await admin.get(path);
      if (status < 300) expect(JSON.stringify(body)).not.toMatch(/ticket|outbox|nodejs_/);
    },
  );
});
