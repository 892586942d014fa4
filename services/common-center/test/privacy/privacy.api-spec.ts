import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { AuditEntrySchema, AuditTrailSchema } from '#libs/audit-trail/audit.schema';
import { verify } from '#libs/audit-trail/chain';
import { notedHeadsOf } from '#libs/audit-trail/noted-heads';
import { append, entriesOf, trailOf, type AuditContent } from '#libs/audit-trail/trail';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { AccessBlocks } from '#libs/personal-data/access-blocks';
import { ClearSightings } from '#libs/web/personal/clear-sightings';
import { eventually } from '#libs/testing/eventually';
import { AccessWatch } from '../../src/privacy/reveal/access-watch.js';
import { RevealBlocks } from '../../src/privacy/reveal/reveal-blocks.js';
import { RevealSchema } from '../../src/privacy/reveal/reveal.schema.js';
import { PersonRequestRounds } from '../../src/privacy/request/person-request-rounds.js';
import { AuditHeads } from '../../src/audit/audit-heads.js';
import { AuditRetention } from '../../src/audit/audit-retention.js';
import { MoreThan, type EntityManager } from 'typeorm';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Customer {
  readonly id: string;
  readonly version: number;
  readonly name: string;
  readonly phones: string[];
}
interface Entry {
  readonly seq: number;
  readonly action: string;
  readonly [more: string]: unknown;
}

const WANG = {
  name: '王小明',
  phones: ['13800138000'],
  emails: ['xiaoming@example.com'],
  document: { type: 'id-card', number: '11010519491231002X' },
  address: { lines: ['海淀区中关村大街27号'], city: '北京市', country: '中国' },
};
const PURPOSE = 'the customer asked to be called back';
const TRAINEE = ['customer:read', 'customer:correct', 'personal-data:reveal'];

