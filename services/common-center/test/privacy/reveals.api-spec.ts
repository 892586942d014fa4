import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { AccessBlocks } from '#libs/personal-data/access-blocks';
import { ClearSightings } from '#libs/web/personal/clear-sightings';
import { eventually } from '#libs/testing/eventually';
import { AccessWatch } from '../../src/privacy/reveal/access-watch.js';
import { RevealBlocks } from '../../src/privacy/reveal/reveal-blocks.js';
import { RevealSchema } from '../../src/privacy/reveal/reveal.schema.js';
import { ok } from '../common-center-in-test.js';
import { PrivacyDesk, PURPOSE, WANG, type Customer } from './privacy-desk.js';

describe('common-center: personal data', () => {
  let desk: PrivacyDesk;

  beforeAll(async () => {
    desk = await PrivacyDesk.start();
  });
  afterAll(() => desk.stop());

  describe('an answer', () => {
    it('is masked for who may not see it, and clear for who may', async () => {
      expect(await ok(desk.trainee.get(`/api/v1/customers/${desk.wang.id}`))).toMatchObject({
        name: '王*明',
        phones: ['138****8000'],
        emails: ['x***@example.com'],
        document: { number: '110105********002X' },
        address: { lines: ['海淀区****'] },
      });
      expect(await ok(desk.admin.get(`/api/v1/customers/${desk.wang.id}`))).toMatchObject(WANG);
    });

    it('follows the policy of the tenant at once: its own rule, and what nobody sees', async () => {
      await ok(
        desk.admin.put('/api/v1/masking-policy', { rules: { 'id-card': { head: 3, tail: 4 } }, always: ['phone'] }),
      );
      const seen = { phones: ['138****8000'], document: { number: '110********002X' } };
      expect(await ok(desk.trainee.get(`/api/v1/customers/${desk.wang.id}`))).toMatchObject(seen);
      expect(await ok(desk.admin.get(`/api/v1/customers/${desk.wang.id}`))).toMatchObject({
        ...WANG,
        phones: ['138****8000'],
      });
      await ok(desk.admin.put('/api/v1/masking-policy', {}));
    });

    it('never comes back in by saving', async () => {
      const { phones, name } = await ok(desk.trainee.get<Customer>(`/api/v1/customers/${desk.wang.id}`));
      const { status, body } = await desk.trainee.patch<{ code: string; errors: { field: string }[] }>(
        `/api/v1/customers/${desk.wang.id}`,
        { phones, name },
        { 'if-match': `"${desk.wang.version}"` },
      );
      expect([status, body.code]).toEqual([422, 'masked-value']);
      expect(body.errors.map(({ field }) => field).sort()).toEqual(['name', 'phones.0']);
      expect(await ok(desk.admin.get(`/api/v1/customers/${desk.wang.id}`))).toMatchObject(WANG);
    });
  });

  describe('a reveal', () => {
    it('shows one field of one record, and is in the audit trail with its purpose and without the value', async () => {
      expect(await ok(desk.reveal('/phones/0'))).toEqual({ value: '13800138000' });
      const [entry] = await desk.audit('?action=personal-data:reveal');
      expect(entry).toMatchObject({
        ...{ actor: desk.traineeId, resourceId: desk.wang.id, reason: PURPOSE },
        after: { resource: 'customer', field: '/phones/0', shown: true },
        source: { service: 'common-center' },
      });
      expect(JSON.stringify(entry)).not.toContain('13800138000');
    });

    it('needs a purpose, a record the caller may read, and a text in it', async () => {
      const { status } = await desk.trainee.post('/api/v1/reveals', {
        resource: 'customer',
        id: desk.wang.id,
        field: '/name',
      });
      expect(status).toBe(422);
      expect(await desk.reveal('/phones/7')).toMatchObject({ status: 404, body: { code: 'nothing-to-reveal' } });
      expect((await desk.reveal('/name', '0199d2f0-0000-7000-8000-00000000ffff')).status).toBe(404);
    });

    it('too often is told to the people the tenant named, once, and stopped where the tenant wants that', async () => {
      const policy = { perHour: 4, recordsPerDay: 50, timesTheirAverage: 3, alarmTo: ['ann'], blocksAtOnce: [] };
      await ok(desk.admin.put('/api/v1/reveal-policy', policy));
      for (let look = 0; look < 3; look++) await ok(desk.reveal('/phones/0'));
      await desk.center.service.settled();
      const alarms = desk.center.service.events('personal-data.access-alarmed.v1').map(({ data }) => data);
      expect(alarms).toEqual([
        { accountId: desk.traineeId, oddity: 'frequent', count: 5, usual: 4, recipients: ['ann'] },
      ]);
      await ok(desk.admin.put('/api/v1/reveal-policy', { ...policy, blocksAtOnce: ['frequent'] }));
      expect(await desk.reveal('/phones/0')).toMatchObject({ status: 403, body: { code: 'reveal-blocked' } });
      await ok(desk.admin.put('/api/v1/reveal-policy', { ...policy, perHour: 1_000 }));
      expect((await desk.reveal('/phones/0')).status).toBe(403);
      await ok(desk.admin.delete(`/api/v1/reveal-blocks/${desk.traineeId}`));
      expect((await desk.reveal('/phones/0')).status).toBe(200);
    });

    it('is refused for what the tenant wants masked always, of which programs see masks too, and had for the rest', async () => {
      const customer = `/api/v1/customers/${desk.wang.id}`;
      await ok(desk.admin.put('/api/v1/roles/connector', { permissions: ['customer:read', 'personal:*'] }));
      const client = { id: 'shop', name: 'Shop', roles: ['connector'] };
      const { secret } = await ok(desk.admin.post<{ secret: string }>('/api/v1/clients', client));
      const shop = await desk.center.asClient('acme', 'shop', secret);
      expect(await ok(shop.get(customer))).toMatchObject(WANG);
      await ok(desk.admin.put('/api/v1/masking-policy', { always: ['phone'] }));
      expect(await ok(shop.get(customer))).toMatchObject({ ...WANG, phones: ['138****8000'] });
      expect(await desk.reveal('/phones/0')).toMatchObject({ status: 403, body: { code: 'masked-always' } });
      expect(await ok(desk.reveal('/name'))).toEqual({ value: WANG.name });
      await ok(desk.admin.put('/api/v1/masking-policy', {}));
    });

    const part = <T>(type: abstract new (...args: never[]) => T): T => desk.center.service.running.app.get(type);
    const told = async () => {
      await part(ClearSightings).flush();
      await desk.center.service.settled();
      return desk.center.service.events('personal-data.list-seen.v1').map(({ data }) => data);
    };
    const usual = { perHour: 1_000, recordsPerDay: 1_000, timesTheirAverage: 100, alarmTo: [], blocksAtOnce: [] };

    it('by whatever way somebody is shown something in the clear counts: lists by their rows, single records too', async () => {
      await told();
      desk.center.service.clock.advance({ days: 2 });
      [desk.admin, desk.trainee] = [
        await desk.center.asPerson('acme'),
        await desk.center.asPerson('acme', 'tom', 'tom-password-1'),
      ];
      await ok(desk.admin.put('/api/v1/reveal-policy', { ...usual, rowsPerDay: 10 }));
      for (let each = 0; each < 5; each++)
        await ok(desk.admin.post('/api/v1/customers', { name: `王 ${each}`, phones: [`1360013600${each}`] }));
      const before = (await told()).length;
      const list = (caller: ApiClient, limit: number) => ok(caller.get(`/api/v1/customers?limit=${limit}`));
      await list(desk.trainee, 6);
      await list(desk.admin, 3);
      await list(desk.admin, 3);
      await ok(desk.admin.get(`/api/v1/customers/${desk.wang.id}`));
      expect((await told()).slice(before)).toMatchObject([
        { kind: 'person', list: 'CustomerController.listCustomers', rows: 6 },
        { kind: 'person', list: 'CustomerController.getCustomer', rows: 1 },
      ]);
      const alarms = () => desk.center.service.events('personal-data.access-alarmed.v1').map(({ data }) => data);
      expect(alarms().at(-1)).toMatchObject({ oddity: 'bulk', count: 11, usual: 10 });
      await ok(desk.admin.put('/api/v1/reveal-policy', usual));
    });

    describe('a record that somebody is shown as it is by their rights, without a reveal', () => {
      const sights = async (query: string) => {
        await part(ClearSightings).flush();
        await desk.center.service.settled();
        return (await ok(desk.admin.get<{ items: object[] }>(`/api/v1/record-sights?${query}`))).items;
      };

      it('is written down with who saw it: once an hour, however often they look', async () => {
        const customer = { name: '李一', phones: ['13600136060'] };
        const { id } = await ok(desk.admin.post<Customer>('/api/v1/customers', customer));
        desk.center.service.clock.advance({ hours: 2 });
        [desk.admin, desk.trainee] = [
          await desk.center.asPerson('acme'),
          await desk.center.asPerson('acme', 'tom', 'tom-password-1'),
        ];
        const before = (await sights(`recordId=${id}`)).length;
        for (let times = 0; times < 3; times++) await ok(desk.admin.get(`/api/v1/customers/${id}`));
        await ok(desk.trainee.get(`/api/v1/customers/${id}`));
        const seen = await sights(`recordId=${id}`);
        expect(seen.slice(0, seen.length - before)).toMatchObject([
          { recordId: id, way: 'CustomerController.getCustomer', single: true },
        ]);
        desk.center.service.clock.advance({ hours: 1 });
        [desk.admin, desk.trainee] = [
          await desk.center.asPerson('acme'),
          await desk.center.asPerson('acme', 'tom', 'tom-password-1'),
        ];
        await ok(desk.admin.get(`/api/v1/customers/${id}`));
        expect(await sights(`recordId=${id}`)).toHaveLength(seen.length + 1);
        expect((await desk.trainee.get(`/api/v1/record-sights?recordId=${id}`)).status).toBe(403);
        expect(await desk.admin.get('/api/v1/record-sights')).toMatchObject({ status: 422 });
      });

      it('raises an alarm where one opens more of them than usual, or takes an export', async () => {
        desk.center.service.clock.advance({ hours: 2 });
        [desk.admin, desk.trainee] = [
          await desk.center.asPerson('acme'),
          await desk.center.asPerson('acme', 'tom', 'tom-password-1'),
        ];
        await ok(desk.admin.put('/api/v1/reveal-policy', { ...usual, opensPerHour: 10 }));
        const { items } = await ok(desk.admin.get<{ items: Customer[] }>('/api/v1/customers?limit=6'));
        const made = await Promise.all(
          [0, 1, 2, 3, 4, 5].map((no) =>
            ok(desk.admin.post<Customer>('/api/v1/customers', { name: `李 ${no}`, phones: [`1370013710${no}`] })),
          ),
        );
        for (const { id } of [...items, ...made]) await ok(desk.admin.get(`/api/v1/customers/${id}`));
        await sights(`recordId=${desk.wang.id}`);
        const alarms = desk.center.service.events('personal-data.access-alarmed.v1').map(({ data }) => data);
        expect(alarms.at(-1)).toMatchObject({ oddity: 'frequent', usual: 10 });
        await ok(desk.admin.put('/api/v1/reveal-policy', usual));
      });
    });

    it('is told of once, however many look at the same time', async () => {
      await ok(desk.admin.put('/api/v1/reveal-policy', { ...usual, perHour: 1 }));
      const before = desk.center.service.events('personal-data.access-alarmed.v1').length;
      const looks = await Promise.all([1, 2, 3, 4].map(() => desk.reveal('/phones/0')));
      expect(looks.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      await desk.center.service.settled();
      expect(desk.center.service.events('personal-data.access-alarmed.v1').slice(before)).toHaveLength(1);
      await ok(desk.admin.put('/api/v1/reveal-policy', usual));
    });

    it('is forgotten once it says nothing of what is usual', async () => {
      const kept = () => runAsTenant('acme', async () => (await part(Database).reader()).countBy(RevealSchema, {}));
      expect(await kept()).toBeGreaterThan(0);
      desk.center.service.clock.advance({ days: 1, minutes: 1 });
      await runAsTenant('acme', () => part(AccessWatch).forget());
      expect(await kept()).toBe(0);
      [desk.admin, desk.trainee] = [
        await desk.center.asPerson('acme'),
        await desk.center.asPerson('acme', 'tom', 'tom-password-1'),
      ];
    });

    it('is stopped by a supervisor, and so is everything else in the clear; nobody lifts their own block', async () => {
      const roles = ['trainee', 'customer-lead'];
      const permissions = ['customer:read', 'personal:*', 'personal-data:reveal', 'personal-data:block'];
      await ok(desk.admin.put('/api/v1/roles/customer-lead', { permissions }));
      const account = { login: 'kim', name: 'Kim', password: 'kim-password-1', roles };
      const { id } = await ok(desk.admin.post<{ id: string }>('/api/v1/accounts', account));
      const kim = await desk.center.asPerson('acme', 'kim', 'kim-password-1');
      const phones = async () => (await ok(kim.get<Customer>(`/api/v1/customers/${desk.wang.id}`))).phones;
      expect(await phones()).toEqual(desk.wang.phones);
      await ok(desk.admin.put(`/api/v1/reveal-blocks/${id}`, { reason: 'left the team' }));
      await eventually('the block is known', async () => (await phones())[0] === '138****8000');
      expect(
        (
          await kim.post('/api/v1/reveals', {
            resource: 'customer',
            id: desk.wang.id,
            field: '/name',
            purpose: PURPOSE,
          })
        ).status,
      ).toBe(403);
      expect(await kim.delete(`/api/v1/reveal-blocks/${id}`)).toMatchObject({ body: { code: 'own-reveal-block' } });
      await part(AccessBlocks).tell('acme', id, false);
      expect(await phones()).toEqual(desk.wang.phones);
      await part(RevealBlocks).rounds.run();
      expect(await phones()).toEqual(['138****8000']);
      await ok(desk.admin.delete(`/api/v1/reveal-blocks/${id}`));
      await eventually('the lifting is known', async () => (await phones())[0] === '13800138000');
    });
  });
});
