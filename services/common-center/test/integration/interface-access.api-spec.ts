import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConfigCentre } from '#libs/discovery/config/config-centre';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { InterfaceSecretSchema } from '../../src/integration/infra/interface-secret.schema.js';
import { commonCenter } from '../../src/service.js';
import { AUTHORITY, CLIENT_CERTIFICATE, CLIENT_KEY } from './certificates.js';
import { ok } from '../common-center-in-test.js';
import { InterfaceDesk, OPENED, OPERATIONS, type InterfaceView } from './interface-desk.js';
import { ScriptedSystem } from './scripted-system.js';

serviceOnEachEngine('common-center: how interfaces are known, and where they lead', (start) => {
  let desk: InterfaceDesk;

  beforeAll(async () => {
    desk = await InterfaceDesk.start(await start(commonCenter, { tenants: ['acme', 'globex'] }));
  });
  beforeEach(() => desk.renew());
  afterAll(() => desk.stop());

  describe('how the other side knows us', () => {
    it('by name and password', async () => {
      const { code } = await desk.published({ auth: { kind: 'basic', username: 'desk' } }, { password: 'pass:word' });
      await desk.call(code, 'get', { number: 'so-1' });
      expect(desk.system.last.headers.authorization).toBe(`Basic ${Buffer.from('desk:pass:word').toString('base64')}`);
    });

    it('by a key in a header, or in the query', async () => {
      const inHeader = await desk.published(
        { auth: { kind: 'api-key', in: 'header', name: 'x-key' } },
        { 'api-key': 'k1' },
      );
      await desk.call(inHeader.code, 'get', { number: 'so-1' });
      expect(desk.system.last.headers['x-key']).toBe('k1');
      const inQuery = await desk.published(
        { auth: { kind: 'api-key', in: 'query', name: 'key' } },
        { 'api-key': 'k2' },
      );
      await desk.call(inQuery.code, 'get', { number: 'so-1' });
      expect(desk.system.last.query.get('key')).toBe('k2');
    });

    it('by a signature over the body and a nonce', async () => {
      const auth = {
        ...{ kind: 'hmac', keyId: 'us', text: '{method} {path} {timestamp} {nonce} {body}' },
        headers: { 'x-sign': '{keyId}:{signature}', 'x-nonce': '{nonce}', 'x-time': '{timestamp}' },
      };
      const { code } = await desk.published({ auth }, { 'hmac-secret': 'shared' });
      await desk.call(code, 'cancel', { number: 'so-1' });
      const { headers, body } = desk.system.last;
      const signed = `POST /cancellations ${String(headers['x-time'])} ${String(headers['x-nonce'])} ${body}`;
      expect(headers['x-sign']).toBe(`us:${createHmac('sha256', 'shared').update(signed).digest('hex')}`);
    });

    it('by a token that is asked for once, and anew when it is over or no longer taken', async () => {
      let valid = 'token-1';
      let issued = 0;
      desk.system.answers('POST', '/token', () => ({
        body: { access_token: `token-${(issued += 1)}`, expires_in: 300 },
      }));
      desk.system.answers('GET', '/orders/SO-1', ({ headers }) =>
        headers.authorization === `Bearer ${valid}` ? { body: { total: 1 } } : { status: 401 },
      );
      const auth = { kind: 'oauth2', tokenUrl: `${desk.system.url}/token`, clientId: 'us', scope: 'orders' };
      const { code } = await desk.published({ auth }, { 'client-secret': 'very secret' });
      await Promise.all([1, 2, 3].map(() => desk.call(code, 'get', { number: 'so-1' })));
      expect(issued).toBe(1);
      const token = desk.system.asked.find(({ path }) => path === '/token')!;
      expect(token.headers.authorization).toBe(`Basic ${Buffer.from('us:very%20secret').toString('base64')}`);
      expect(Object.fromEntries(new URLSearchParams(token.body))).toEqual({
        grant_type: 'client_credentials',
        scope: 'orders',
      });
      valid = 'token-2';
      expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({ outcome: 'answered' });
      desk.service.clock.advance(300_000);
      valid = 'token-3';
      expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({ outcome: 'answered' });
      expect(issued).toBe(3);
    });

    it('by a certificate', async () => {
      const secure = await ScriptedSystem.start({ tls: true });
      secure.answers('GET', '/orders/SO-1', () => ({ body: { total: 3 } }));
      const pair = { 'tls-certificate': CLIENT_CERTIFICATE, 'tls-key': CLIENT_KEY };
      const shown = await desk.published(
        { baseUrl: secure.url, tls: { clientCertificate: true, authorities: AUTHORITY } },
        pair,
      );
      expect(await desk.call(shown.code, 'get', { number: 'so-1' })).toMatchObject({
        outcome: 'answered',
        result: { total: 3 },
      });
      expect(secure.last.shown).toBe('client');
      const bare = await desk.published({ baseUrl: secure.url, tls: { authorities: AUTHORITY } });
      const doubtful = await desk.published({ baseUrl: secure.url, tls: { clientCertificate: true } }, pair);
      for (const { code } of [bare, doubtful])
        expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({
          outcome: 'failed',
          code: 'service-unavailable',
        });
      expect(secure.asked).toHaveLength(1);
      await secure.stop();
    });

    it('by secrets that nobody can read again, sealed in the database, and that go nowhere else', async () => {
      const { id, code } = await desk.published(
        { auth: { kind: 'basic', username: 'desk' } },
        { password: 'hunter2hunter2' },
      );
      const shown = [
        await desk.admin.get(`/api/v1/interfaces/${id}`),
        await desk.admin.get(`/api/v1/interfaces/${id}/secrets`),
      ];
      expect(JSON.stringify(shown)).not.toContain('hunter2');
      expect(shown[1]).toMatchObject({
        body: { items: [{ name: 'password', setBy: expect.any(String) }], missing: [] },
      });
      const database = desk.service.running.app.get(Database);
      const rows = await runAsTenant('acme', async () => (await database.reader()).find(InterfaceSecretSchema));
      expect(JSON.stringify(rows)).not.toContain('hunter2');
      const elsewhere = await ScriptedSystem.start();
      const { version, draft } = await ok(desk.admin.get<InterfaceView>(`/api/v1/interfaces/${id}`));
      const moved = { name: 'Orders', document: { ...draft, baseUrl: elsewhere.url } };
      await ok(desk.admin.put(`/api/v1/interfaces/${id}`, moved, { 'if-match': `"${version}"` }));
      await ok(desk.admin.post(`/api/v1/interfaces/${id}/publish`, {}));
      expect(await desk.call(code, 'get', { number: 'so-1' })).toMatchObject({
        outcome: 'failed',
        code: 'interface-secret-elsewhere',
      });
      expect(elsewhere.asked).toEqual([]);
      await ok(desk.admin.put(`/api/v1/interfaces/${id}/secrets/password`, { value: 'another one' }));
      await desk.call(code, 'get', { number: 'so-1' });
      expect(elsewhere.last.headers.authorization).toBe(`Basic ${Buffer.from('desk:another one').toString('base64')}`);
      await elsewhere.stop();
    });
  });

  it('leads nowhere inside: not when it is saved, nor when it is called', async () => {
    const globex = await desk.center.asPerson('globex');
    const inside = { code: 'inside', name: 'Inside', document: { baseUrl: desk.system.url, operations: OPERATIONS } };
    const made = await ok(globex.post<InterfaceView>('/api/v1/interfaces', inside));
    expect(made.problems).toMatchObject([
      { operation: null, message: expect.stringContaining('does not lie outside') },
    ]);
    expect(await globex.post(`/api/v1/interfaces/${made.id}/publish`, {})).toMatchObject({ status: 422 });
    const { code } = await desk.published();
    const centre = desk.service.running.app.get(ConfigCentre);
    await centre.set('outside-addresses', '{}');
    const closed = await desk.call(code, 'get', { number: 'so-1' });
    await centre.set('outside-addresses', JSON.stringify(OPENED));
    expect(closed).toMatchObject({ outcome: 'failed', code: 'address-not-outside' });
    expect(desk.system.asked).toEqual([]);
  });

  it('is no other tenant’s', async () => {
    const { code } = await desk.published();
    const globex = await desk.center.asService('globex');
    expect(await globex.post(`/internal/interfaces/${code}/operations/get/calls`, { caller: 'process' })).toMatchObject(
      {
        ...{ status: 404, body: { code: 'interface-not-found' } },
      },
    );
  });
});
