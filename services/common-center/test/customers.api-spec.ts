import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { CommonCenterInTest, ok } from './common-center-in-test.js';

interface Customer {
  id: string;
  version: number;
  number: string;
  name: string;
  phones: string[];
}
type Results = { results: ({ customerId: string } | { code: string; field: string })[] };

const PASSPORT = { type: 'passport', number: 'X 123' };
const NOAH = {
  name: 'Noah Brown',
  phones: ['+1 303 555 0199'],
  emails: ['noah.brown@example.com'],
  externalIds: [{ system: 'retail', id: 'noah_brown_6181' }],
  document: PASSPORT,
  roles: ['owner', 'payer'],
  segments: ['insured'],
  address: { lines: ['986 Sunset Drive'], city: 'Denver', postalCode: '80279', country: 'USA' },
};

describe('common-center: customers', () => {
  let center: CommonCenterInTest;
  let agent: ApiClient;
  let ivr: ApiClient;
  let admin: ApiClient;
  let noah: Customer;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('acme', {
      accounts: [{ login: 'mia', name: 'Mia', password: 'mia-password', roles: ['agent'] }],
      clients: [{ id: 'ivr', name: 'IVR', secret: 'ivr-secret-1', roles: ['ivr'] }],
    });
    admin = await center.asPerson('acme');
    agent = await center.asPerson('acme', 'mia', 'mia-password');
    ivr = await center.asClient('acme', 'ivr', 'ivr-secret-1');
    noah = await ok(register(NOAH));
  });
  afterAll(() => center.stop());

  const register = (body: object, headers?: Record<string, string>) =>
    agent.post<Customer>('/api/v1/customers', body, headers);
  const identify = (criterion: object) => ivr.post<Customer>('/api/v1/customers/identify', criterion);
  const search = async (criterion: object) =>
    (await ok(agent.post<{ items: Customer[] }>('/api/v1/customers/search', criterion))).items;

  describe('registering', () => {
    it('gives a customer with a number to say on the phone', () => {
      expect(noah).toMatchObject({ ...NOAH, kind: 'person', number: 'K-20261123-000001', version: 1 });
    });

    it('tells the other services that there is a customer, and nothing personal', async () => {
      const anna = await ok(register({ name: 'Anna Ng', kind: 'organisation', emails: ['anna@example.com'] }));
      await center.service.settled();
      const data = center.service.events('customer.registered.v1').map((event) => event.data);
      expect(data).toContainEqual({ customerId: anna.id, kind: 'organisation' });
    });

    it('the same document and name again is the same customer', async () => {
      const again = await ok(register({ name: 'noah  brown', document: { type: 'Passport', number: 'x123' } }));
      expect(again).toEqual(noah);
    });

    it('the same external id again adds what is new', async () => {
      const lee = { name: 'Lee', externalIds: [{ system: 'retail', id: 'lee' }], phones: ['555 0100'] };
      const first = await ok(register(lee));
      const again = await ok(register({ ...lee, phones: ['555 0101'] }));
      expect(again).toMatchObject({ id: first.id, version: 2, phones: ['555 0100', '555 0101'] });
      expect(await search({ phone: '5550101' })).toMatchObject([{ id: first.id }]);
    });

    it('without either, the same name at the same phone or e-mail is the same customer', async () => {
      const first = await ok(register({ name: 'Kim', phones: ['555 0200'] }));
      expect(await ok(register({ name: 'KIM', phones: ['5550200'] }))).toMatchObject({ id: first.id });
      expect((await ok(register({ name: 'Tim', phones: ['555 0200'] }))).id).not.toBe(first.id);
    });

    it.each([
      ['the document belongs to another name', { name: 'Liam', document: PASSPORT }, 409, 'document-name-differs'],
      ['the phone number is masked', { name: 'Liam', phones: ['138****8000'] }, 422, 'phone-malformed'],
      ['the name is missing', { phones: ['555 0300'] }, 422, 'validation-failed'],
    ])('is refused when %s', async (_, body, status, code) => {
      expect(await register(body)).toMatchObject({ status, body: { code } });
    });

    it('is refused when document and external id lead to different customers', async () => {
      await ok(register({ name: 'Olivia', externalIds: [{ system: 'retail', id: 'olivia' }] }));
      const body = { name: 'Noah Brown', document: PASSPORT, externalIds: [{ system: 'retail', id: 'olivia' }] };
      expect(await register(body)).toMatchObject({ status: 409, body: { code: 'identities-differ' } });
    });

    it('with the same Idempotency-Key gives the first answer again', async () => {
      const headers = { 'idempotency-key': 'a-lost-answer' };
      const first = await ok(register({ name: 'Ray' }, headers));
      expect(await ok(register({ name: 'Ray' }, headers))).toEqual(first);
    });
  });

  describe('correcting', () => {
    it('replaces what is named, for who read the customer as it is', async () => {
      const { id } = await ok(register({ name: 'Eva', phones: ['555 0400'], emails: ['eva@example.com'] }));
      const correct = (version: number, body: object) =>
        agent.patch<Customer>(`/api/v1/customers/${id}`, body, { 'if-match': `"${version}"` });
      expect(await ok(correct(1, { phones: ['555 0401'] }))).toMatchObject({
        version: 2,
        name: 'Eva',
        phones: ['555 0401'],
      });
      expect(await search({ phone: '555 0400' })).toEqual([]);
      expect(await search({ email: 'eva@example.com' })).toMatchObject([{ id }]);
      expect(await correct(1, { name: 'Eve' })).toMatchObject({ status: 412, body: { code: 'stale-version' } });
      expect(await agent.patch(`/api/v1/customers/${id}`, { name: 'Eve' })).toMatchObject({ status: 428 });
    });

    it('cannot give somebody the document of another', async () => {
      const { id } = await ok(register({ name: 'Ida' }));
      const refused = await agent.patch(`/api/v1/customers/${id}`, { document: PASSPORT }, { 'if-match': '"1"' });
      expect(refused).toMatchObject({ status: 409, body: { code: 'identity-taken' } });
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
      expect(await search(criterion)).toMatchObject([{ id: noah.id }]);
      expect(await ok(identify(criterion))).toMatchObject({ id: noah.id });
    });

    it('tells a machine no more than it needs', async () => {
      const found = await ok(identify({ phone: '+13035550199' }));
      expect(Object.keys(found).sort()).toEqual(['id', 'kind', 'name', 'number', 'segments']);
      expect((await ivr.get(`/api/v1/customers/${noah.id}`)).status).toBe(403);
    });

    it('says when nobody or several could be meant', async () => {
      expect(await identify({ phone: '555 9999' })).toMatchObject({
        status: 404,
        body: { code: 'customer-not-found' },
      });
      await ok(register({ name: 'Mum', phones: ['555 0500'] }));
      await ok(register({ name: 'Dad', phones: ['555 0500'] }));
      expect(await identify({ phone: '555 0500' })).toMatchObject({
        status: 409,
        body: { code: 'customer-ambiguous' },
      });
      expect(await search({ phone: '555 0500' })).toHaveLength(2);
    });

    it('needs one criterion', async () => {
      expect((await identify({})).status).toBe(422);
      expect((await identify({ phone: '555 0500', number: 'K-1' })).status).toBe(422);
    });

    it('lists the newest first, page by page', async () => {
      const page = (query: string) =>
        ok(agent.get<{ items: Customer[]; next: string | null }>(`/api/v1/customers?limit=2${query}`));
      const first = await page('');
      const second = await page(`&cursor=${first.next}`);
      const numbers = [...first.items, ...second.items].map(({ number }) => number);
      expect(numbers).toEqual(numbers.toSorted().reverse());
      expect(new Set(numbers).size).toBe(4);
    });
  });

  describe('a list of customers', () => {
    const batch = async (rows: object[]) =>
      (await ok(admin.post<Results>('/api/v1/customers/batch', { rows }))).results;

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
        { customerId: noah.id },
        { code: 'document-name-differs', field: 'name' },
      ]);
      const reread = await ok(agent.get<Customer>(`/api/v1/customers/${noah.id}`));
      expect(reread.version).toBe(noah.version);
    });

    it('of another service is resolved, and again to the same', async () => {
      const callCenter = await center.asService('acme', { client_id: 'ticket-center' });
      const rows = [
        { externalId: { system: 'retail', id: 'noah_brown_6181' }, name: 'Noah Brown' },
        { name: 'Una', phone: '555 0600' },
        { name: 'Uwe', email: 'uwe' },
      ];
      const resolve = async () => (await ok(callCenter.post<Results>('/internal/customers/resolve', { rows }))).results;
      const first = await resolve();
      expect(first).toEqual([
        { customerId: noah.id },
        { customerId: expect.any(String) },
        { code: 'email-malformed', field: 'email' },
      ]);
      expect(await resolve()).toEqual(first);
      expect((await agent.post('/internal/customers/resolve', { rows })).status).toBe(403);
    });

    it('of 500 is registered in one call', async () => {
      const rows = Array.from({ length: 500 }, (_, index) => ({
        name: `Customer ${index}`,
        externalIds: [{ system: 'bulk', id: `${index}` }],
      }));
      const ids = (await batch(rows)).map((result) => 'customerId' in result && result.customerId);
      expect(new Set(ids).size).toBe(500);
      expect((await admin.post('/api/v1/customers/batch', { rows: [...rows, rows[0]] })).status).toBe(422);
    });
  });
});
