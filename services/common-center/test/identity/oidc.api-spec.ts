import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import type { ApiClient } from '#libs/testing/api-client';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';
import { ScriptedProvider } from './scripted-provider.js';

interface Departure {
  authorizationUrl: string;
  loginKey: string;
}

interface Tokens {
  accessToken: string;
  next?: string;
}

interface Me {
  subject: string;
  account: { login: string; name: string; roles: string[] };
}

const BACK = 'https://desk.acme.example/back';

describe('common-center: log-in by an OpenID provider', () => {
  let center: CommonCenterInTest;
  let admin: ApiClient;
  let idp: ScriptedProvider;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('acme');
    await center.register('globex');
    admin = await center.asPerson('acme');
    idp = await ScriptedProvider.start(center.service.clock);
    const settings = { trustedProviderHosts: [idp.host] };
    await center.service.running.app.get(ConfigCentre).set('identity', JSON.stringify(settings));
    await ok(define('corporate', {}));
  });
  afterAll(async () => {
    await idp.stop();
    await center.stop();
  });

  async function define(id: string, parts: object, by = admin) {
    const { items } = await ok(admin.get<{ items: { id: string; version: number }[] }>('/api/v1/oidc-providers'));
    const seen = { 'if-match': `"${items.find((each) => each.id === id)?.version ?? 0}"` };
    const provider = {
      name: 'Corporate',
      issuer: idp.issuer,
      clientId: idp.clientId,
      clientSecret: idp.clientSecret,
      scopes: ['profile'],
      redirectUris: [BACK],
      provisions: true,
      roleClaim: 'groups',
      roleMapping: { leads: 'supervisor' },
      defaultRoles: ['agent'],
      ...parts,
    };
    return by.put(`/api/v1/oidc-providers/${id}`, provider, seen);
  }
  const post = async <Body>(path: string, body: object, tenant = 'acme') =>
    (await center.asStranger(tenant)).post<Body>(path, body);
  const start = (id = 'corporate', redirectUri = BACK) =>
    post<Departure>(`/api/v1/auth/oidc/${id}/start`, { redirectUri });
  const finish = (body: object, tenant?: string) => post<Tokens>('/api/v1/auth/oidc/callback', body, tenant);

  /** What a browser brings that went there and back. */
  const visited = async (claims: object, id?: string) => {
    const { authorizationUrl, loginKey } = await ok(start(id));
    return { ...idp.logsIn(authorizationUrl, { ...claims }), loginKey };
  };
  const comeIn = async (claims: object, id?: string) => finish(await visited(claims, id));
  const meBy = ({ accessToken }: Tokens) =>
    ok(center.service.anonymous({ authorization: `Bearer ${accessToken}` }).get<Me>('/api/v1/me'));
  const refused = { status: 401, body: { code: 'oidc-refused' } };

  it('leads to the provider with PKCE, state and nonce', async () => {
    const { searchParams } = new URL((await ok(start())).authorizationUrl);
    expect(Object.fromEntries(searchParams)).toMatchObject({
      response_type: 'code',
      client_id: idp.clientId,
      redirect_uri: BACK,
      scope: 'openid profile',
      code_challenge_method: 'S256',
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(searchParams.get(name)).toMatch(/^[\w-]{43}$/);
  });

  it('makes an account for who comes first, with the roles the provider’s groups mean, and knows them again', async () => {
    const claims = { sub: 'u-1', name: 'Li Wei', groups: ['leads', 'unknown', 'constructor'] };
    const first = await meBy(await ok(comeIn(claims)));
    expect(first.account).toMatchObject({ name: 'Li Wei', roles: ['agent', 'supervisor'] });
    const again = await meBy(await ok(comeIn({ sub: 'u-1', groups: [] })));
    expect(again).toMatchObject({ subject: first.subject, account: { roles: ['agent'] } });
  });

  it('links by the subject alone: the e-mail address and the name of somebody else open nothing', async () => {
    const boss = await ok(
      admin.post<{ id: string }>('/api/v1/accounts', {
        login: 'boss@acme.example',
        name: 'Boss',
        password: 'boss-boss-boss',
        roles: ['admin'],
      }),
    );
    const claims = { sub: 'u-2', name: 'Boss', email: 'boss@acme.example', preferred_username: 'boss@acme.example' };
    expect((await meBy(await ok(comeIn(claims)))).subject).not.toBe(boss.id);
  });

  it('makes no account where the provider may not, until the person links it; and each login once', async () => {
    await ok(define('strict', { provisions: false, issuer: idp.issuer, roleClaim: null }));
    expect(await comeIn({ sub: 'u-3' }, 'strict')).toMatchObject({ status: 403, body: { code: 'oidc-not-linked' } });
    expect((await admin.post('/api/v1/me/oidc-links', await visited({ sub: 'u-3' }, 'strict'))).status).toBe(204);
    expect((await meBy(await ok(comeIn({ sub: 'u-3' }, 'strict')))).account.login).toBe('admin');
    const twice = await admin.post('/api/v1/me/oidc-links', await visited({ sub: 'u-3' }, 'strict'));
    expect(twice).toMatchObject({ status: 409, body: { code: 'oidc-link-taken' } });
  });

  it.each([
    ['another nonce', { nonce: 'replayed' }],
    ['another audience', { aud: 'another-client' }],
    ['another issuer', { iss: 'https://idp.example' }],
    ['another authorized party', { azp: 'another-client' }],
    ['a time that is over', { exp: 1_000_000_000 }],
  ])('refuses an ID token with %s', async (_, claims) => {
    expect(await comeIn({ sub: 'u-4', ...claims })).toMatchObject(refused);
  });

  it('takes a visit back once, from the browser that began it, in its tenant, in time', async () => {
    const visit = await visited({ sub: 'u-5' });
    expect(await finish(visit, 'globex')).toMatchObject(refused);
    await ok(finish(visit));
    expect(await finish(visit)).toMatchObject(refused);
    const stolen = await visited({ sub: 'u-5' });
    expect(await finish({ ...stolen, loginKey: 'of-another-browser' })).toMatchObject(refused);
    const late = await visited({ sub: 'u-5' });
    center.service.clock.advance({ minutes: 10 });
    expect(await finish(late)).toMatchObject(refused);
  });

  it('leads back to registered addresses only', async () => {
    const elsewhere = await start('corporate', 'https://evil.example/back');
    expect(elsewhere).toMatchObject({ status: 422, body: { code: 'oidc-redirect-not-registered' } });
  });

  it('lets nobody in whose account is deactivated', async () => {
    const { subject } = await meBy(await ok(comeIn({ sub: 'u-6' })));
    await ok(admin.post(`/api/v1/accounts/${subject}/deactivate`));
    expect(await comeIn({ sub: 'u-6' })).toMatchObject({ status: 401 });
  });

  it('asks for the second factor that is required, unless the provider has seen several', async () => {
    await ok(admin.put('/api/v1/mfa-policy', { everyone: true, roles: [] }, { 'if-match': '"0"' }));
    expect((await ok(comeIn({ sub: 'u-7' }))).next).toBe('enrolment');
    expect((await ok(comeIn({ sub: 'u-7', amr: ['pwd', 'mfa'] }))).accessToken).toBeDefined();
    await ok(admin.put('/api/v1/mfa-policy', { everyone: false, roles: [] }, { 'if-match': '"1"' }));
  });

  it.each(['http://127.0.0.1:1', 'https://127.0.0.1', 'https://169.254.169.254', 'https://[::1]', 'https://localhost'])(
    'asks nothing of %s, whoever names it as issuer',
    async (issuer) => {
      await ok(define('inner', { issuer }));
      expect(await start('inner')).toMatchObject({ status: 502, body: { code: 'provider-unreachable' } });
    },
  );

  it('asks nothing inside that the settings do not name, also where something answers', async () => {
    const asked = idp.asked;
    await ok(define('inner', { issuer: idp.issuer.replace('127.0.0.1', 'localhost') }));
    expect(await start('inner')).toMatchObject({ status: 502 });
    expect(idp.asked).toBe(asked);
  });

  it('trusts no provider that speaks for another issuer', async () => {
    idp.speaksFor('https://idp.example');
    expect(await start()).toMatchObject({ status: 502 });
    idp.speaksFor(idp.issuer);
    expect((await start()).status).toBe(200);
  });

  it('never tells the secret of a client, nor may who defines a provider give more than they have', async () => {
    expect(JSON.stringify(await ok(admin.get('/api/v1/oidc-providers')))).not.toMatch(/secret/i);
    await ok(admin.put('/api/v1/roles/idp-keeper', { permissions: ['oidc-provider:*'] }));
    const keeper = { login: 'keeper', password: 'keeper-keeper', name: 'Keeper', roles: ['idp-keeper'] };
    await ok(admin.post('/api/v1/accounts', keeper));
    const by = await center.asPerson('acme', keeper.login, keeper.password);
    const beyond = await define('mine', { roleMapping: { all: 'admin' }, defaultRoles: [] }, by);
    expect(beyond).toMatchObject({ status: 403, body: { code: 'grant-beyond-own' } });
  });
});
