import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { CustomerExportWorker } from '../../src/customer/export/export-worker.js';
import { ImportWorker } from '../../src/customer/import/import-worker.js';
import { MergedIds } from '../../src/customer/queries/merged-ids.js';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Customer {
  id: string;
  version: number;
  number: string;
  name: string;
  phones: string[];
}
type Results = { results: ({ customerId: string } | { code: string; field: string })[] };

interface Role {
  readonly name: string;
  readonly permissions: readonly string[];
}
const isAgent = ({ name }: Role) => name === 'agent';

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
      accounts: [
        { login: 'mia', name: 'Mia', password: 'mia-password', roles: ['agent'] },
        { login: 'sue', name: 'Sue', password: 'sue-password', roles: ['supervisor'] },
      ],
      clients: [{ id: 'ivr', name: 'IVR', secret: 'ivr-secret-1', roles: ['ivr'] }],
    });
    admin = await center.asPerson('acme');
    // What agents see only masked is the matter of privacy.api-spec.
    const { permissions } = (await ok(admin.get<{ items: Role[] }>('/api/v1/roles'))).items.find(isAgent)!;
    await ok(admin.put('/api/v1/roles/agent', { permissions: [...permissions, 'personal:*'] }));
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
      ['the phone number is masked', { name: 'Liam', phones: ['138****8000'] }, 422, 'masked-value'],
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

    it('are told apart to another service by codes, and by nothing that is personal', async () => {
      const callCenter = await center.asService('acme', { client_id: 'operations-center' });
      const ask = { ids: [noah.id, crypto.randomUUID()] };
      const { items } = await ok(callCenter.post<{ items: object[] }>('/internal/customers/groups', ask));
      const { roles, segments, tags } = await ok(
        agent.get<Record<'roles' | 'segments' | 'tags', string[]>>(`/api/v1/customers/${noah.id}`),
      );
      const since = expect.stringMatching(/^2026-.*Z$/);
      expect(items).toEqual([{ customerId: noah.id, kind: 'person', roles, segments, tags, since }]);
      expect((await agent.post('/internal/customers/groups', ask)).status).toBe(403);
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

  describe('kinds and roles', () => {
    const put = (path: string, body: object) => admin.put(`/api/v1/customer-labels/${path}`, body);

    it('are words of the tenant, and of no other', async () => {
      expect(await register({ name: 'Bo', roles: ['beneficiary'] })).toMatchObject({
        status: 422,
        body: { code: 'customer-label-unknown' },
      });
      await ok(put('role/beneficiary', { title: 'Beneficiary' }));
      expect(await ok(register({ name: 'Bo', roles: ['beneficiary', 'owner'] }))).toMatchObject({
        roles: ['beneficiary', 'owner'],
      });
      expect((await agent.put('/api/v1/customer-labels/role/x', { title: 'X' })).status).toBe(403);
      expect(await put('colour/red', { title: 'Red' })).toMatchObject({ status: 422 });
    });

    it('of kinds any will do until the tenant has a list', async () => {
      await ok(register({ name: 'Cy', segments: ['whatever'] }));
      await ok(put('segment/insured', { title: 'Insured' }));
      expect(await register({ name: 'Cy', segments: ['whatever'] })).toMatchObject({ status: 422 });
      await ok(admin.delete('/api/v1/customer-labels/segment/insured'));
      await ok(register({ name: 'Cy', segments: ['whatever'] }));
    });
  });

  describe('tags', () => {
    it('are put on, taken off, and looked for', async () => {
      const { id } = await ok(register({ name: 'Tia', tags: ['slow payer'] }));
      const tag = (body: object) => agent.post<Customer>(`/api/v1/customers/${id}/tags`, body);
      expect(await ok(tag({ add: ['vip'], remove: ['slow payer'] }))).toMatchObject({ version: 2, tags: ['vip'] });
      expect(await ok(tag({ add: ['vip'] }))).toMatchObject({ tags: ['vip'] });
      const tagged = (name: string) => ok(agent.get<{ items: Customer[] }>(`/api/v1/customers?tag=${name}`));
      expect((await tagged('vip')).items).toMatchObject([{ id }]);
      expect((await tagged('slow%20payer')).items).toEqual([]);
    });
  });

  describe('channel accounts and the end of a number', () => {
    it('lead to the customer', async () => {
      const accounts = [{ channel: 'wechat', id: 'oX_abC' }];
      const card = { type: 'id-card', number: '11010519491231002X' };
      const { id } = await ok(register({ name: '王小明', phones: ['138 0013 7777'], accounts, document: card }));
      expect(await search({ account: { channel: 'WeChat', id: 'oX_abC' } })).toMatchObject([{ id }]);
      expect(await search({ account: { channel: 'wechat', id: 'ox_abc' } })).toEqual([]);
      expect(await search({ lastFour: { of: 'phone', characters: '7777' } })).toMatchObject([{ id }]);
      expect(await search({ lastFour: { of: 'document', characters: '002x' } })).toMatchObject([{ id }]);
      expect(await search({ lastFour: { of: 'document', characters: '7777' } })).toEqual([]);
      expect(await register({ name: 'Wu', accounts })).toMatchObject({ status: 201, body: { id } });
    });

    it('lead to those who share it page by page', async () => {
      const phones = ['138 0013 6161'];
      for (const name of ['Ann', 'Ben', 'Cao']) await ok(register({ name, phones }));
      const asked = { lastFour: { of: 'phone', characters: '6161' } };
      const page = (query: string) =>
        ok(agent.post<{ items: Customer[]; next: string | null }>(`/api/v1/customers/search?limit=2${query}`, asked));
      const first = await page('');
      expect(first.items).toMatchObject([{ name: 'Ann' }, { name: 'Ben' }]);
      expect(await page(`&cursor=${first.next}`)).toMatchObject({ items: [{ name: 'Cao' }], next: null });
    });

    it('an identity card with a wrong check digit is refused', async () => {
      const document = { type: 'id-card', number: '110105194912310021' };
      expect(await register({ name: 'Li', document })).toMatchObject({
        status: 422,
        body: { code: 'document-malformed' },
      });
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
      const { id } = await ok(register(secret));
      await runAsTenant('acme', async () => {
        const db = await center.service.running.app.get(Database).reader();
        for (const table of ['customer', 'customer_identifier', 'customer_identity', 'customer_journal', 'outbox']) {
          const kept = JSON.stringify(await db.query(`SELECT * FROM ${table}`));
          expect(kept).not.toMatch(/unmistakable|5550177|555 0177/i);
        }
      });
      expect(await ok(agent.get(`/api/v1/customers/${id}`))).toMatchObject(secret);
    });
  });

  describe('merging', () => {
    const merge = (id: string, into: string) =>
      admin.post<Customer>(`/api/v1/customers/${id}/merge`, { into, reason: 'the same person' });
    const unmerge = (id: string) => admin.post<Customer>(`/api/v1/customers/${id}/unmerge`, { reason: 'twins' });
    const get = (id: string) => ok(agent.get<Customer>(`/api/v1/customers/${id}`));

    it('leads whoever is looked for to the one who goes on, and taken back to each again', async () => {
      const one = await ok(
        register({ name: 'Pat', phones: ['555 0700'], document: { type: 'passport', number: 'PAT1' } }),
      );
      const two = await ok(register({ name: 'Patricia', emails: ['pat@example.com'], tags: ['vip'] }));
      expect(await ok(merge(one.id, two.id))).toMatchObject({
        id: two.id,
        name: 'Patricia',
        phones: ['555 0700'],
        absorbedIds: [one.id],
      });
      expect(await search({ phone: '5550700' })).toMatchObject([{ id: two.id }]);
      expect(await search({ document: { type: 'passport', number: 'PAT1' } })).toMatchObject([{ id: two.id }]);
      expect(await get(one.id)).toMatchObject({ name: 'Pat', mergedInto: two.id, phones: ['555 0700'] });
      expect(await ok(register({ name: 'Pat', phones: ['555 0700'] }))).toMatchObject({ id: two.id });
      const patch = await agent.patch(`/api/v1/customers/${one.id}`, { name: 'P' }, { 'if-match': '"2"' });
      expect(patch).toMatchObject({ status: 409, body: { code: 'customer-merged', facts: { into: two.id } } });

      expect(await ok(unmerge(one.id))).toMatchObject({ name: 'Pat', mergedInto: null, phones: ['555 0700'] });
      expect(await get(two.id)).toMatchObject({ phones: [], absorbedIds: [], document: null, tags: ['vip'] });
      expect(await search({ phone: '5550700' })).toMatchObject([{ id: one.id }]);
    });

    it('is told to the other services, once, and kept with who did it and why', async () => {
      const [one, two] = [await ok(register({ name: 'Ed' })), await ok(register({ name: 'Eddie' }))];
      await ok(merge(one.id, two.id));
      await ok(merge(one.id, two.id));
      await ok(unmerge(one.id));
      await ok(unmerge(one.id));
      await center.service.settled();
      const told = (type: string) =>
        center.service.events(type).map(({ data }) => data as { mergedId: string; mergeId: string });
      const [merged] = told('customer.merged.v1').filter(({ mergedId }) => mergedId === one.id);
      expect(merged).toEqual({ customerId: two.id, mergedId: one.id, mergeId: expect.any(String) });
      const undone = told('customer.unmerged.v1').filter(({ mergedId }) => mergedId === one.id);
      expect(undone).toEqual([merged]);
      type Journal = { items: { type: string; data: object }[] };
      const { items } = await ok(agent.get<Journal>(`/api/v1/customers/${two.id}/journal`));
      expect(items.map(({ type }) => type)).toEqual(['customer-registered', 'customer-merged', 'customer-unmerged']);
      expect(items[1]!.data).toMatchObject({ mergedId: one.id, reason: 'the same person', by: expect.any(String) });
    });

    it('is for supervisors, and of two that both go on', async () => {
      const [one, two, three] = [
        await ok(register({ name: 'Al' })),
        await ok(register({ name: 'Alan' })),
        await ok(register({ name: 'Allan' })),
      ];
      expect((await agent.post(`/api/v1/customers/${one.id}/merge`, { into: two.id, reason: 'x' })).status).toBe(403);
      await ok(merge(one.id, two.id));
      expect(await merge(two.id, one.id)).toMatchObject({ status: 409, body: { code: 'customer-merged' } });
      await ok(merge(two.id, three.id));
      expect(await get(one.id)).toMatchObject({ mergedInto: three.id });
      const families = (...ids: string[]) =>
        runAsTenant('acme', () => center.service.running.app.get(MergedIds, { strict: false }).families(ids));
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
      (await ok(agent.get<Relations>(`/api/v1/customers/${id}/relations`))).items;

    beforeAll(async () => {
      mum = await ok(register({ name: 'Marge' }));
      kid = await ok(register({ name: 'Bart' }));
      twin = await ok(register({ name: 'Bart S.' }));
    });

    it('are told from one side and seen from both', async () => {
      const path = `/api/v1/customers/${kid.id}/relations/${mum.id}`;
      await ok(agent.put(`${path}/parent`, {}));
      await ok(agent.put(`${path}/parent`, {}));
      expect(await relationsOf(kid.id)).toMatchObject([{ kind: 'parent', customerId: mum.id, name: 'Marge' }]);
      expect(await relationsOf(mum.id)).toMatchObject([{ kind: 'child', customerId: kid.id, name: 'Bart' }]);
      expect(await agent.put(`${path}/friend`, {})).toMatchObject({ status: 422 });
      expect(await agent.put(`/api/v1/customers/${kid.id}/relations/${kid.id}/sibling`, {})).toMatchObject({
        status: 422,
        body: { code: 'customer-related-to-itself' },
      });
    });

    it('go along with a merge, and come back', async () => {
      const reason = { reason: 'the same' };
      await ok(admin.post(`/api/v1/customers/${kid.id}/merge`, { into: twin.id, ...reason }));
      expect(await relationsOf(twin.id)).toMatchObject([{ kind: 'parent', customerId: mum.id }]);
      expect(await relationsOf(mum.id)).toMatchObject([{ kind: 'child', customerId: twin.id }]);
      await ok(admin.post(`/api/v1/customers/${kid.id}/unmerge`, reason));
      expect(await relationsOf(twin.id)).toEqual([]);
      await ok(agent.delete(`/api/v1/customers/${mum.id}/relations/${kid.id}/child`));
      expect([await relationsOf(kid.id), await relationsOf(mum.id)]).toEqual([[], []]);
    });

    it('share a roof, and nobody lives under two', async () => {
      const found = (memberIds: string[], headId: string | null = null) =>
        agent.post<Household>('/api/v1/households', { memberIds, headId });
      const home = await ok(found([mum.id, kid.id], mum.id));
      expect(await found([kid.id])).toMatchObject({ status: 409, body: { code: 'household-lives-elsewhere' } });
      expect(await found([twin.id], mum.id)).toMatchObject({ status: 422 });
      const list = () => ok(agent.get<{ items: Household[] }>(`/api/v1/households?customerId=${kid.id}`));
      expect((await list()).items).toMatchObject([{ id: home.id, headId: mum.id }]);
      const change = (version: number) =>
        agent.put(`/api/v1/households/${home.id}`, { memberIds: [mum.id] }, { 'if-match': `"${version}"` });
      expect(await ok(change(1))).toMatchObject({ memberIds: [mum.id], version: 2 });
      expect(await change(1)).toMatchObject({ status: 412 });
      expect((await list()).items).toEqual([]);
    });
  });

  describe('what a customer has in systems outside', () => {
    const holdings = (kind: string) =>
      agent.get<{ items: object[] }>(`/api/v1/customers/${noah.id}/holdings?kind=${kind}`);
    const answers = async (kind: string, answer: object) => {
      const path = `/internal/connectors/${kind}-system/actions/list-holdings`;
      (await center.service.remote('ticket-center')).answers('POST', path, () => answer);
    };

    it('is asked for by the ids those systems gave, and nothing else', async () => {
      await answers('policy', { outcome: 'done', result: { items: [{ id: 'p1', title: 'Motor', role: 'insured' }] } });
      expect(await ok(holdings('policy'))).toMatchObject({
        connected: true,
        items: [{ id: 'p1', title: 'Motor', role: 'insured', status: null }],
      });
      const { asked } = await center.service.remote('ticket-center');
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

  describe('files', () => {
    type Import = { id: string; status: string; refused: number; registered: number };
    const send = (query: string, file: string, headers: Record<string, string> = {}) => {
      const type = { 'content-type': 'application/octet-stream' };
      return ok(admin.post<Import>(`/api/v1/customer-imports?${query}`, file, { ...type, ...headers }));
    };
    const imported = async ({ id }: Import) => {
      await center.service.running.app.get(ImportWorker).rounds.run();
      return ok(admin.get<Import>(`/api/v1/customer-imports/${id}`));
    };
    const errorsOf = async ({ id }: Import) =>
      (await ok(admin.get<{ items: object[] }>(`/api/v1/customer-imports/${id}/errors`))).items;
    const CSV = [
      'name,phones,emails,externalSystem,externalId,tags,documentType,documentNumber',
      'Ana Imported,+86 138 0013 6001;555 0801,ana@example.com,file,1,imported;new,,',
      '"Ben, Imported",555 0802,,file,2,imported,,',
      ',555 0803,,file,3,,,',
      'Cem Imported,,,file,4,,id-card,110105194912310021',
      'Dan Imported,no phone,,file,5,,,',
    ].join('\r\n');

    it('are read in the background: what is good is registered, what is not is named by its row', async () => {
      const sent = await send('format=csv', CSV);
      expect(sent).toMatchObject({ status: 'waiting', rows: 0 });
      const counts = { rows: 5, registered: 2, updated: 0, unchanged: 0, refused: 3 };
      const done = await imported(sent);
      expect(done).toMatchObject({ status: 'done', ...counts, readBytes: Buffer.byteLength(CSV) });
      expect(await errorsOf(sent)).toEqual([
        { row: 3, field: 'name', code: 'malformed' },
        { row: 4, field: 'document', code: 'document-malformed' },
        { row: 5, field: 'phone', code: 'phone-malformed' },
      ]);
      expect(await search({ phone: '13800136001' })).toMatchObject([
        { name: 'Ana Imported', phones: ['+86 138 0013 6001', '555 0801'], tags: ['imported', 'new'] },
      ]);
    });

    it('again register nobody twice, whatever is to become of those who are known', async () => {
      expect(await imported(await send('format=csv', CSV))).toMatchObject({ registered: 0, unchanged: 2 });
      const row = (more: object) =>
        JSON.stringify({ name: 'Ana Imported', externalIds: [{ system: 'file', id: '1' }], ...more });
      const changed = row({ emails: ['ana.new@example.com'] });
      expect(await imported(await send('format=ndjson&duplicates=skip', changed))).toMatchObject({ unchanged: 1 });
      expect(await search({ email: 'ana.new@example.com' })).toEqual([]);
      const refused = await send('format=ndjson&duplicates=refuse', `${changed}\nno json\n`);
      expect(await imported(refused)).toMatchObject({ refused: 2 });
      expect(await errorsOf(refused)).toMatchObject([
        { row: 1, code: 'customer-known' },
        { row: 2, code: 'malformed' },
      ]);
      expect(await imported(await send('format=ndjson', changed))).toMatchObject({ updated: 1 });
      expect(await search({ email: 'ana.new@example.com' })).toHaveLength(1);
    });

    it('of many rows are taken some at a time: one that is refused keeps none of those around it from being there once', async () => {
      const row = (no: number) =>
        JSON.stringify({ name: `Many ${no}`, externalIds: [{ system: 'many', id: `${no}` }] });
      const wrong = JSON.stringify({ name: 'Many wrong', document: { type: 'id-card', number: '110105194912310021' } });
      const lines = Array.from({ length: 230 }, (_, at) => row(at % 220));
      lines.splice(120, 0, wrong);
      const sent = await send('format=ndjson&duplicates=update', lines.join('\n'));
      const counts = { rows: 231, registered: 220, unchanged: 10, refused: 1, updated: 0 };
      expect(await imported(sent)).toMatchObject({ status: 'done', ...counts });
      expect(await errorsOf(sent)).toEqual([{ row: 121, field: 'document', code: 'document-malformed' }]);
    });

    it('with the same key are one import; one that is cancelled is not read', async () => {
      const key = { 'idempotency-key': 'once' };
      const first = await send('format=csv', CSV, key);
      expect(await send('format=csv', CSV, key)).toMatchObject({ id: first.id });
      await ok(admin.post(`/api/v1/customer-imports/${first.id}/cancel`, {}));
      expect(await imported(first)).toMatchObject({ status: 'cancelled', registered: 0 });
    });

    it('are the same again where a customer has several of each', async () => {
      const many = {
        ...{
          name: 'Eve Several',
          tags: ['several'],
          accounts: [1, 2].map((id) => ({ channel: 'wechat', id: `eve-${id}` })),
        },
        externalIds: ['erp', 'crm'].map((system) => ({ system, id: `${system}-eve` })),
      };
      await imported(await send('format=ndjson', JSON.stringify(many)));
      const { id } = await ok(admin.post<{ id: string }>('/api/v1/customer-exports', { tag: 'several' }));
      await center.service.running.app.get(CustomerExportWorker).rounds.run();
      const text = await ok(admin.get<string>(`/api/v1/customer-exports/${id}/content`));
      expect(text).toContain('erp;crm,erp-eve;crm-eve,wechat;wechat,eve-1;eve-2');
      expect(await imported(await send('format=csv', text))).toMatchObject({ unchanged: 1, refused: 0 });
    });

    it('that went out are in the audit trail, and nobody has one who may see less by now', async () => {
      const { id } = await ok(admin.post<{ id: string }>('/api/v1/customer-exports', { tag: 'imported' }));
      await center.service.running.app.get(CustomerExportWorker).rounds.run();
      const content = () => admin.get<{ code: string }>(`/api/v1/customer-exports/${id}/content`);
      await ok(admin.put('/api/v1/masking-policy', { always: ['phone'] }));
      expect(await content()).toMatchObject({ status: 403, body: { code: 'customer-export-shows-too-much' } });
      const other = await ok(admin.post<{ id: string }>('/api/v1/customer-exports', { tag: 'imported' }));
      await center.service.running.app.get(CustomerExportWorker).rounds.run();
      const text = await ok(admin.get<string>(`/api/v1/customer-exports/${other.id}/content`));
      expect(text).toMatch(/Ana Imported,138\*\*\*\*6001/);
      await ok(admin.put('/api/v1/masking-policy', {}));
      await ok(content());
      await center.service.settled();
      const trail = await ok(
        admin.get<{ items: { action: string; resourceId: string }[] }>(
          '/api/v1/audit-entries?action=customer-export:download',
        ),
      );
      expect(trail.items.map(({ resourceId }) => resourceId).slice(0, 2)).toEqual([id, other.id]);
    });

    it('go out masked, unless whoever asks may have what leads to a person', async () => {
      const exported = async (client: ApiClient, body: object) => {
        const { id } = await ok(client.post<{ id: string }>('/api/v1/customer-exports', body));
        await center.service.running.app.get(CustomerExportWorker).rounds.run();
        const view = await ok(client.get<object>(`/api/v1/customer-exports/${id}`));
        return { view, text: await ok(client.get<string>(`/api/v1/customer-exports/${id}/content`)) };
      };
      const lead = await center.asPerson('acme', 'sue', 'sue-password');
      const hidden = await exported(lead, { tag: 'imported' });
      expect(hidden.view).toMatchObject({ status: 'done', masked: true, customers: 2, total: 2 });
      expect(hidden.text).toMatch(/138\*\*\*\*6001/);
      expect(hidden.text).not.toMatch(/Imported|0013 6001|ana@/);
      const open = await exported(admin, { tag: 'imported', format: 'csv' });
      expect(open.view).toMatchObject({ masked: false });
      expect(open.text).toContain('Ana Imported');
      expect(await imported(await send('format=csv', open.text))).toMatchObject({ unchanged: 2, refused: 0 });
      const again = await send('format=csv', hidden.text);
      expect(await imported(again)).toMatchObject({ unchanged: 0, registered: 0, refused: 2 });
      expect(await errorsOf(again)).toMatchObject([{ code: 'masked-value' }, { code: 'masked-value' }]);
      expect((await agent.post('/api/v1/customer-exports', {})).status).toBe(403);
    });
  });
});
