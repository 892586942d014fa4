import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ok } from '../common-center-in-test.js';
import { CustomerDesk, PASSPORT, type Customer } from './customer-desk.js';

type Results = { results: ({ customerId: string } | { code: string; field: string })[] };

describe('common-center: how customers are found', () => {
  let desk: CustomerDesk;

  beforeAll(async () => {
    desk = await CustomerDesk.start();
  });
  afterAll(() => desk.stop());

  describe('channel accounts and the end of a number', () => {
    it('lead to the customer', async () => {
      const accounts = [{ channel: 'wechat', id: 'oX_abC' }];
      const card = { type: 'id-card', number: '11010519491231002X' };
      const { id } = await ok(desk.register({ name: '王小明', phones: ['138 0013 7777'], accounts, document: card }));
      expect(await desk.search({ account: { channel: 'WeChat', id: 'oX_abC' } })).toMatchObject([{ id }]);
      expect(await desk.search({ account: { channel: 'wechat', id: 'ox_abc' } })).toEqual([]);
      expect(await desk.search({ lastFour: { of: 'phone', characters: '7777' } })).toMatchObject([{ id }]);
      expect(await desk.search({ lastFour: { of: 'document', characters: '002x' } })).toMatchObject([{ id }]);
      expect(await desk.search({ lastFour: { of: 'document', characters: '7777' } })).toEqual([]);
      expect(await desk.register({ name: 'Wu', accounts })).toMatchObject({ status: 201, body: { id } });
    });

    it('lead to those who share it page by page', async () => {
      const phones = ['138 0013 6161'];
      for (const name of ['Ann', 'Ben', 'Cao']) await ok(desk.register({ name, phones }));
      const asked = { lastFour: { of: 'phone', characters: '6161' } };
      const page = (query: string) =>
        ok(
          desk.agent.post<{ items: Customer[]; next: string | null }>(
            `/api/v1/customers/search?limit=2${query}`,
            asked,
          ),
        );
      const first = await page('');
      expect(first.items).toMatchObject([{ name: 'Ann' }, { name: 'Ben' }]);
      expect(await page(`&cursor=${first.next}`)).toMatchObject({ items: [{ name: 'Cao' }], next: null });
    });

    it('an identity card with a wrong check digit is refused', async () => {
      const document = { type: 'id-card', number: '110105194912310021' };
      expect(await desk.register({ name: 'Li', document })).toMatchObject({
        status: 422,
        body: { code: 'document-malformed' },
      });
    });
  });

  describe('finding', () => {
    it.each([
      ['phone', { phone: '0013035550199' }],
      ['e-mail', { email: 'Noah.Brown@example.com' }],
      ['external id', { externalId: { system: 'retail', id: 'noah_brown_6181' } }],
      ['document', { document: { type: 'passport', number: 'x-123' } }],
      ['number', { number: 'K-20261123-000001' }],
    ])('works by %s', async (_, criterion) => {
      expect(await desk.search(criterion)).toMatchObject([{ id: desk.noah.id }]);
      expect(await ok(desk.identify(criterion))).toMatchObject({ id: desk.noah.id });
    });

    it('tells a machine no more than it needs', async () => {
      const found = await ok(desk.identify({ phone: '+13035550199' }));
      expect(Object.keys(found).sort()).toEqual(['id', 'kind', 'name', 'number', 'segments']);
      expect((await desk.ivr.get(`/api/v1/customers/${desk.noah.id}`)).status).toBe(403);
    });

    it('says when nobody or several could be meant', async () => {
      expect(await desk.identify({ phone: '555 9999' })).toMatchObject({
        status: 404,
        body: { code: 'customer-not-found' },
      });
      await ok(desk.register({ name: 'Mum', phones: ['555 0500'] }));
      await ok(desk.register({ name: 'Dad', phones: ['555 0500'] }));
      expect(await desk.identify({ phone: '555 0500' })).toMatchObject({
        status: 409,
        body: { code: 'customer-ambiguous' },
      });
      expect(await desk.search({ phone: '555 0500' })).toHaveLength(2);
    });

    it('needs one criterion', async () => {
      expect((await desk.identify({})).status).toBe(422);
      expect((await desk.identify({ phone: '555 0500', number: 'K-1' })).status).toBe(422);
    });

    it('lists the newest first, page by page', async () => {
      const page = (query: string) =>
        ok(desk.agent.get<{ items: Customer[]; next: string | null }>(`/api/v1/customers?limit=2${query}`));
      const first = await page('');
      const second = await page(`&cursor=${first.next}`);
      const numbers = [...first.items, ...second.items].map(({ number }) => number);
      expect(numbers).toEqual(numbers.toSorted().reverse());
      expect(new Set(numbers).size).toBe(4);
    });
  });

  describe('a list of customers', () => {
    const batch = async (rows: object[]) =>
      (await ok(desk.admin.post<Results>('/api/v1/customers/batch', { rows }))).results;

    it('is registered row by row: a bad row is named and keeps no other out', async () => {
      const results = await batch([
        { name: 'Row One', externalIds: [{ system: 'list', id: '1' }] },
        { name: 'Row Two', phones: ['no phone'] },
        { name: 'Noah Brown', document: PASSPORT },
        { name: 'Not Noah', document: PASSPORT },
      ]);
      expect(results).toEqual([
        { customerId: expect.any(String) },
        { code: 'phone-malformed', field: 'phone' },
        { customerId: desk.noah.id },
        { code: 'document-name-differs', field: 'name' },
      ]);
      const reread = await ok(desk.agent.get<Customer>(`/api/v1/customers/${desk.noah.id}`));
      expect(reread.version).toBe(desk.noah.version);
    });

    it('of another service is resolved, and again to the same', async () => {
      const callCenter = await desk.center.asService('acme', { client_id: 'ticket-center' });
      const rows = [
        { externalId: { system: 'retail', id: 'noah_brown_6181' }, name: 'Noah Brown' },
        { name: 'Una', phone: '555 0600' },
        { name: 'Uwe', email: 'uwe' },
      ];
      const resolve = async () => (await ok(callCenter.post<Results>('/internal/customers/resolve', { rows }))).results;
      const first = await resolve();
      expect(first).toEqual([
        { customerId: desk.noah.id },
        { customerId: expect.any(String) },
        { code: 'email-malformed', field: 'email' },
      ]);
      expect(await resolve()).toEqual(first);
      expect((await desk.agent.post('/internal/customers/resolve', { rows })).status).toBe(403);
    });

    it('are told apart to another service by codes, and by nothing that is personal', async () => {
      const callCenter = await desk.center.asService('acme', { client_id: 'operations-center' });
      const ask = { ids: [desk.noah.id, crypto.randomUUID()] };
      const { items } = await ok(callCenter.post<{ items: object[] }>('/internal/customers/groups', ask));
      const { roles, segments, tags } = await ok(
        desk.agent.get<Record<'roles' | 'segments' | 'tags', string[]>>(`/api/v1/customers/${desk.noah.id}`),
      );
      const since = expect.stringMatching(/^2026-.*Z$/);
      expect(items).toEqual([{ customerId: desk.noah.id, kind: 'person', roles, segments, tags, since }]);
      expect((await desk.agent.post('/internal/customers/groups', ask)).status).toBe(403);
    });

    it('of 500 is registered in one call', async () => {
      const rows = Array.from({ length: 500 }, (_, index) => ({
        name: `Customer ${index}`,
        externalIds: [{ system: 'bulk', id: `${index}` }],
      }));
      const ids = (await batch(rows)).map((result) => 'customerId' in result && result.customerId);
      expect(new Set(ids).size).toBe(500);
      expect((await desk.admin.post('/api/v1/customers/batch', { rows: [...rows, rows[0]] })).status).toBe(422);
    });
  });
});
