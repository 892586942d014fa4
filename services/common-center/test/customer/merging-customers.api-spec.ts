import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { MergedIds } from '../../src/customer/queries/merged-ids.js';
import { ok } from '../common-center-in-test.js';
import { CustomerDesk, type Customer } from './customer-desk.js';

describe('common-center: customers who are one, and those who belong together', () => {
  let desk: CustomerDesk;

  beforeAll(async () => {
    desk = await CustomerDesk.start();
  });
  afterAll(() => desk.stop());

  describe('merging', () => {
    const merge = (id: string, into: string) =>
      desk.admin.post<Customer>(`/api/v1/customers/${id}/merge`, { into, reason: 'the same person' });
    const unmerge = (id: string) => desk.admin.post<Customer>(`/api/v1/customers/${id}/unmerge`, { reason: 'twins' });
    const get = (id: string) => ok(desk.agent.get<Customer>(`/api/v1/customers/${id}`));

    it('leads whoever is looked for to the one who goes on, and taken back to each again', async () => {
      const one = await ok(
        desk.register({ name: 'Pat', phones: ['555 0700'], document: { type: 'passport', number: 'PAT1' } }),
      );
      const two = await ok(desk.register({ name: 'Patricia', emails: ['pat@example.com'], tags: ['vip'] }));
      expect(await ok(merge(one.id, two.id))).toMatchObject({
        id: two.id,
        name: 'Patricia',
        phones: ['555 0700'],
        absorbedIds: [one.id],
      });
      expect(await desk.search({ phone: '5550700' })).toMatchObject([{ id: two.id }]);
      expect(await desk.search({ document: { type: 'passport', number: 'PAT1' } })).toMatchObject([{ id: two.id }]);
      expect(await get(one.id)).toMatchObject({ name: 'Pat', mergedInto: two.id, phones: ['555 0700'] });
      expect(await ok(desk.register({ name: 'Pat', phones: ['555 0700'] }))).toMatchObject({ id: two.id });
      const patch = await desk.agent.patch(`/api/v1/customers/${one.id}`, { name: 'P' }, { 'if-match': '"2"' });
      expect(patch).toMatchObject({ status: 409, body: { code: 'customer-merged', facts: { into: two.id } } });

      expect(await ok(unmerge(one.id))).toMatchObject({ name: 'Pat', mergedInto: null, phones: ['555 0700'] });
      expect(await get(two.id)).toMatchObject({ phones: [], absorbedIds: [], document: null, tags: ['vip'] });
      expect(await desk.search({ phone: '5550700' })).toMatchObject([{ id: one.id }]);
    });

    it('is told to the other services, once, and kept with who did it and why', async () => {
      const [one, two] = [await ok(desk.register({ name: 'Ed' })), await ok(desk.register({ name: 'Eddie' }))];
      await ok(merge(one.id, two.id));
      await ok(merge(one.id, two.id));
      await ok(unmerge(one.id));
      await ok(unmerge(one.id));
      await desk.center.service.settled();
      const told = (type: string) =>
        desk.center.service.events(type).map(({ data }) => data as { mergedId: string; mergeId: string });
      const [merged] = told('customer.merged.v1').filter(({ mergedId }) => mergedId === one.id);
      expect(merged).toEqual({ customerId: two.id, mergedId: one.id, mergeId: expect.any(String) });
      const undone = told('customer.unmerged.v1').filter(({ mergedId }) => mergedId === one.id);
      expect(undone).toEqual([merged]);
      type Journal = { items: { type: string; data: object }[] };
      const { items } = await ok(desk.agent.get<Journal>(`/api/v1/customers/${two.id}/journal`));
      expect(items.map(({ type }) => type)).toEqual(['customer-registered', 'customer-merged', 'customer-unmerged']);
      expect(items[1]!.data).toMatchObject({ mergedId: one.id, reason: 'the same person', by: expect.any(String) });
    });

    it('is for supervisors, and of two that both go on', async () => {
      const [one, two, three] = [
        await ok(desk.register({ name: 'Al' })),
        await ok(desk.register({ name: 'Alan' })),
        await ok(desk.register({ name: 'Allan' })),
      ];
      expect((await desk.agent.post(`/api/v1/customers/${one.id}/merge`, { into: two.id, reason: 'x' })).status).toBe(
        403,
      );
      await ok(merge(one.id, two.id));
      expect(await merge(two.id, one.id)).toMatchObject({ status: 409, body: { code: 'customer-merged' } });
      await ok(merge(two.id, three.id));
      expect(await get(one.id)).toMatchObject({ mergedInto: three.id });
      const families = (...ids: string[]) =>
        runAsTenant('acme', () => desk.center.service.running.app.get(MergedIds, { strict: false }).families(ids));
      const all = [three.id, two.id, one.id];
      expect(await families(one.id, 'nobody', three.id)).toEqual([all, ['nobody'], all]);
      expect(await unmerge(one.id)).toMatchObject({ status: 409, body: { facts: { into: three.id } } });
      await ok(unmerge(two.id));
      expect(await families(one.id, three.id)).toEqual([[two.id, one.id], [three.id]]);
    });
  });

  describe('relatives and households', () => {
    type Relations = { items: { kind: string; customerId: string; name: string }[] };
    type Household = { id: string; version: number; memberIds: string[] };
    let mum: Customer;
    let kid: Customer;
    let twin: Customer;
    const relationsOf = async (id: string) =>
      (await ok(desk.agent.get<Relations>(`/api/v1/customers/${id}/relations`))).items;

    beforeAll(async () => {
      mum = await ok(desk.register({ name: 'Marge' }));
      kid = await ok(desk.register({ name: 'Bart' }));
      twin = await ok(desk.register({ name: 'Bart S.' }));
    });

    it('are told from one side and seen from both', async () => {
      const path = `/api/v1/customers/${kid.id}/relations/${mum.id}`;
      await ok(desk.agent.put(`${path}/parent`, {}));
      await ok(desk.agent.put(`${path}/parent`, {}));
      expect(await relationsOf(kid.id)).toMatchObject([{ kind: 'parent', customerId: mum.id, name: 'Marge' }]);
      expect(await relationsOf(mum.id)).toMatchObject([{ kind: 'child', customerId: kid.id, name: 'Bart' }]);
      expect(await desk.agent.put(`${path}/friend`, {})).toMatchObject({ status: 422 });
      expect(await desk.agent.put(`/api/v1/customers/${kid.id}/relations/${kid.id}/sibling`, {})).toMatchObject({
        status: 422,
        body: { code: 'customer-related-to-itself' },
      });
    });

    it('go along with a merge, and come back', async () => {
      const reason = { reason: 'the same' };
      await ok(desk.admin.post(`/api/v1/customers/${kid.id}/merge`, { into: twin.id, ...reason }));
      expect(await relationsOf(twin.id)).toMatchObject([{ kind: 'parent', customerId: mum.id }]);
      expect(await relationsOf(mum.id)).toMatchObject([{ kind: 'child', customerId: twin.id }]);
      await ok(desk.admin.post(`/api/v1/customers/${kid.id}/unmerge`, reason));
      expect(await relationsOf(twin.id)).toEqual([]);
      await ok(desk.agent.delete(`/api/v1/customers/${mum.id}/relations/${kid.id}/child`));
      expect([await relationsOf(kid.id), await relationsOf(mum.id)]).toEqual([[], []]);
    });

    it('share a roof, and nobody lives under two', async () => {
      const found = (memberIds: string[], headId: string | null = null) =>
        desk.agent.post<Household>('/api/v1/households', { memberIds, headId });
      const home = await ok(found([mum.id, kid.id], mum.id));
      expect(await found([kid.id])).toMatchObject({ status: 409, body: { code: 'household-lives-elsewhere' } });
      expect(await found([twin.id], mum.id)).toMatchObject({ status: 422 });
      const list = () => ok(desk.agent.get<{ items: Household[] }>(`/api/v1/households?customerId=${kid.id}`));
      expect((await list()).items).toMatchObject([{ id: home.id, headId: mum.id }]);
      const change = (version: number) =>
        desk.agent.put(`/api/v1/households/${home.id}`, { memberIds: [mum.id] }, { 'if-match': `"${version}"` });
      expect(await ok(change(1))).toMatchObject({ memberIds: [mum.id], version: 2 });
      expect(await change(1)).toMatchObject({ status: 412 });
      expect((await list()).items).toEqual([]);
    });
  });
});
