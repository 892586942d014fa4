import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { ok } from '../common-center-in-test.js';
import { CustomerDesk, NOAH, PASSPORT, type Customer } from './customer-desk.js';

describe('common-center: customers', () => {
  let desk: CustomerDesk;

  beforeAll(async () => {
    desk = await CustomerDesk.start();
  });
  afterAll(() => desk.stop());

  describe('registering', () => {
    it('gives a customer with a number to say on the phone', () => {
      expect(desk.noah).toMatchObject({ ...NOAH, kind: 'person', number: 'K-20261123-000001', version: 1 });
    });

    it('tells the other services that there is a customer, and nothing personal', async () => {
      const anna = await ok(desk.register({ name: 'Anna Ng', kind: 'organisation', emails: ['anna@example.com'] }));
      await desk.center.service.settled();
      const data = desk.center.service.events('customer.registered.v1').map((event) => event.data);
      expect(data).toContainEqual({ customerId: anna.id, kind: 'organisation' });
    });

    it('the same document and name again is the same customer', async () => {
      const again = await ok(desk.register({ name: 'noah  brown', document: { type: 'Passport', number: 'x123' } }));
      expect(again).toEqual(desk.noah);
    });

    it('the same external id again adds what is new', async () => {
      const lee = { name: 'Lee', externalIds: [{ system: 'retail', id: 'lee' }], phones: ['555 0100'] };
      const first = await ok(desk.register(lee));
      const again = await ok(desk.register({ ...lee, phones: ['555 0101'] }));
      expect(again).toMatchObject({ id: first.id, version: 2, phones: ['555 0100', '555 0101'] });
      expect(await desk.search({ phone: '5550101' })).toMatchObject([{ id: first.id }]);
    });

    it('without either, the same name at the same phone or e-mail is the same customer', async () => {
      const first = await ok(desk.register({ name: 'Kim', phones: ['555 0200'] }));
      expect(await ok(desk.register({ name: 'KIM', phones: ['5550200'] }))).toMatchObject({ id: first.id });
      expect((await ok(desk.register({ name: 'Tim', phones: ['555 0200'] }))).id).not.toBe(first.id);
    });

    it.each([
      ['the document belongs to another name', { name: 'Liam', document: PASSPORT }, 409, 'document-name-differs'],
      ['the phone number is masked', { name: 'Liam', phones: ['138****8000'] }, 422, 'masked-value'],
      ['the name is missing', { phones: ['555 0300'] }, 422, 'validation-failed'],
    ])('is refused when %s', async (_, body, status, code) => {
      expect(await desk.register(body)).toMatchObject({ status, body: { code } });
    });

    it('is refused when document and external id lead to different customers', async () => {
      await ok(desk.register({ name: 'Olivia', externalIds: [{ system: 'retail', id: 'olivia' }] }));
      const body = { name: 'Noah Brown', document: PASSPORT, externalIds: [{ system: 'retail', id: 'olivia' }] };
      expect(await desk.register(body)).toMatchObject({ status: 409, body: { code: 'identities-differ' } });
    });

    it('with the same Idempotency-Key gives the first answer again', async () => {
      const headers = { 'idempotency-key': 'a-lost-answer' };
      const first = await ok(desk.register({ name: 'Ray' }, headers));
      expect(await ok(desk.register({ name: 'Ray' }, headers))).toEqual(first);
    });
  });

  describe('correcting', () => {
    it('replaces what is named, for who read the customer as it is', async () => {
      const { id } = await ok(desk.register({ name: 'Eva', phones: ['555 0400'], emails: ['eva@example.com'] }));
      const correct = (version: number, body: object) =>
        desk.agent.patch<Customer>(`/api/v1/customers/${id}`, body, { 'if-match': `"${version}"` });
      expect(await ok(correct(1, { phones: ['555 0401'] }))).toMatchObject({
        version: 2,
        name: 'Eva',
        phones: ['555 0401'],
      });
      expect(await desk.search({ phone: '555 0400' })).toEqual([]);
      expect(await desk.search({ email: 'eva@example.com' })).toMatchObject([{ id }]);
      expect(await correct(1, { name: 'Eve' })).toMatchObject({ status: 412, body: { code: 'stale-version' } });
      expect(await desk.agent.patch(`/api/v1/customers/${id}`, { name: 'Eve' })).toMatchObject({ status: 428 });
    });

    it('cannot give somebody the document of another', async () => {
      const { id } = await ok(desk.register({ name: 'Ida' }));
      const refused = await desk.agent.patch(`/api/v1/customers/${id}`, { document: PASSPORT }, { 'if-match': '"1"' });
      expect(refused).toMatchObject({ status: 409, body: { code: 'identity-taken' } });
    });
  });

  describe('kinds and roles', () => {
    const put = (path: string, body: object) => desk.admin.put(`/api/v1/customer-labels/${path}`, body);

    it('are words of the tenant, and of no other', async () => {
      expect(await desk.register({ name: 'Bo', roles: ['beneficiary'] })).toMatchObject({
        status: 422,
        body: { code: 'customer-label-unknown' },
      });
      await ok(put('role/beneficiary', { title: 'Beneficiary' }));
      expect(await ok(desk.register({ name: 'Bo', roles: ['beneficiary', 'owner'] }))).toMatchObject({
        roles: ['beneficiary', 'owner'],
      });
      expect((await desk.agent.put('/api/v1/customer-labels/role/x', { title: 'X' })).status).toBe(403);
      expect(await put('colour/red', { title: 'Red' })).toMatchObject({ status: 422 });
    });

    it('of kinds any will do until the tenant has a list', async () => {
      await ok(desk.register({ name: 'Cy', segments: ['whatever'] }));
      await ok(put('segment/insured', { title: 'Insured' }));
      expect(await desk.register({ name: 'Cy', segments: ['whatever'] })).toMatchObject({ status: 422 });
      await ok(desk.admin.delete('/api/v1/customer-labels/segment/insured'));
      await ok(desk.register({ name: 'Cy', segments: ['whatever'] }));
    });
  });

  describe('tags', () => {
    it('are put on, taken off, and looked for', async () => {
      const { id } = await ok(desk.register({ name: 'Tia', tags: ['slow payer'] }));
      const tag = (body: object) => desk.agent.post<Customer>(`/api/v1/customers/${id}/tags`, body);
      expect(await ok(tag({ add: ['vip'], remove: ['slow payer'] }))).toMatchObject({ version: 2, tags: ['vip'] });
      expect(await ok(tag({ add: ['vip'] }))).toMatchObject({ tags: ['vip'] });
      const tagged = (name: string) => ok(desk.agent.get<{ items: Customer[] }>(`/api/v1/customers?tag=${name}`));
      expect((await tagged('vip')).items).toMatchObject([{ id }]);
      expect((await tagged('slow%20payer')).items).toEqual([]);
    });
  });

  describe('what is at rest', () => {
    it('has nothing of a person in the clear', async () => {
      const secret = {
        name: 'Zacharias Unmistakable',
        phones: ['+1 303 555 0177'],
        emails: ['unmistakable@example.com'],
        externalIds: [{ system: 'crm', id: 'unmistakable-7' }],
        accounts: [{ channel: 'wechat', id: 'unmistakable-8' }],
        document: { type: 'passport', number: 'UNMISTAKABLE9' },
        address: { lines: ['Unmistakable Street 1'], city: 'Unmistakable', country: 'USA' },
      };
      const { id } = await ok(desk.register(secret));
      await runAsTenant('acme', async () => {
        const db = await desk.center.service.running.app.get(Database).reader();
        for (const table of ['customer', 'customer_identifier', 'customer_identity', 'customer_journal', 'outbox']) {
          const kept = JSON.stringify(await db.query(`SELECT * FROM ${table}`));
          expect(kept).not.toMatch(/unmistakable|5550177|555 0177/i);
        }
      });
      expect(await ok(desk.agent.get(`/api/v1/customers/${id}`))).toMatchObject(secret);
    });
  });

  describe('what a customer has in systems outside', () => {
    const holdings = (kind: string) =>
      desk.agent.get<{ items: object[] }>(`/api/v1/customers/${desk.noah.id}/holdings?kind=${kind}`);
    const answers = async (kind: string, answer: object) => {
      const path = `/internal/connectors/${kind}-system/actions/list-holdings`;
      (await desk.center.service.remote('ticket-center')).answers('POST', path, () => answer);
    };

    it('is asked for by the ids those systems gave, and nothing else', async () => {
      await answers('policy', { outcome: 'done', result: { items: [{ id: 'p1', title: 'Motor', role: 'insured' }] } });
      expect(await ok(holdings('policy'))).toMatchObject({
        connected: true,
        items: [{ id: 'p1', title: 'Motor', role: 'insured', status: null }],
      });
      const { asked } = await desk.center.service.remote('ticket-center');
      const { body } = asked.findLast(({ path }) => path.includes('policy-system'))!;
      const externalIds = [{ system: 'retail', id: 'noah_brown_6181' }];
      expect(body).toEqual({ arguments: { kind: 'policy', externalIds }, withinMs: 2000 });
    });

    it('is nothing where no such system is connected, and said to be missing where it does not answer', async () => {
      await answers('order', { outcome: 'not-connected', result: null });
      expect(await ok(holdings('order'))).toEqual({ connected: false, items: [] });
      await answers('product', { outcome: 'failed', result: null });
      expect(await holdings('product')).toMatchObject({ status: 503, body: { code: 'holdings-unavailable' } });
      await answers('product', { outcome: 'done', result: { items: 'none' } });
      expect(await holdings('product')).toMatchObject({ status: 503 });
    });
  });
});
