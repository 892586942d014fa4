import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { PersonRequestRounds } from '../../src/privacy/request/person-request-rounds.js';
import { ok } from '../common-center-in-test.js';
import { PrivacyDesk, type Customer } from './privacy-desk.js';

describe('common-center: what a person asks of their data', () => {
  let desk: PrivacyDesk;

  beforeAll(async () => {
    desk = await PrivacyDesk.start();
  });
  afterAll(() => desk.stop());

  describe('a request of a person', () => {
    const OTHERS = ['call-center', 'ticket-center', 'operations-center'];
    const run = () =>
      runAsTenant('acme', () => desk.center.service.running.app.get(PersonRequestRounds, { strict: false }).run());
    const answering = async (name: string, kind: string, holdings: object[]) =>
      (await desk.center.service.remote(name)).answers('POST', `/internal/person-data/${kind}`, () => ({ holdings }));
    const ask = (kind: string, customerId: string) =>
      ok(
        desk.admin.post<{ id: string }>('/api/v1/person-requests', {
          kind,
          customerId,
          reason: 'a letter of 2026-11-20',
        }),
      );
    const state = (id: string) => ok(desk.admin.get<object>(`/api/v1/person-requests/${id}`));

    it('for a copy gathers what every service has, and goes on where it stopped', async () => {
      const li = await ok(desk.admin.post<Customer>('/api/v1/customers', { name: '李四', phones: ['13900139000'] }));
      const { id } = await ask('export', li.id);
      await answering('call-center', 'export', [{ holding: 'contacts', rows: [{ address: '13900139000' }] }]);
      await run();
      expect(await state(id)).toMatchObject({ state: 'running', progress: { done: 2, of: 4 } });
      expect(await desk.admin.get(`/api/v1/person-requests/${id}/content`)).toMatchObject({ status: 409 });
      for (const name of OTHERS.slice(1)) await answering(name, 'export', []);
      await run();
      expect(await state(id)).toMatchObject({ progress: { done: 2, of: 4 } });
      desk.center.service.clock.advance({ minutes: 2 });
      await run();
      expect(await state(id)).toMatchObject({ state: 'done', progress: { done: 4, of: 4 } });
      const copy = JSON.stringify((await desk.admin.get(`/api/v1/person-requests/${id}/content`)).body);
      expect(copy.match(/13900139000/g)).toHaveLength(2);
      expect((await desk.audit('?action=person-request:export'))[0]).toMatchObject({ resourceId: id });
    });

    it('for erasure leaves a receipt of what was erased, and of what had to stay and why', async () => {
      const li = await ok(desk.admin.post<Customer>('/api/v1/customers', { name: '李四', phones: ['13700137000'] }));
      const twin = { name: '李四', phones: ['13700137001'], emails: ['lisi@example.com'] };
      const twice = await ok(desk.admin.post<Customer>('/api/v1/customers', twin));
      await ok(desk.admin.post(`/api/v1/customers/${twice.id}/merge`, { into: li.id, reason: 'the same person' }));
      const receipt = { holding: 'contacts', rows: 2, erased: ['address'], kept: 'record-of-service' };
      await answering('call-center', 'erase', [receipt]);
      for (const name of OTHERS.slice(1)) await answering(name, 'erase', []);
      const { id } = await ask('erase', li.id);
      await run();
      expect(await state(id)).toMatchObject({
        state: 'done',
        steps: [
          { service: 'common-center', receipt: [{ holding: 'customer', rows: 2 }] },
          { service: 'call-center', receipt: [{ ...receipt, rows: 4 }] },
          { service: 'ticket-center' },
          { service: 'operations-center' },
        ],
      });
      expect(await ok(desk.admin.get(`/api/v1/customers/${li.id}`))).toMatchObject({ name: '-', phones: [] });
      const found = await ok(
        desk.admin.post<{ items: object[] }>('/api/v1/customers/search', { phone: '13700137001' }),
      );
      expect(found.items).toEqual([]);
      const { version } = await ok(desk.admin.get<Customer>(`/api/v1/customers/${li.id}`));
      const late = { phones: ['13700137000'] };
      expect(await desk.admin.patch(`/api/v1/customers/${li.id}`, late, { 'if-match': `"${version}"` })).toMatchObject({
        status: 409,
        body: { code: 'customer-erased' },
      });
      const trail = await desk.audit('?action=person-request:erase');
      expect(trail.map(({ resourceId, after }) => ({ resourceId, after })).reverse()).toMatchObject([
        { resourceId: id, after: { service: 'common-center', rows: { customer: 2 } } },
        { resourceId: id, after: { service: 'call-center', rows: { contacts: 4 } } },
        { resourceId: id, after: { service: 'ticket-center' } },
        { resourceId: id, after: { service: 'operations-center' } },
      ]);
      await desk.center.service.settled();
      expect(desk.center.service.events('person.erased.v1').map(({ data }) => data)).toEqual([
        { customerId: li.id, requestId: id },
      ]);
    });
  });

  describe('a request of a person that several come to at once', () => {
    it('is done by one of them, and each service asked once', async () => {
      const li = await ok(desk.admin.post<Customer>('/api/v1/customers', { name: '李五', phones: ['13700137055'] }));
      const asked: string[] = [];
      for (const name of ['call-center', 'ticket-center', 'operations-center'])
        (await desk.center.service.remote(name)).answers('POST', '/internal/person-data/erase', () => {
          asked.push(name);
          return { holdings: [] };
        });
      const body = { kind: 'erase', customerId: li.id, reason: 'a letter of 2026-11-21' };
      const { id } = await ok(desk.admin.post<{ id: string }>('/api/v1/person-requests', body));
      const rounds = desk.center.service.running.app.get(PersonRequestRounds, { strict: false });
      await Promise.all([1, 2, 3].map(() => runAsTenant('acme', () => rounds.run())));
      expect(asked).toEqual(['call-center', 'ticket-center', 'operations-center']);
      expect(await ok(desk.admin.get(`/api/v1/person-requests/${id}`))).toMatchObject({ state: 'done' });
      await desk.center.service.settled();
      const told = desk.center.service.events('person.erased.v1').filter(({ data }) => data.requestId === id);
      expect(told).toHaveLength(1);
    });
  });
});
