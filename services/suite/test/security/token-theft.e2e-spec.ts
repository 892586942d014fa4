import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { SigningKey } from '../../../common-center/src/identity/tokens/signing-key.js';
import { SignJWT } from 'jose';
import { DEMO_PASSWORD } from '../../src/demo.js';
import { SuiteInTest } from '../suite-in-test.js';

interface Tokens {
  readonly accessToken: string;
  readonly refreshToken: string;
}

type Claims = Record<string, unknown>;

const ME = '/api/v1/me';
const THEIRS = 'acme.localhost';
const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
const claimsOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Claims;

describe('a token that was stolen, or made up:', () => {
  let suite: SuiteInTest;

  beforeAll(async () => {
    suite = await SuiteInTest.start('embedded');
  }, 120_000);
  afterAll(() => suite.stop(), 60_000);

  const withToken = (token: string, host = 'localhost', more: Record<string, string> = {}) =>
    new ApiClient(suite.suite.gateway.url, { host, authorization: `Bearer ${token}`, ...more });
  const logIn = async (login = 'mia', host = 'localhost') =>
    (await suite.at(host).post<Tokens>('/api/v1/auth/login', { login, password: DEMO_PASSWORD })).body;
  const refresh = (refreshToken: string, host = 'localhost') =>
    suite.at(host).post<Tokens>('/api/v1/sessions/refresh', { refreshToken });
  const clientToken = async (client_id: string, client_secret: string) => {
    const credentials = { grant_type: 'client_credentials', client_id, client_secret };
    return (await suite.at('localhost').post<{ access_token: string }>('/api/v1/auth/token', credentials)).body
      .access_token;
  };
  const statusOf = async (token: string) => (await withToken(token).get(ME)).status;
  const isOver = (token: string) => eventually('it is refused', async () => (await statusOf(token)) === 401);
  const keyRing = () => suite.suite.services[0]!.app.get(SigningKey);

  /** Signed as common-center signs, with these claims in place of true ones. */
  async function signed(claims: Claims, kid?: string): Promise<string> {
    const { id, privateKey } = await keyRing().pair();
    const payload = { ...claimsOf((await logIn()).accessToken), ...claims };
    return new SignJWT(payload).setProtectedHeader({ alg: 'EdDSA', kid: kid ?? id }).sign(privateKey);
  }

  it('what is signed here with true claims would pass, so that what follows is refused for what it says', async () => {
    expect(await statusOf(await signed({}))).toBe(200);
  });

  describe('a refresh token', () => {
    it('that comes back ends its whole family, and what was got with it', async () => {
      const first = await logIn();
      const second = (await refresh(first.refreshToken)).body;
      expect(await statusOf(second.accessToken)).toBe(200);
      expect((await refresh(first.refreshToken)).status).toBe(401);

      expect((await refresh(second.refreshToken)).status).toBe(401);
      await isOver(second.accessToken);
      await isOver(first.accessToken);
    });

    it('is nothing at another tenant, and nothing as an access token', async () => {
      const { refreshToken } = await logIn();
      expect((await refresh(refreshToken, THEIRS)).status).toBe(401);
      expect(await statusOf(refreshToken)).toBe(401);
      expect((await refresh(refreshToken)).status).toBe(200);
    });
  });

  describe('an access token', () => {
    it.each<[string, (tokens: Tokens) => Promise<unknown>]>([
      ['its log-out', ({ accessToken }) => withToken(accessToken).post('/api/v1/sessions/logout')],
      [
        'the log-out everywhere',
        ({ accessToken }) => withToken(accessToken).post('/api/v1/sessions/logout-everywhere'),
      ],
    ])('opens nothing after %s, long before it has run out', async (_, ends) => {
      const tokens = await logIn('zoe');
      expect(await statusOf(tokens.accessToken)).toBe(200);
      await ends(tokens);
      await isOver(tokens.accessToken);
    });

    it('opens nothing once its person is deactivated', async () => {
      const admin = await suite.person('admin');
      const login = { login: 'leaver', password: 'a-good-password' };
      const account = { ...login, name: 'Leaver', roles: ['agent'] };
      const { body } = await admin.post<{ id: string }>('/api/v1/accounts', account);
      const tokens = (await suite.at('localhost').post<Tokens>('/api/v1/auth/login', login)).body;
      expect(await statusOf(tokens.accessToken)).toBe(200);
      await admin.post(`/api/v1/accounts/${body.id}/deactivate`);
      await isOver(tokens.accessToken);
    });

    it('of one tenant opens nothing under the host of another, whatever headers say', async () => {
      const { accessToken } = await logIn();
      const forged = { 'x-switchboard-tenant': 'demo', 'x-tenant-id': 'demo', 'x-forwarded-host': 'localhost' };
      expect(await withToken(accessToken, THEIRS).get(ME)).toMatchObject({ body: { code: 'token-of-other-tenant' } });
      expect(await withToken(accessToken, THEIRS, forged).get(ME)).toMatchObject({
        ...{ status: 401, body: { code: 'token-of-other-tenant' } },
      });
    });

    it.each([
      ['x-switchboard-tenant', 'acme'],
      ['x-switchboard-identity', part({ subject: 'admin', permissions: ['*'] })],
      ['x-user-id', 'admin'],
      ['x-tenant-id', 'acme'],
      ['x-original-url', '/internal/ended-access'],
    ])('is of whom it says, with %s beside it too', async (field, value) => {
      const { accessToken } = await logIn();
      const plain = await withToken(accessToken).get<Claims>(ME);
      const forged = await withToken(accessToken, 'localhost', { [field]: value }).get<Claims>(ME);
      expect(forged.status).toBe(200);
      expect(forged.body).toEqual(plain.body);
    });
  });

  describe('a token is refused', () => {
    it.each<[string, () => Promise<string>]>([
      [
        'whose signature is of other claims',
        async () => {
          const [head, , signature] = (await logIn()).accessToken.split('.');
          return [head, part({ ...claimsOf((await logIn()).accessToken), scope: '*' }), signature].join('.');
        },
      ],
      [
        'with one letter changed',
        async () => {
          const { accessToken } = await logIn();
          const at = accessToken.length - 20;
          return accessToken.slice(0, at) + (accessToken[at] === 'A' ? 'B' : 'A') + accessToken.slice(at + 1);
        },
      ],
      ...['none', 'None', 'NONE'].map((alg): [string, () => Promise<string>] => [
        `without a signature, alg ${alg}`,
        async () => `${part({ alg, typ: 'JWT' })}.${part(claimsOf((await logIn()).accessToken))}.`,
      ]),
      [
        'signed by HS256 with the public key',
        async () => {
          const keysAt = `${suite.suite.services[0]!.url}/.well-known/jwks.json`;
          const { keys } = (await (await fetch(keysAt)).json()) as { keys: { kid: string; x: string }[] };
          const head = part({ alg: 'HS256', kid: keys[0]!.kid });
          const body = part(claimsOf((await logIn()).accessToken));
          const secret = Buffer.from(keys[0]!.x, 'base64url');
          return `${head}.${body}.${createHmac('sha256', secret).update(`${head}.${body}`).digest('base64url')}`;
        },
      ],
      ['of a key nobody published', () => signed({}, 'another-key')],
      ['that has run out', () => signed({ iat: 1_700_000_000, exp: 1_700_000_600 })],
      ['without an end', () => signed({ exp: undefined })],
      ['of another issuer', () => signed({ iss: 'https://elsewhere.example' })],
      [
        'that is an ID token: for a client, not for the services',
        () => signed({ aud: 'desk-app', nonce: 'n', kind: undefined }),
      ],
      ['that does not say what its bearer is', () => signed({ kind: undefined })],
      ['for the second factor of a log-in', () => signed({ aud: 'switchboard-mfa' })],
    ])('%s', async (_, made) => {
      expect(await statusOf(await made())).toBe(401);
    });
  });

  describe('a client', () => {
    it('is nobody: its token opens no route of people', async () => {
      const token = await clientToken('portal', 'portal-demo-secret');
      for (const path of ['/api/v1/accounts', '/api/v1/clients', '/api/v1/teams', '/api/v1/mfa-policy'])
        expect([path, (await withToken(token).get(path)).status]).toEqual([path, 403]);
      expect(await withToken(token).post('/api/v1/sessions/logout')).toMatchObject({ body: { code: 'no-session' } });
    });

    it('has no token any more once its secret is renewed, and a new one with the new', async () => {
      const admin = await suite.person('admin');
      const { body } = await admin.post<{ secret: string }>('/api/v1/clients', {
        ...{ id: 'thief', name: 'Thief', roles: ['portal'] },
      });
      const stolen = await clientToken('thief', body.secret);
      const allowed = async (token: string) => (await withToken(token).get('/api/v1/customers')).status;
      const before = await allowed(stolen);
      expect(before).not.toBe(401);
      const renewed = await admin.post<{ secret: string }>('/api/v1/clients/thief/secret');
      await eventually('it is refused', async () => (await allowed(stolen)) === 401);
      const fresh = await clientToken('thief', renewed.body.secret);
      expect(await allowed(fresh)).toBe(before);

      await admin.post('/api/v1/clients/thief/deactivate');
      await eventually('it is refused', async () => (await allowed(fresh)) === 401);
    });
  });
});
