import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { ok } from '../common-center-in-test.js';
import { claimsOf, OrganisationDesk } from '../organisation/organisation-desk.js';

interface Token {
  access_token: string;
  scope: string;
  error?: string;
}

describe('common-center: what clients and roles may, and what people hear', () => {
  let desk: OrganisationDesk;

  beforeAll(async () => {
    desk = await OrganisationDesk.start();
  });
  afterAll(() => desk.stop());

  describe('a client', () => {
    let secret: string;
    beforeAll(async () => {
      await ok(desk.admin.put('/api/v1/roles/desk', { permissions: ['ticket:*', 'customer:read'], dataScope: 'team' }));
      const client = { id: 'desk-app', name: 'Desk', roles: ['desk', 'scim'] };
      secret = (await ok(desk.admin.post<{ secret: string }>('/api/v1/clients', client))).secret;
    });
    const ask = async (form: object) =>
      (await desk.center.asStranger('acme')).post<Token>('/api/v1/auth/token', {
        ...{ grant_type: 'client_credentials', client_id: 'desk-app', client_secret: secret },
        ...form,
      });

    it('asks for a part of what it may, and gets no more', async () => {
      const { scope, access_token } = await ok(ask({ scope: 'ticket:read' }));
      expect(scope).toBe('ticket:read');
      expect(claimsOf(access_token).scope).toBe('ticket:read');
      expect((await ok(ask({ scope: 'scim' }))).scope).toBe('personal:email personal:phone scim:provision');
      expect((await ok(ask({}))).scope).toContain('customer:read');
    });

    it.each(['customer:erase', '*', 'nonsense', 'service:internal', 'ticket:read admin'])(
      'is refused the scope %s, as OAuth says it',
      async (scope) => {
        const refused = await ask({ scope });
        expect(refused).toMatchObject({ status: 400, body: { error: 'invalid_scope', code: 'invalid-scope' } });
      },
    );

    it('hears of a wrong secret as OAuth says it', async () => {
      expect(await ask({ client_secret: 'wrong' })).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
      expect(await ask({ grant_type: 'password' })).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
    });

    it('has whose data its roles are for in its token', async () => {
      expect(claimsOf((await ok(ask({}))).access_token).dsc).toEqual({
        base: 'team',
        further: { tenant: ['scim:provision', 'personal:email', 'personal:phone'] },
      });
    });
  });

  it('a role says whose data it is for, and nobody gives further than they reach', async () => {
    expect(
      await ok(desk.admin.put('/api/v1/roles/own', { permissions: ['ticket:read'], dataScope: 'self' })),
    ).toMatchObject({
      dataScope: 'self',
    });
    await ok(
      desk.admin.put('/api/v1/roles/narrow-hr', { permissions: ['role:define', 'ticket:read'], dataScope: 'team' }),
    );
    const hr = await desk.as(await desk.hire({ roles: ['narrow-hr'] }));
    const wider = await hr.put('/api/v1/roles/wide', { permissions: ['ticket:read'], dataScope: 'tenant' });
    expect(wider).toMatchObject({ status: 403, body: { code: 'grant-beyond-own' } });
    await ok(hr.put('/api/v1/roles/narrow', { permissions: ['ticket:read'], dataScope: 'team' }));
  });

  it('the person and the administrators hear of a stolen log-in', async () => {
    const mia = await desk.hire();
    const { refreshToken } = await desk.tokenOf(mia.login);
    const stranger = await desk.center.asStranger('acme');
    const refresh = () => stranger.post('/api/v1/sessions/refresh', { refreshToken });
    await ok(refresh());
    expect((await refresh()).status).toBe(401);
    await desk.center.service.settled();
    const told = async (who: ApiClient) =>
      (await ok(who.get<{ items: { kind: string }[] }>('/api/v1/notifications'))).items.map(({ kind }) => kind);
    expect(await told(await desk.as(mia))).toContain('session-reuse');
    expect(await told(desk.admin)).toContain('session-reuse');
  });
});
