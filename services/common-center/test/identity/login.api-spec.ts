import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

const MIA = { login: 'Mia', name: 'Mia', password: 'mia-password', roles: ['agent'], team: 'returns' };
const PORTAL = { id: 'portal', name: 'Portal', secret: 'portal-secret', roles: ['portal'] };

describe('common-center: coming in', () => {
  let center: CommonCenterInTest;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('acme', { accounts: [MIA], clients: [PORTAL] });
    await center.register('globex');
  });
  afterAll(() => center.stop());

  const logIn = async (tenant: string, login: string, password: string) =>
    (await center.asStranger(tenant)).post<Record<string, unknown>>('/api/v1/auth/login', { login, password });

  describe('a person', () => {
    it('logs in by login and password, however the login is written', async () => {
      const { status, body, headers } = await logIn('acme', ' MIA ', MIA.password);
      expect(status).toBe(200);
      expect(body).toEqual({
        accessToken: expect.any(String),
        expiresIn: 600,
        tokenType: 'Bearer',
        refreshToken: expect.any(String),
      });
      expect(headers.get('cache-control')).toBe('no-store');
    });

    it('gets a token that says who, where, and what for ten minutes', async () => {
      const { body } = await logIn('acme', 'mia', MIA.password);
      const keys = createLocalJWKSet(await ok(center.service.anonymous().get<JSONWebKeySet>('/.well-known/jwks.json')));
      const { payload, protectedHeader } = await jwtVerify(body.accessToken as string, keys, {
        issuer: 'switchboard',
        audience: 'switchboard',
        algorithms: ['EdDSA'],
        currentDate: center.service.clock.now(),
      });
      expect(protectedHeader).toMatchObject({ alg: 'EdDSA', kid: expect.any(String) });
      expect(payload).toMatchObject({ kind: 'person', tid: 'acme', name: 'Mia' });
      expect(payload.exp! - payload.iat!).toBe(600);
      expect(payload.scope).toContain('customer:read');
    });

    it('sees who they are', async () => {
      const mia = await center.asPerson('acme', 'mia', MIA.password);
      expect(await ok(mia.get('/api/v1/me'))).toMatchObject({
        kind: 'person',
        tenantId: 'acme',
        account: { login: 'mia', name: 'Mia', roles: ['agent'], team: 'returns' },
      });
    });

    it.each([
      ['the password is wrong', 'acme', 'mia', 'not-her-password'],
      ['there is no such login', 'acme', 'nobody', MIA.password],
      ['the login is of another tenant', 'globex', 'mia', MIA.password],
    ])('is refused alike when %s', async (_, tenant, login, password) => {
      const { status, body } = await logIn(tenant, login, password);
      expect(status).toBe(401);
      expect(body).toMatchObject({ code: 'login-refused', detail: 'Login or password is wrong.' });
    });

    it('does not get further when the token has expired', async () => {
      const mia = await center.asPerson('acme', 'mia', MIA.password);
      center.service.clock.advance({ hours: 1, minutes: 1 });
      expect(await mia.get('/api/v1/me')).toMatchObject({ status: 401, body: { code: 'token-expired' } });
    });
  });

  describe('a machine of the tenant', () => {
    it('gets a token for its client id and secret', async () => {
      const portal = await center.asClient('acme', 'portal', PORTAL.secret);
      expect(await ok(portal.get('/api/v1/me'))).toMatchObject({ subject: 'portal', kind: 'client', account: null });
    });

    it.each([
      ['the secret is wrong', 'acme', 'portal', 'another-secret'],
      ['there is no such client', 'acme', 'ivr', PORTAL.secret],
      ['it is of another tenant', 'globex', 'portal', PORTAL.secret],
    ])('is refused when %s', async (_, tenant, client_id, client_secret) => {
      const stranger = await center.asStranger(tenant);
      const body = { grant_type: 'client_credentials', client_id, client_secret };
      const refused = { status: 401, body: { code: 'client-refused' } };
      expect(await stranger.post('/api/v1/auth/token', body)).toMatchObject(refused);
      expect(await stranger.post('/oauth/token', body)).toMatchObject(refused);
    });

    it('cannot become a service, whatever it knows', async () => {
      const stranger = await center.asStranger('acme');
      const body = { grant_type: 'client_credentials', client_id: 'suite', client_secret: PORTAL.secret };
      expect((await stranger.post('/api/v1/auth/token', body)).status).toBe(401);
    });
  });

  describe('a service', () => {
    it('gets a token of no tenant for ten minutes, by form as OAuth has it', async () => {
      const { body } = await center.serviceToken();
      expect(body).toMatchObject({ token_type: 'Bearer', expires_in: 600, scope: 'service:internal' });
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: 'gateway',
        client_secret: 'wrong',
      });
      const type = { 'content-type': 'application/x-www-form-urlencoded' };
      const refused = await center.service.anonymous().post('/oauth/token', form.toString(), type);
      expect(refused).toMatchObject({ status: 401, body: { code: 'client-refused' } });
    });

    it('may ask for a token that permits nothing, to pass strangers on', async () => {
      expect((await center.serviceToken({ scope: 'public' })).body.scope).toBe('');
      const stranger = await center.asStranger('acme');
      expect((await stranger.get('/api/v1/customers')).status).toBe(403);
      expect((await stranger.put('/internal/tenants/acme', {})).status).toBe(403);
    });
  });

  describe('a customer without an account', () => {
    const subject = '0199d2f0-0000-7000-8000-000000000001';

    it('gets a token from a service that is good for one conversation, a quarter of an hour', async () => {
      const callCenter = await center.asService('acme');
      const { token, expiresIn } = await ok(
        callCenter.post<{ token: string; expiresIn: number }>('/internal/visitor-tokens', { subject }),
      );
      const claims = JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString()) as Record<string, unknown>;
      expect(expiresIn).toBe(900);
      expect(claims).toMatchObject({
        sub: subject,
        kind: 'visitor',
        tid: 'acme',
        scope: 'conversation:attend me:report',
      });
    });

    it('gets none by asking for it, nor does a person', async () => {
      const admin = await center.asPerson('acme');
      expect((await admin.post('/internal/visitor-tokens', { subject })).status).toBe(403);
      const stranger = await center.asStranger('acme');
      expect((await stranger.post('/internal/visitor-tokens', { subject })).status).toBe(403);
    });
  });

  it('a token of one tenant opens nothing in another, whatever header it brings', async () => {
    const admin = await center.asPerson('acme');
    const customer = await ok(admin.post<{ id: string }>('/api/v1/customers', { name: 'Noah Brown' }));
    const other = await center.asPerson('globex');
    const forged = { 'x-switchboard-tenant': 'acme' };
    expect((await other.get(`/api/v1/customers/${customer.id}`, forged)).status).toBe(404);
    expect(await ok(other.get('/api/v1/customers', forged))).toMatchObject({ items: [] });
  });
});
