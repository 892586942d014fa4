import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TenantDirectory } from '#libs/discovery/tenant-directory';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import { TenantUpkeep } from '../../src/tenant/tenant-upkeep.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

const PASSWORD = 'first-password';

describe('common-center: tenants', () => {
  let center: CommonCenterInTest;
  let platform: ApiClient;
  let directory: TenantDirectory;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('platform');
    await center.register('acme');
    platform = await center.asPerson('platform');
    directory = center.service.running.app.get(TenantDirectory);
  });
  afterAll(() => center.stop());

  const initech = (parts: object = {}) => ({
    id: 'initech',
    name: 'Initech',
    domains: ['initech.localhost'],
    admin: { login: 'admin', password: PASSWORD },
    ...parts,
  });

  describe('one call', () => {
    it('makes a tenant that lives: databases everywhere, known to all, its administrator can come in', async () => {
      await center.keepersProvision('initech');
      const { status, body } = await platform.post('/api/v1/tenants', initech());
      expect(status).toBe(201);
      expect(body).toMatchObject({ id: 'initech', status: 'active', domains: ['initech.localhost'] });
      expect(directory.byDomain('initech.localhost')).toMatchObject({ id: 'initech', status: 'active' });
      for (const keeper of ['call-center', 'ticket-center', 'operations-center']) {
        expect(await center.askedOf(keeper)).toContain('PUT /internal/tenants/initech');
      }
      const admin = await center.asPerson('initech', 'admin', PASSWORD);
      expect(await ok(admin.get('/api/v1/customers'))).toEqual({ items: [], next: null });
    });

    it('may be repeated, and makes no second one', async () => {
      const { status, body } = await platform.post('/api/v1/tenants', initech());
      expect(status).toBe(201);
      expect(body).toMatchObject({ id: 'initech', status: 'active' });
      const other = await platform.post('/api/v1/tenants', initech({ name: 'Another' }));
      expect(other).toMatchObject({ status: 409, body: { code: 'tenant-exists' } });
    });

    it('is refused when a domain belongs to another tenant, and nothing is left of it', async () => {
      const body = initech({ id: 'umbrella', domains: ['umbrella.localhost', 'ACME.localhost'] });
      const refused = await platform.post('/api/v1/tenants', body);
      expect(refused).toMatchObject({ status: 409, body: { code: 'domain-taken' } });
      expect((await platform.get('/api/v1/tenants/umbrella')).status).toBe(404);
      expect(directory.get('umbrella')).toBeUndefined();
    });

    it.each(['Initech', 'a', '1st', 'in_tech', 'a b'])('is refused for the id %j', async (id) => {
      const refused = await platform.post('/api/v1/tenants', initech({ id, domains: ['other.localhost'] }));
      expect(refused).toMatchObject({ status: 422, body: { code: 'invalid-tenant-id' } });
    });
  });

  it('are the business of the platform tenant only: the administrator of another may do everything, but not this', async () => {
    const admin = await center.asPerson('acme');
    const refused = { status: 403, body: { code: 'platform-only' } };
    expect(await admin.post('/api/v1/tenants', initech({ id: 'sly' }))).toMatchObject(refused);
    expect(await admin.get('/api/v1/tenants')).toMatchObject(refused);
    expect(await admin.post('/api/v1/tenants/initech/suspend')).toMatchObject(refused);
  });

  it('are suspended and resumed, and everybody is told', async () => {
    const admin = await center.asPerson('acme');
    expect(await ok(platform.post('/api/v1/tenants/acme/suspend'))).toMatchObject({ status: 'suspended' });
    expect(directory.get('acme')?.status).toBe('suspended');
    expect(directory.awake()).not.toContain('acme');
    expect(await admin.get('/api/v1/customers')).toMatchObject({ status: 403, body: { code: 'tenant-suspended' } });
    const again = await platform.post('/api/v1/tenants/acme/suspend');
    expect(again).toMatchObject({ status: 409, body: { code: 'tenant-transition-not-allowed' } });
    expect(await ok(platform.post('/api/v1/tenants/acme/resume'))).toMatchObject({ status: 'active' });
    expect(directory.get('acme')?.status).toBe('active');
    expect((await admin.get('/api/v1/customers')).status).toBe(200);
  });

  it('have the host names they are given, each of them alone, and everybody is told', async () => {
    const domains = ['acme.localhost', 'help.acme.localhost'];
    expect(await ok(platform.put('/api/v1/tenants/acme/domains', { domains }))).toMatchObject({ domains });
    expect(directory.byDomain('help.acme.localhost')?.id).toBe('acme');
    const taken = await platform.put('/api/v1/tenants/acme/domains', { domains: ['initech.localhost'] });
    expect(taken).toMatchObject({ status: 409, body: { code: 'domain-taken' } });
    await platform.put('/api/v1/tenants/acme/domains', { domains: ['acme.localhost'] });
    expect(directory.byDomain('help.acme.localhost')).toBeUndefined();
  });

  it('have only as many users as was agreed with them', async () => {
    const admin = await center.asPerson('acme');
    const account = { login: 'one-more', name: 'One More', password: 'one-more-password', roles: ['agent'] };
    await ok(platform.put('/api/v1/tenants/acme/terms', { quotas: { users: 1 } }));
    const refused = { status: 403, body: { code: 'quota-exceeded', facts: { quota: 'users', limit: 1 } } };
    expect(await admin.post('/api/v1/accounts', account)).toMatchObject(refused);
    const unknown = await platform.put('/api/v1/tenants/acme/terms', { plan: 'nobody-knows' });
    expect(unknown).toMatchObject({ status: 404, body: { code: 'tenant-plan-not-found' } });
    await ok(platform.put('/api/v1/tenants/acme/terms', {}));
    expect((await admin.post('/api/v1/accounts', account)).status).toBe(201);
  });

  it('are listed', async () => {
    const { items } = await ok(platform.get<{ items: { id: string }[] }>('/api/v1/tenants'));
    expect(items.map(({ id }) => id)).toEqual(['acme', 'initech', 'platform']);
  });

  describe('when a service is away while a tenant is made', () => {
    it('the tenant waits, and goes on by itself once the service is back', async () => {
      await center.keepersProvision('hooli');
      const away = await center.service.remote('ticket-center');
      away.answers('PUT', '/internal/tenants/hooli', () => {
        throw new StubRefusal(503, { code: 'database-unavailable', detail: 'not now' });
      });
      const body = initech({ id: 'hooli', domains: ['hooli.localhost'] });
      expect((await platform.post('/api/v1/tenants', body)).status).toBe(503);
      expect(directory.get('hooli')?.status).toBe('provisioning');
      await expect(center.asPerson('hooli', 'admin', PASSWORD)).rejects.toThrow('login-refused');

      await center.keepersProvision('hooli');
      await center.service.running.app.get(TenantUpkeep).rounds.run();
      expect(directory.get('hooli')?.status).toBe('active');
      await center.asPerson('hooli', 'admin', PASSWORD);
    });
  });

  it('are answered for before they live when their databases take long, and go on by themselves', async () => {
    await center.keepersProvision('slow');
    const made = Promise.withResolvers<object>();
    const slow = await center.service.remote('ticket-center');
    slow.answers('PUT', '/internal/tenants/slow', () => made.promise);
    const body = initech({ id: 'slow', domains: ['slow.localhost'] });
    expect(await platform.post('/api/v1/tenants', body)).toMatchObject({
      status: 201,
      body: { status: 'provisioning' },
    });
    made.resolve({});
    await eventually('it lives', () => directory.get('slow')?.status === 'active');
    await center.asPerson('slow', 'admin', PASSWORD);
  });

  it('are told again to the config centre when it has lost them', async () => {
    await directory.publish({ id: 'acme', name: 'lost', domains: [], status: 'provisioning' });
    await center.service.running.app.get(TenantUpkeep).rounds.run();
    expect(directory.get('acme')).toEqual({ id: 'acme', name: 'acme', domains: ['acme.localhost'], status: 'active' });
  });

  it('are registered by the suite with logins to start with, as often as it starts', async () => {
    const more = { accounts: [{ login: 'sam', name: 'Sam', password: 'sams-password', roles: ['supervisor'] }] };
    await center.register('globex', more);
    await center.register('globex', more);
    const sam = await center.asPerson('globex', 'sam', 'sams-password');
    expect((await ok(sam.get<{ items: unknown[] }>('/api/v1/accounts'))).items).toHaveLength(2);
  });

  it('puts nobody beside a tenant that wants its server for itself, nor such a one beside others', async () => {
    const put = (id: string, where: object) =>
      platform.post('/api/v1/tenants', initech({ id, domains: [`${id}.localhost`], ...where }));
    const made = async (id: string, where: object) => {
      await center.keepersProvision(id);
      return ok(put(id, where));
    };
    expect(await put('massive', { isolation: 'dedicated' })).toMatchObject({
      ...{ status: 422, body: { code: 'tenant-needs-own-server' } },
    });
    expect(await made('massive', { server: 'alone', isolation: 'dedicated' })).toMatchObject({
      isolation: 'dedicated',
    });
    expect(await made('pied', { server: 'some' })).toMatchObject({ isolation: 'shared', server: 'some' });
    expect(await put('raviga', { server: 'alone' })).toMatchObject({
      ...{ status: 409, body: { code: 'tenant-server-dedicated' } },
    });
    expect(await put('raviga', { server: 'some', isolation: 'dedicated' })).toMatchObject({
      ...{ status: 409, body: { code: 'tenant-server-not-empty' } },
    });
    expect((await platform.get('/api/v1/tenants/raviga')).status).toBe(404);
  });
});