describe('common-center: personal data', () => {
  let center: CommonCenterInTest;
  let admin: ApiClient;
  let trainee: ApiClient;
  let wang: Customer;
  let traineeId: string;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('acme');
    admin = await center.asPerson('acme');
    await ok(admin.put('/api/v1/roles/trainee', { permissions: TRAINEE }));
    const account = { login: 'tom', name: 'Tom', password: 'tom-password-1', roles: ['trainee'] };
    traineeId = (await ok(admin.post<{ id: string }>('/api/v1/accounts', account))).id;
    trainee = await center.asPerson('acme', 'tom', 'tom-password-1');
    wang = await ok(admin.post<Customer>('/api/v1/customers', WANG));
  });
  afterAll(() => center.stop());

  const reveal = (field: string, id = wang.id) =>
    trainee.post<{ value: string; code: string }>('/api/v1/reveals', {
      resource: 'customer',
      id,
      field,
      purpose: PURPOSE,
    });
  const audit = async (query = '') => {
    await center.service.settled();
    return (await ok(admin.get<{ items: Entry[]; next: string | null }>(`/api/v1/audit-entries${query}`))).items;
  };

  describe('an answer', () => {
    it('is masked for who may not see it, and clear for who may', async () => {
      expect(await ok(trainee.get(`/api/v1/customers/${wang.id}`))).toMatchObject({
        name: '王*明',
        phones: ['138****8000'],
        emails: ['x***@example.com'],
        document: { number: '110105********002X' },
        address: { lines: ['海淀区****'] },
      });
      expect(await ok(admin.get(`/api/v1/customers/${wang.id}`))).toMatchObject(WANG);
    });

    it('follows the policy of the tenant at once: its own rule, and what nobody sees', async () => {
      await ok(admin.put('/api/v1/masking-policy', { rules: { 'id-card': { head: 3, tail: 4 } }, always: ['phone'] }));
      const seen = { phones: ['138****8000'], document: { number: '110********002X' } };
      expect(await ok(trainee.get(`/api/v1/customers/${wang.id}`))).toMatchObject(seen);
      expect(await ok(admin.get(`/api/v1/customers/${wang.id}`))).toMatchObject({ ...WANG, phones: ['138****8000'] });
      await ok(admin.put('/api/v1/masking-policy', {}));
    });

    it('never comes back in by saving', async () => {
      const { phones, name } = await ok(trainee.get<Customer>(`/api/v1/customers/${wang.id}`));
      const { status, body } = await trainee.patch<{ code: string; errors: { field: string }[] }>(
        `/api/v1/customers/${wang.id}`,
        { phones, name },
        { 'if-match': `"${wang.version}"` },
      );
      expect([status, body.code]).toEqual([422, 'masked-value']);
      expect(body.errors.map(({ field }) => field).sort()).toEqual(['name', 'phones.0']);
      expect(await ok(admin.get(`/api/v1/customers/${wang.id}`))).toMatchObject(WANG);
    });
  });

  describe('a reveal', () => {
    it('shows one field of one record, and is in the audit trail with its purpose and without the value', async () => {
      expect(await ok(reveal('/phones/0'))).toEqual({ value: '13800138000' });
      const [entry] = await audit('?action=personal-data:reveal');
      expect(entry).toMatchObject({
        ...{ actor: traineeId, resourceId: wang.id, reason: PURPOSE },
        after: { resource: 'customer', field: '/phones/0', shown: true },
        source: { service: 'common-center' },
      });
      expect(JSON.stringify(entry)).not.toContain('13800138000');
    });

    it('needs a purpose, a record the caller may read, and a text in it', async () => {
      const { status } = await trainee.post('/api/v1/reveals', { resource: 'customer', id: wang.id, field: '/name' });
      expect(status).toBe(422);
      expect(await reveal('/phones/7')).toMatchObject({ status: 404, body: { code: 'nothing-to-reveal' } });
      expect((await reveal('/name', '0199d2f0-0000-7000-8000-00000000ffff')).status).toBe(404);
    });

    it('too often is told to the people the tenant named, once, and stopped where the tenant wants that', async () => {
      const policy = { perHour: 4, recordsPerDay: 50, timesTheirAverage: 3, alarmTo: ['ann'], blocksAtOnce: [] };
      await ok(admin.put('/api/v1/reveal-policy', policy));
      for (let look = 0; look < 3; look++) await ok(reveal('/phones/0'));
      await center.service.settled();
      const alarms = center.service.events('personal-data.access-alarmed.v1').map(({ data }) => data);
      expect(alarms).toEqual([{ accountId: traineeId, oddity: 'frequent', count: 5, usual: 4, recipients: ['ann'] }]);
      await ok(admin.put('/api/v1/reveal-policy', { ...policy, blocksAtOnce: ['frequent'] }));
      expect(await reveal('/phones/0')).toMatchObject({ status: 403, body: { code: 'reveal-blocked' } });
      await ok(admin.put('/api/v1/reveal-policy', { ...policy, perHour: 1_000 }));
      expect((await reveal('/phones/0')).status).toBe(403);
      await ok(admin.delete(`/api/v1/reveal-blocks/${traineeId}`));
      expect((await reveal('/phones/0')).status).toBe(200);
    });

    it('is refused for what the tenant wants masked always, of which programs see masks too, and had for the rest', async () => {
      const customer = `/api/v1/customers/${wang.id}`;
      await ok(admin.put('/api/v1/roles/connector', { permissions: ['customer:read', 'personal:*'] }));
      const client = { id: 'shop', name: 'Shop', roles: ['connector'] };
      const { secret } = await ok(admin.post<{ secret: string }>('/api/v1/clients', client));
      const shop = await center.asClient('acme', 'shop', secret);
      expect(await ok(shop.get(customer))).toMatchObject(WANG);
      await ok(admin.put('/api/v1/masking-policy', { always: ['phone'] }));
      expect(await ok(shop.get(customer))).toMatchObject({ ...WANG, phones: ['138****8000'] });
      expect(await reveal('/phones/0')).toMatchObject({ status: 403, body: { code: 'masked-always' } });
      expect(await ok(reveal('/name'))).toEqual({ value: WANG.name });
      await ok(admin.put('/api/v1/masking-policy', {}));
    });

    const part = <T>(type: abstract new (...args: never[]) => T): T => center.service.running.app.get(type);
    const told = async () => {
      await part(ClearSightings).flush();
      await center.service.settled();
      return center.service.events('personal-data.list-seen.v1').map(({ data }) => data);
    };
    const usual = { perHour: 1_000, recordsPerDay: 1_000, timesTheirAverage: 100, alarmTo: [], blocksAtOnce: [] };

    it('by whatever way somebody is shown something in the clear counts: lists by their rows, single records too', async () => {
      await told();
      center.service.clock.advance({ days: 2 });
      [admin, trainee] = [await center.asPerson('acme'), await center.asPerson('acme', 'tom', 'tom-password-1')];
      await ok(admin.put('/api/v1/reveal-policy', { ...usual, rowsPerDay: 10 }));
      for (let each = 0; each < 5; each++)
        await ok(admin.post('/api/v1/customers', { name: `王 ${each}`, phones: [`1360013600${each}`] }));
      const before = (await told()).length;
      const list = (caller: ApiClient, limit: number) => ok(caller.get(`/api/v1/customers?limit=${limit}`));
      await list(trainee, 6);
      await list(admin, 3);
      await list(admin, 3);
      await ok(admin.get(`/api/v1/customers/${wang.id}`));
      expect((await told()).slice(before)).toMatchObject([
        { kind: 'person', list: 'CustomerController.listCustomers', rows: 6 },
        { kind: 'person', list: 'CustomerController.getCustomer', rows: 1 },
      ]);
      const alarms = () => center.service.events('personal-data.access-alarmed.v1').map(({ data }) => data);
      expect(alarms().at(-1)).toMatchObject({ oddity: 'bulk', count: 11, usual: 10 });
      await ok(admin.put('/api/v1/reveal-policy', usual));
    });

    describe('a record that somebody is shown as it is by their rights, without a reveal', () => {
      const sights = async (query: string) => {
        await part(ClearSightings).flush();
        await center.service.settled();
        return (await ok(admin.get<{ items: object[] }>(`/api/v1/record-sights?${query}`))).items;
      };

      it('is written down with who saw it: once an hour, however often they look', async () => {
        const customer = { name: '李一', phones: ['13600136060'] };
        const { id } = await ok(admin.post<Customer>('/api/v1/customers', customer));
        center.service.clock.advance({ hours: 2 });
        [admin, trainee] = [await center.asPerson('acme'), await center.asPerson('acme', 'tom', 'tom-password-1')];
        const before = (await sights(`recordId=${id}`)).length;
        for (let times = 0; times < 3; times++) await ok(admin.get(`/api/v1/customers/${id}`));
        await ok(trainee.get(`/api/v1/customers/${id}`));
        const seen = await sights(`recordId=${id}`);
        expect(seen.slice(0, seen.length - before)).toMatchObject([
          { recordId: id, way: 'CustomerController.getCustomer', single: true },
        ]);
        center.service.clock.advance({ hours: 1 });
        [admin, trainee] = [await center.asPerson('acme'), await center.asPerson('acme', 'tom', 'tom-password-1')];
        await ok(admin.get(`/api/v1/customers/${id}`));
        expect(await sights(`recordId=${id}`)).toHaveLength(seen.length + 1);
        expect((await trainee.get(`/api/v1/record-sights?recordId=${id}`)).status).toBe(403);
        expect(await admin.get('/api/v1/record-sights')).toMatchObject({ status: 422 });
      });

      it('raises an alarm where one opens more of them than usual, or takes an export', async () => {
        center.service.clock.advance({ hours: 2 });
        [admin, trainee] = [await center.asPerson('acme'), await center.asPerson('acme', 'tom', 'tom-password-1')];
        await ok(admin.put('/api/v1/reveal-policy', { ...usual, opensPerHour: 10 }));
        const { items } = await ok(admin.get<{ items: Customer[] }>('/api/v1/customers?limit=6'));
        const made = await Promise.all(
          [0, 1, 2, 3, 4, 5].map((no) =>
            ok(admin.post<Customer>('/api/v1/customers', { name: `李 ${no}`, phones: [`1370013710${no}`] })),
          ),
        );
        for (const { id } of [...items, ...made]) await ok(admin.get(`/api/v1/customers/${id}`));
        await sights(`recordId=${wang.id}`);
        const alarms = center.service.events('personal-data.access-alarmed.v1').map(({ data }) => data);
        expect(alarms.at(-1)).toMatchObject({ oddity: 'frequent', usual: 10 });
        await ok(admin.put('/api/v1/reveal-policy', usual));
      });
    });

    it('is told of once, however many look at the same time', async () => {
      await ok(admin.put('/api/v1/reveal-policy', { ...usual, perHour: 1 }));
      const before = center.service.events('personal-data.access-alarmed.v1').length;
      const looks = await Promise.all([1, 2, 3, 4].map(() => reveal('/phones/0')));
      expect(looks.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      await center.service.settled();
      expect(center.service.events('personal-data.access-alarmed.v1').slice(before)).toHaveLength(1);
      await ok(admin.put('/api/v1/reveal-policy', usual));
    });

    it('is forgotten once it says nothing of what is usual', async () => {
      const kept = () => runAsTenant('acme', async () => (await part(Database).reader()).countBy(RevealSchema, {}));
      expect(await kept()).toBeGreaterThan(0);
      center.service.clock.advance({ days: 1, minutes: 1 });
      await runAsTenant('acme', () => part(AccessWatch).forget());
      expect(await kept()).toBe(0);
      [admin, trainee] = [await center.asPerson('acme'), await center.asPerson('acme', 'tom', 'tom-password-1')];
    });

    it('is stopped by a supervisor, and so is everything else in the clear; nobody lifts their own block', async () => {
      const roles = ['trainee', 'customer-lead'];
      const permissions = ['customer:read', 'personal:*', 'personal-data:reveal', 'personal-data:block'];
      await ok(admin.put('/api/v1/roles/customer-lead', { permissions }));
      const account = { login: 'kim', name: 'Kim', password: 'kim-password-1', roles };
      const { id } = await ok(admin.post<{ id: string }>('/api/v1/accounts', account));
      const kim = await center.asPerson('acme', 'kim', 'kim-password-1');
      const phones = async () => (await ok(kim.get<Customer>(`/api/v1/customers/${wang.id}`))).phones;
      expect(await phones()).toEqual(wang.phones);
      await ok(admin.put(`/api/v1/reveal-blocks/${id}`, { reason: 'left the team' }));
      await eventually('the block is known', async () => (await phones())[0] === '138****8000');
      expect(
        (await kim.post('/api/v1/reveals', { resource: 'customer', id: wang.id, field: '/name', purpose: PURPOSE }))
          .status,
      ).toBe(403);
      expect(await kim.delete(`/api/v1/reveal-blocks/${id}`)).toMatchObject({ body: { code: 'own-reveal-block' } });
      await part(AccessBlocks).tell('acme', id, false);
      expect(await phones()).toEqual(wang.phones);
      await part(RevealBlocks).rounds.run();
      expect(await phones()).toEqual(['138****8000']);
      await ok(admin.delete(`/api/v1/reveal-blocks/${id}`));
      await eventually('the lifting is known', async () => (await phones())[0] === '13800138000');
    });
  });

  describe('a request of a person', () => {
    const OTHERS = ['call-center', 'ticket-center', 'operations-center'];
    const run = () =>
      runAsTenant('acme', () => center.service.running.app.get(PersonRequestRounds, { strict: false }).run());
    const answering = async (name: string, kind: string, holdings: object[]) =>
      (await center.service.remote(name)).answers('POST', `/internal/person-data/${kind}`, () => ({ holdings }));
    const ask = (kind: string, customerId: string) =>
      ok(admin.post<{ id: string }>('/api/v1/person-requests', { kind, customerId, reason: 'a letter of 2026-11-20' }));
    const state = (id: string) => ok(admin.get<object>(`/api/v1/person-requests/${id}`));

    it('for a copy gathers what every service has, and goes on where it stopped', async () => {
      const li = await ok(admin.post<Customer>('/api/v1/customers', { name: '李四', phones: ['13900139000'] }));
      const { id } = await ask('export', li.id);
      await answering('call-center', 'export', [{ holding: 'contacts', rows: [{ address: '13900139000' }] }]);
      await run();
      expect(await state(id)).toMatchObject({ state: 'running', progress: { done: 2, of: 4 } });
      expect(await admin.get(`/api/v1/person-requests/${id}/content`)).toMatchObject({ status: 409 });
      for (const name of OTHERS.slice(1)) await answering(name, 'export', []);
      await run();
      expect(await state(id)).toMatchObject({ progress: { done: 2, of: 4 } });
      center.service.clock.advance({ minutes: 2 });
      await run();
      expect(await state(id)).toMatchObject({ state: 'done', progress: { done: 4, of: 4 } });
      const copy = JSON.stringify((await admin.get(`/api/v1/person-requests/${id}/content`)).body);
      expect(copy.match(/13900139000/g)).toHaveLength(2);
      expect((await audit('?action=person-request:export'))[0]).toMatchObject({ resourceId: id });
    });

    it('for erasure leaves a receipt of what was erased, and of what had to stay and why', async () => {
      const li = await ok(admin.post<Customer>('/api/v1/customers', { name: '李四', phones: ['13700137000'] }));
      const twin = { name: '李四', phones: ['13700137001'], emails: ['lisi@example.com'] };
      const twice = await ok(admin.post<Customer>('/api/v1/customers', twin));
      await ok(admin.post(`/api/v1/customers/${twice.id}/merge`, { into: li.id, reason: 'the same person' }));
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
      expect(await ok(admin.get(`/api/v1/customers/${li.id}`))).toMatchObject({ name: '-', phones: [] });
      const found = await ok(admin.post<{ items: object[] }>('/api/v1/customers/search', { phone: '13700137001' }));
      expect(found.items).toEqual([]);
      const { version } = await ok(admin.get<Customer>(`/api/v1/customers/${li.id}`));
      const late = { phones: ['13700137000'] };
      expect(await admin.patch(`/api/v1/customers/${li.id}`, late, { 'if-match': `"${version}"` })).toMatchObject({
        status: 409,
        body: { code: 'customer-erased' },
      });
      const trail = await audit('?action=person-request:erase');
      expect(trail.map(({ resourceId, after }) => ({ resourceId, after })).reverse()).toMatchObject([
        { resourceId: id, after: { service: 'common-center', rows: { customer: 2 } } },
        { resourceId: id, after: { service: 'call-center', rows: { contacts: 4 } } },
        { resourceId: id, after: { service: 'ticket-center' } },
        { resourceId: id, after: { service: 'operations-center' } },
      ]);
      await center.service.settled();
      expect(center.service.events('person.erased.v1').map(({ data }) => data)).toEqual([
        { customerId: li.id, requestId: id },
      ]);
    });
  });

  describe('a request of a person that several come to at once', () => {
    it('is done by one of them, and each service asked once', async () => {
      const li = await ok(admin.post<Customer>('/api/v1/customers', { name: '李五', phones: ['13700137055'] }));
      const asked: string[] = [];
      for (const name of ['call-center', 'ticket-center', 'operations-center'])
        (await center.service.remote(name)).answers('POST', '/internal/person-data/erase', () => {
          asked.push(name);
          return { holdings: [] };
        });
      const body = { kind: 'erase', customerId: li.id, reason: 'a letter of 2026-11-21' };
      const { id } = await ok(admin.post<{ id: string }>('/api/v1/person-requests', body));
      const rounds = center.service.running.app.get(PersonRequestRounds, { strict: false });
      await Promise.all([1, 2, 3].map(() => runAsTenant('acme', () => rounds.run())));
      expect(asked).toEqual(['call-center', 'ticket-center', 'operations-center']);
      expect(await ok(admin.get(`/api/v1/person-requests/${id}`))).toMatchObject({ state: 'done' });
      await center.service.settled();
      const told = center.service.events('person.erased.v1').filter(({ data }) => data.requestId === id);
      expect(told).toHaveLength(1);
    });
  });

  describe('the audit trail', () => {
    const heads = () =>
      runAsTenant('platform', async () =>
        notedHeadsOf(await center.service.running.app.get(Database).reader(), 'acme'),
      );
    const noted = () => center.service.running.app.get(AuditHeads).rounds.run();
    const changing = <Result>(change: (tx: EntityManager) => Promise<Result>) =>
      runAsTenant('acme', () => center.service.running.app.get(Database).transaction(change));
    const judged = (expected?: string) =>
      runAsTenant('acme', async () => {
        const db = await center.service.running.app.get(Database).reader();
        const trail = await trailOf(db);
        return verify(trail, entriesOf(db, trail.cutSeq), { hash: expected, heads: await heads() });
      });

    it('tells what was before and after, and is searched page by page', async () => {
      await ok(admin.put('/api/v1/roles/trainee', { permissions: [...TRAINEE, 'ticket:read'] }));
      const [entry] = await audit('?action=role:define');
      expect(entry).toMatchObject({
        ...{ resource: 'role', resourceId: 'trainee' },
        ...{ before: { permissions: TRAINEE }, after: { permissions: [...TRAINEE, 'ticket:read'] } },
      });
      const first = await ok(admin.get<{ items: Entry[]; next: string }>('/api/v1/audit-entries?limit=2'));
      const second = await ok(admin.get<{ items: Entry[] }>(`/api/v1/audit-entries?limit=2&cursor=${first.next}`));
      expect(second.items[0]!.seq).toBe(first.items[1]!.seq - 1);
      expect((await trainee.get('/api/v1/audit-entries')).status).toBe(403);
    });

    it('tells what was before also of what is removed, and where there is one for the whole tenant', async () => {
      const policy = { ...{ perHour: 9, recordsPerDay: 50, timesTheirAverage: 3 }, alarmTo: [], blocksAtOnce: [] };
      await ok(admin.put('/api/v1/reveal-policy', policy));
      await ok(admin.put('/api/v1/reveal-policy', { ...policy, perHour: 10 }));
      const [changed] = await audit('?action=personal-data:govern');
      expect(changed).toMatchObject({ before: { perHour: 9 }, after: { perHour: 10 } });
      await ok(admin.put('/api/v1/reveal-blocks/eve', { reason: 'left the house' }));
      await ok(admin.delete('/api/v1/reveal-blocks/eve'));
      const [lifted] = await audit('?action=personal-data:block&resourceId=eve');
      expect(lifted).toMatchObject({ before: { reason: 'left the house' }, after: null });
    });

    it('is whole, also where a noted hash is asked for', async () => {
      const entries = await audit();
      expect(await judged(entries[1]!['hash'] as string)).toMatchObject({ whole: true, entries: entries[0]!.seq });
      expect(await judged('0'.repeat(63))).toMatchObject({ whole: false, because: 'head-differs' });
    });

    it("is noted in the platform's trail, once a day where something has come to it", async () => {
      await noted();
      const [head, ...before] = (await heads()).reverse();
      expect(head).toMatchObject({ seq: (await audit())[0]!.seq });
      await noted();
      center.service.clock.advance({ days: 1, minutes: 1 });
      await noted();
      expect(await heads()).toHaveLength(before.length + 1);
      admin = await center.asPerson('acme');
      await ok(admin.put('/api/v1/roles/trainee', { permissions: TRAINEE }));
      const { seq } = (await audit())[0]!;
      await noted();
      expect((await heads()).at(-1)).toMatchObject({ seq });
    });

    it('is found out to be shorter than it was, though it is whole as it stands', async () => {
      const { trail, entries } = await runAsTenant('acme', async () => {
        const db = await center.service.running.app.get(Database).reader();
        return { trail: await trailOf(db), entries: await db.find(AuditEntrySchema, { order: { seq: 'ASC' } }) };
      });
      const end = entries.at(-3)!;
      await changing(async (tx) => {
        await tx.delete(AuditEntrySchema, { seq: MoreThan(end.seq) });
        await tx.update(AuditTrailSchema, { id: trail.id }, { seq: end.seq, hash: end.hash });
      });
      expect(await judged()).toEqual({ whole: false, seq: end.seq + 1, because: 'truncated' });
      await changing(async (tx) => {
        await tx.insert(AuditEntrySchema, entries.slice(-2));
        await tx.update(AuditTrailSchema, { id: trail.id }, { seq: trail.seq, hash: trail.hash });
      });
      expect(await judged()).toMatchObject({ whole: true });
    });

    it('stays verifiable when the policy cuts its beginning off', async () => {
      await ok(admin.put('/api/v1/audit-retention', { keepDays: 30 }));
      await center.service.settled();
      center.service.clock.advance({ days: 31 });
      await runAsTenant('acme', () => center.service.running.app.get(AuditRetention).cut());
      admin = await center.asPerson('acme');
      const entries = await audit();
      expect(entries.map(({ action }) => action)).toEqual(['audit:cut']);
      expect(await judged()).toMatchObject({ whole: true, entries: 1 });
    });

    it('is found out where somebody writes all of it anew', async () => {
      await noted();
      const entries = await runAsTenant('acme', async () =>
        (await center.service.running.app.get(Database).reader()).find(AuditEntrySchema, { order: { seq: 'ASC' } }),
      );
      const { trail } = await changing(async (tx) => {
        const known = await trailOf(tx);
        await tx.delete(AuditEntrySchema, { seq: MoreThan(0) });
        await tx.update(AuditTrailSchema, { id: known.id }, { seq: known.cutSeq, hash: known.cutHash });
        for (const { content } of entries) {
          const { id, at, ...written } = JSON.parse(content) as AuditContent;
          await append(tx, { ...written, id, at, actor: 'somebody-else' });
        }
        return { trail: known };
      });
      expect(await judged()).toEqual({ whole: false, seq: trail.seq, because: 'replaced' });
      await changing(async (tx) => {
        await tx.delete(AuditEntrySchema, { seq: MoreThan(0) });
        await tx.insert(AuditEntrySchema, entries);
        await tx.update(AuditTrailSchema, { id: trail.id }, { seq: trail.seq, hash: trail.hash });
      });
    });

    it('is broken by whoever changes an entry', async () => {
      const database = center.service.running.app.get(Database);
      await runAsTenant('acme', () =>
        database.transaction((tx) => tx.update(AuditEntrySchema, { action: 'audit:cut' }, { actor: 'nobody' })),
      );
      expect(await judged()).toMatchObject({ whole: false, because: 'columns' });
    });
  });
});
