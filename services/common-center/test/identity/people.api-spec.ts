import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Account {
  id: string;
  roles: string[];
  active: boolean;
}

describe('common-center: people, machines and roles', () => {
  let center: CommonCenterInTest;
  let admin: ApiClient;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('acme');
    admin = await center.asPerson('acme');
  });
  afterAll(() => center.stop());

  let count = 0;
  const create = (parts: object = {}, by = admin) => {
    const person = { login: `person${++count}`, name: 'Someone', password: 'a-good-password', roles: ['agent'] };
    return by.post<Account>('/api/v1/accounts', { ...person, ...parts });
  };

  describe('an account', () => {
    it('is made, found and listed, and never shows its password', async () => {
      const account = await ok(create({ login: 'Li', name: 'Li', team: 'returns' }));
      expect(account).toMatchObject({
        login: 'li',
        name: 'Li',
        roles: ['agent'],
        team: 'returns',
        active: true,
        version: 1,
      });
      expect(Object.keys(account).join()).not.toMatch(/password|hash/i);
      expect(await ok(admin.get(`/api/v1/accounts/${account.id}`))).toEqual(account);
      expect(await ok(admin.get('/api/v1/accounts?team=returns'))).toEqual({ items: [account], next: null });
    });

    it('has a login of its own', async () => {
      await ok(create({ login: 'twice' }));
      expect(await create({ login: 'TWICE' })).toMatchObject({ status: 409, body: { code: 'login-taken' } });
    });

    it('is listed page by page', async () => {
      await ok(create());
      await ok(create());
      const first = await ok(admin.get<{ items: Account[]; next: string }>('/api/v1/accounts?limit=1'));
      const second = await ok(admin.get<{ items: Account[] }>(`/api/v1/accounts?limit=1&cursor=${first.next}`));
      expect(second.items[0]!.id > first.items[0]!.id).toBe(true);
    });

    it('is known by its roles to other services, while it is active', async () => {
      const [lead, leaver] = [
        await ok(create({ roles: ['field-engineer', 'agent'] })),
        await ok(create({ roles: ['field-engineer'] })),
      ];
      await ok(create());
      const ticketCenter = await center.asService('acme', { client_id: 'ticket-center' });
      const members = async (role: string) =>
        (await ok(ticketCenter.get<{ accounts: string[] }>(`/internal/roles/${role}/members`))).accounts;
      expect(await members('field-engineer')).toEqual([lead.id, leaver.id]);
      await ok(admin.post(`/api/v1/accounts/${leaver.id}/deactivate`));
      expect(await members('field-engineer')).toEqual([lead.id]);
      expect(await members('nobody')).toEqual([]);
      expect((await admin.get('/internal/roles/field-engineer/members')).status).toBe(403);
    });

    it('is known by its id to other services, while it is active', async () => {
      const [here, leaver] = [await ok(create()), await ok(create())];
      const ticketCenter = await center.asService('acme', { client_id: 'ticket-center' });
      const asked = { accounts: [here.id, leaver.id, 'nobody'] };
      const active = async () =>
        (await ok(ticketCenter.post<{ accounts: string[] }>('/internal/accounts/active', asked))).accounts;
      expect((await active()).sort()).toEqual([here.id, leaver.id].sort());
      await ok(admin.post(`/api/v1/accounts/${leaver.id}/deactivate`));
      expect(await active()).toEqual([here.id]);
      expect((await admin.post('/internal/accounts/active', asked)).status).toBe(403);
    });

    it('cannot be used once it is deactivated, and again when reactivated', async () => {
      const { id } = await ok(create({ login: 'leaver', password: 'leaver-password' }));
      expect(await ok(admin.post(`/api/v1/accounts/${id}/deactivate`))).toMatchObject({ active: false });
      await expect(center.asPerson('acme', 'leaver', 'leaver-password')).rejects.toThrow('login-refused');
      expect(await ok(admin.post(`/api/v1/accounts/${id}/reactivate`))).toMatchObject({ active: true });
      await center.asPerson('acme', 'leaver', 'leaver-password');
    });

    it('gets another password', async () => {
      const { id } = await ok(create({ login: 'forgetful', password: 'first-password' }));
      await ok(admin.put(`/api/v1/accounts/${id}/password`, { password: 'second-password' }));
      await expect(center.asPerson('acme', 'forgetful', 'first-password')).rejects.toThrow('login-refused');
      await center.asPerson('acme', 'forgetful', 'second-password');
    });

    it('gets other roles, and its next token other permissions', async () => {
      const { id } = await ok(create({ login: 'riser', password: 'riser-password' }));
      const riser = await center.asPerson('acme', 'riser', 'riser-password');
      expect((await riser.get('/api/v1/roles')).status).toBe(403);
      expect(await ok(admin.put(`/api/v1/accounts/${id}/roles`, { roles: ['supervisor'] }))).toMatchObject({
        version: 2,
      });
      const risen = await center.asPerson('acme', 'riser', 'riser-password');
      expect((await risen.get('/api/v1/roles')).status).toBe(200);
    });

    it('is changed only as it was read, when that is said', async () => {
      const { id } = await ok(create());
      const stale = { 'if-match': '"7"' };
      expect((await admin.put(`/api/v1/accounts/${id}/roles`, { roles: [] }, stale)).status).toBe(412);
    });

    it('is not deactivated by its own person', async () => {
      const { subject } = await ok(admin.get<{ subject: string }>('/api/v1/me'));
      const refused = await admin.post(`/api/v1/accounts/${subject}/deactivate`);
      expect(refused).toMatchObject({ status: 403, body: { code: 'own-account' } });
    });

    it('needs a role that there is', async () => {
      const refused = await create({ roles: ['agent', 'astronaut'] });
      expect(refused).toMatchObject({ status: 422, body: { code: 'role-unknown' } });
    });
  });

  describe('a role', () => {
    it('is defined by the tenant, beside the built-in ones', async () => {
      await ok(
        admin.put('/api/v1/roles/hr', { permissions: ['account:create', 'account:read', 'account:reset-password'] }),
      );
      const { items } = await ok(admin.get<{ items: { name: string }[] }>('/api/v1/roles'));
      expect(items.map(({ name }) => name)).toEqual([
        'admin',
        'agent',
        'bot',
        'field-engineer',
        'hr',
        'inspector',
        'ivr',
        'portal',
        'scim',
        'supervisor',
      ]);
    });

    it('is defined anew, and new tokens follow it', async () => {
      await ok(admin.put('/api/v1/roles/auditor', { permissions: ['customer:read'] }));
      await ok(create({ login: 'auditor', password: 'auditor-password', roles: ['auditor'] }));
      const permissions = async () => {
        const auditor = await center.asPerson('acme', 'auditor', 'auditor-password');
        return (await ok(auditor.get<{ permissions: string[] }>('/api/v1/me'))).permissions;
      };
      expect(await permissions()).toEqual([
        'customer:read',
        'me:link',
        'me:mfa',
        'me:read',
        'me:report',
        'me:sessions',
      ]);
      await ok(admin.put('/api/v1/roles/auditor', { permissions: ['audit:*'] }));
      expect(await permissions()).toEqual(['audit:*', 'me:link', 'me:mfa', 'me:read', 'me:report', 'me:sessions']);
    });

    it('of the administrator stays as it is', async () => {
      const refused = await admin.put('/api/v1/roles/admin', { permissions: [] });
      expect(refused).toMatchObject({ status: 409, body: { code: 'role-fixed' } });
    });

    it.each(['service:internal', 'service:*', 'Ticket:Open', 'ticket', '**'])('cannot permit %s', async (pattern) => {
      expect((await admin.put('/api/v1/roles/sly', { permissions: [pattern] })).status).toBe(422);
    });

    it('cannot give more than the giver has', async () => {
      await ok(
        admin.put('/api/v1/roles/hr', { permissions: ['account:create', 'account:reset-password', 'role:define'] }),
      );
      await ok(create({ login: 'hr', password: 'hr-hr-password', roles: ['hr'] }));
      const hr = await center.asPerson('acme', 'hr', 'hr-hr-password');
      const refused = { status: 403, body: { code: 'grant-beyond-own' } };
      expect(await create({ roles: ['admin'] }, hr)).toMatchObject(refused);
      expect(await hr.put('/api/v1/roles/hr', { permissions: ['*'] })).toMatchObject(refused);
      const { id } = await ok(create({ roles: ['admin'] }));
      expect(await hr.put(`/api/v1/accounts/${id}/password`, { password: 'taken-over-now' })).toMatchObject(refused);
    });
  });

  describe('a client', () => {
    it('is told its secret once, and proves itself with it', async () => {
      const { clientId, secret } = await ok(
        admin.post<{ clientId: string; secret: string }>('/api/v1/clients', { id: 'ivr', name: 'IVR', roles: ['ivr'] }),
      );
      await center.asClient('acme', clientId, secret);
      const list = await ok(admin.get('/api/v1/clients'));
      expect(list).toMatchObject({ items: [{ id: 'ivr', roles: ['ivr'], active: true }] });
      expect(JSON.stringify(list)).not.toMatch(/secret|hash/i);
    });

    it('gets a new secret, and the old one is worth nothing', async () => {
      const client = { id: 'kiosk', name: 'Kiosk', roles: ['portal'] };
      const { secret: old } = await ok(admin.post<{ secret: string }>('/api/v1/clients', client));
      const { secret } = await ok(admin.post<{ secret: string }>('/api/v1/clients/kiosk/secret'));
      await expect(center.asClient('acme', 'kiosk', old)).rejects.toThrow('client-refused');
      await center.asClient('acme', 'kiosk', secret);
    });

    it('is shut out', async () => {
      const { secret } = await ok(
        admin.post<{ secret: string }>('/api/v1/clients', { id: 'old', name: 'Old', roles: [] }),
      );
      await ok(admin.post('/api/v1/clients/old/deactivate'));
      await expect(center.asClient('acme', 'old', secret)).rejects.toThrow('client-refused');
    });

    it('has an id of its own, which is no service', async () => {
      await ok(admin.post('/api/v1/clients', { id: 'twin', name: 'Twin', roles: [] }));
      const twin = await admin.post('/api/v1/clients', { id: 'twin', name: 'Twin', roles: [] });
      expect(twin).toMatchObject({ status: 409, body: { code: 'client-taken' } });
      const gateway = await admin.post('/api/v1/clients', { id: 'gateway', name: 'Gateway', roles: [] });
      expect(gateway).toMatchObject({ status: 422, body: { code: 'client-reserved' } });
    });
  });
});
