import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { insertRows } from '#libs/persistence/rows/plain-rows';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import { ConversationSchema } from '../../src/conversation/infra/conversation.schema.js';
import { callCenter } from '../../src/service.js';
import { CallLegSchema } from '../../src/telephony/infra/call-leg.schema.js';
import { CallDesk } from '../call-desk.js';
import { RecordingDesk } from '../recording/recording-desk.js';

interface Page {
  items: Record<string, unknown>[];
  next: string | null;
}
const anId = () => newId(new Date());
const idsOf = (page: Page) => page.items.map(({ id }) => id);

describe('call-center: who belongs to whom', () => {
  let service: ServiceInTest;
  let client: ApiClient;
  let desk: CallDesk;

  beforeAll(async () => {
    service = await startForTest(callCenter, { tenants: ['acme', 'globex'] });
    client = await service.as('contact:*', 'interaction-event:*');
    desk = new CallDesk(client);
  });
  afterAll(() => service.stop());

  const eventIn = (contactIds: string[], type = 'complaint') =>
    client.post('/api/v1/interaction-events', { type, topic: 'delivery', summary: 'It came late.', contactIds });
  const list = (path: string) => desk.ok(client.get<Page>(`/api/v1/${path}`));

  /** Who reaches nobody but themselves. */
  const within = async (subject: string, ...permissions: string[]) => {
    const common = await service.remote('common-center');
    common.answers('GET', `/internal/organisation/circles/${subject}`, () => ({ people: [subject], teams: [] }));
    return service.asCaller({ subject, dataScope: { base: 'self' } }, ...permissions);
  };
  /** The routes of one of these things that do not say it is not there. */
  const opened = async (who: ApiClient, things: string, id: string, methods?: string[]) => {
    const found: string[] = [];
    let asked = 0;
    for (const [path, routes] of Object.entries(service.running.openApi.paths)) {
      if (!path.startsWith(`/api/v1/${things}/{`)) continue;
      for (const method of Object.keys(routes).filter((each) => methods?.includes(each) ?? true)) {
        const url = path.replace(/\{\w+\}/, id).replaceAll(/\{\w+\}/g, '1');
        const { status } = await who.call(method.toUpperCase(), url, method === 'get' ? undefined : {});
        asked += 1;
        if (status !== 404) found.push(`${method} ${path}: ${status}`);
      }
    }
    expect(asked).toBeGreaterThan(4);
    return found;
  };
  const talk = async (agentId: string) => {
    const portal = await service.asCaller({ subject: 'portal', kind: 'client' }, 'conversation:open');
    const common = await service.remote('common-center');
    common.answers('POST', '/internal/visitor-tokens', () => ({ token: 'token', expiresIn: 900 }));
    const { id } = (await portal.post<{ id: string }>('/api/v1/conversations', {})).body;
    const database = service.running.app.get(Database);
    await runAsTenant('acme', () => database.transaction((tx) => tx.update(ConversationSchema, { id }, { agentId })));
    return id;
  };

  describe('a customer has many contacts, a contact one customer (S3.31)', () => {
    it('once identified it cannot be given to another', async () => {
      const [anna, bela] = [anId(), anId()];
      const contact = await desk.contact({ customerId: anna });
      const refused = await client.post(`/api/v1/contacts/${contact}/identify`, { customerId: bela });
      expect(refused).toMatchObject({ status: 409, body: { code: 'contact-of-another-customer' } });
      expect(await desk.readContact(contact)).toMatchObject({ customerId: anna });
    });

    it('lists all contacts of a customer, newest first, page by page, without addresses', async () => {
      const anna = anId();
      const contacts = [];
      for (const channel of ['voice', 'chat', 'email'] as const) {
        contacts.unshift(await desk.contact({ customerId: anna, channel, address: 'somewhere' }));
      }
      const first = await list(`contacts?customerId=${anna}&limit=2`);
      const second = await list(`contacts?customerId=${anna}&limit=2&cursor=${first.next}`);
      expect([...idsOf(first), ...idsOf(second)]).toEqual(contacts);
      expect(second.next).toBeNull();
      expect(first.items[0]).not.toHaveProperty('address');
      expect(idsOf(await list(`contacts?customerId=${anna}&channel=chat&status=waiting`))).toEqual([contacts[1]]);
    });
  });

  describe('a customer who goes on for another', () => {
    it('has the contacts and demands of both, until that is taken back', async () => {
      const [merged, goesOn] = [anId(), anId()];
      const contact = await desk.contact({ customerId: merged });
      const demand = await desk.event([contact]);
      const common = await service.remote('common-center');
      let family = [goesOn, merged];
      common.answers('POST', '/internal/customers/families', () => ({ families: [family] }));
      const found = async () => [
        idsOf(await list(`contacts?customerId=${goesOn}`)),
        idsOf(await list(`interaction-events?customerId=${goesOn}`)),
      ];
      expect(await found()).toEqual([[contact], [demand]]);
      family = [goesOn];
      expect(await found()).toEqual([[], []]);
      common.answers('POST', '/internal/customers/families', () => {
        throw new StubRefusal(503);
      });
      expect(idsOf(await list(`contacts?customerId=${merged}`))).toEqual([contact]);
      const alone = (body: unknown) => ({ families: (body as { ids: string[] }).ids.map((id) => [id]) });
      common.answers('POST', '/internal/customers/families', alone);
    });
  });

  describe('whoever reaches a part of the tenant', () => {
    it('sees the contacts of those alone, and the demands that came up in them', async () => {
      const customerId = anId();
      const [own, other] = [await desk.contact({ customerId }), await desk.contact({ customerId })];
      for (const [contact, agentId] of [
        [own, 'mia'],
        [other, 'li'],
      ] as const)
        await desk.ok(client.post(`/api/v1/contacts/${contact}/connect`, { agentId }));
      const [ownDemand, otherDemand] = [await desk.event([own]), await desk.event([other])];
      const mia = await within('mia', 'contact:read', 'interaction-event:read');
      const seen = async (path: string) => idsOf(await desk.ok(mia.get<Page>(`/api/v1/${path}`)));
      expect(await seen(`contacts?customerId=${customerId}`)).toEqual([own]);
      expect(await seen(`interaction-events?customerId=${customerId}`)).toEqual([ownDemand]);
      expect((await mia.get(`/api/v1/contacts/${own}`)).status).toBe(200);
      expect((await mia.get(`/api/v1/contacts/${other}`)).status).toBe(404);
      expect((await mia.get(`/api/v1/interaction-events/${ownDemand}`)).status).toBe(200);
      expect((await mia.get(`/api/v1/interaction-events/${otherDemand}`)).status).toBe(404);
    });

    it('sees the agents and recordings of those alone, in lists and one by one', async () => {
      const mia = await within('mia', '*');
      for (const subject of ['mia', 'li']) {
        const agent = await service.asCaller({ subject }, 'agent:self');
        await desk.ok(agent.post('/api/v1/agents/me/log-in', {}));
      }
      const recorder = await RecordingDesk.of(service);
      const [own, other] = [
        await recorder.announced({ agentIds: ['mia', 'li'] }),
        await recorder.announced({ agentIds: ['li'] }),
      ];
      const seen = async (path: string) => idsOf(await desk.ok(mia.get<Page>(`/api/v1/${path}`)));
      expect(await seen('agents')).toEqual(['mia']);
      expect(await seen('recordings')).toEqual([own]);
      expect((await mia.get('/api/v1/agents/mia')).status).toBe(200);
      expect((await mia.get(`/api/v1/recordings/${own}`)).status).toBe(200);
      expect((await recorder.client.get(`/api/v1/recordings/${other}`)).status).toBe(200);
      expect(await opened(mia, 'recordings', other)).toEqual([]);
      expect(await opened(mia, 'agents', 'li')).toEqual([]);
    });

    it('sees the conversations of those alone', async () => {
      const mia = await within('mia', 'conversation:*');
      const [own, other] = [await talk('mia'), await talk('li')];
      expect(idsOf(await desk.ok(mia.get<Page>('/api/v1/conversations')))).toEqual([own]);
      expect((await mia.get(`/api/v1/conversations/${own}`)).status).toBe(200);
      for (const path of [other, `${other}/messages`])
        expect((await mia.get(`/api/v1/conversations/${path}`)).status).toBe(404);
    });

    it('reads nothing of other contacts, and listens into none of them', async () => {
      const mia = await within('mia', '*');
      const other = await desk.contact({ customerId: anId() });
      await desk.ok(client.post(`/api/v1/contacts/${other}/connect`, { agentId: 'li' }));
      const read = await opened(mia, 'contacts', other, ['get']);
      expect(read).toEqual([]);
      for (const way of ['listen', 'whisper', 'barge', 'take-over', 'notes'])
        expect((await mia.post(`/api/v1/contacts/${other}/${way}`, { text: 'Well?' })).status).toBe(404);
    });

    it('lists calls of their own telephone, and of their contacts alone', async () => {
      const mia = await within('mia', '*');
      const [own, other] = [await desk.contact({ customerId: anId() }), await desk.contact({ customerId: anId() })];
      await desk.ok(client.post(`/api/v1/contacts/${own}/connect`, { agentId: 'mia' }));
      await desk.ok(client.post(`/api/v1/contacts/${other}/connect`, { agentId: 'li' }));
      const leg = (contactId: string, role: string, agentId: string | null) => ({
        ...{ id: anId(), version: 1, updatedAt: new Date(), contactId, role, agentId, direction: 'inbound' },
        ...{ bridgesTo: null, releases: null, reservationId: null, startedAt: new Date(), state: 'answered' },
        ...{ since: new Date(), peerId: null, conference: null, monitors: null, answerer: null, endCause: null },
        ...{ recordings: [], collected: null, lastOrder: null },
      });
      const [customer, theirs, helped] = [
        leg(own, 'customer', null),
        leg(other, 'agent', 'li'),
        leg(other, 'agent', 'mia'),
      ];
      const database = service.running.app.get(Database);
      const rows = [customer, theirs, helped];
      await runAsTenant('acme', () => database.transaction((tx) => insertRows(tx, CallLegSchema, rows)));
      const calls = async (who: ApiClient) => idsOf((await who.get<Page>('/api/v1/telephony/calls')).body);
      expect(await calls(mia)).toEqual([helped.id, customer.id]);
      expect(await calls(await service.as('telephony:read'))).toEqual([helped.id, theirs.id, customer.id]);
    });
  });

  describe('a demand is raised in many contacts, a contact raises many demands (S3.32)', () => {
    it('knows both ways', async () => {
      const customerId = anId();
      const [call, chat] = [await desk.contact({ customerId }), await desk.contact({ customerId })];
      const both = await desk.event([call, chat]);
      const one = await desk.event([call]);
      expect(await desk.readEvent(both)).toMatchObject({ customerId, contacts: [{ id: call }, { id: chat }] });
      expect(idsOf(await list(`interaction-events?contactId=${call}`))).toEqual([one, both]);
      expect(idsOf(await list(`interaction-events?contactId=${chat}`))).toEqual([both]);
      expect(idsOf(await list(`interaction-events?customerId=${customerId}&status=recorded&limit=1`))).toEqual([one]);
    });

    it('links a later contact once', async () => {
      const customerId = anId();
      const event = await desk.event([await desk.contact({ customerId })]);
      const later = await desk.contact({ customerId });
      await desk.ok(client.post(`/api/v1/interaction-events/${event}/contacts`, { contactId: later }));
      const again = await client.post(`/api/v1/interaction-events/${event}/contacts`, { contactId: later });
      expect(again).toMatchObject({ status: 409, body: { code: 'interaction-event-contact-already-linked' } });
      expect(idsOf(await list(`interaction-events?contactId=${later}`))).toEqual([event]);
    });

    it('never mixes customers', async () => {
      const annas = await desk.contact({ customerId: anId() });
      const belas = await desk.contact({ customerId: anId() });
      expect(await eventIn([annas, belas])).toMatchObject({
        status: 409,
        body: { code: 'interaction-event-contact-of-another-customer' },
      });
      const event = await desk.event([annas]);
      const refused = await client.post(`/api/v1/interaction-events/${event}/contacts`, { contactId: belas });
      expect(refused).toMatchObject({ status: 409, body: { code: 'interaction-event-contact-of-another-customer' } });
    });

    it('needs contacts that exist and are identified', async () => {
      expect(await eventIn([])).toMatchObject({ status: 422, body: { errors: [{ field: 'contactIds' }] } });
      expect(await eventIn([anId()])).toMatchObject({ status: 404, body: { code: 'contact-not-found' } });
      expect(await eventIn([await desk.contact()])).toMatchObject({
        status: 409,
        body: { code: 'interaction-event-contact-not-identified' },
      });
    });
  });

  describe('a demand is of exactly one type (S3.33)', () => {
    it('and of one we know', async () => {
      const contact = await desk.contact({ customerId: anId() });
      expect(await eventIn([contact], 'small-talk')).toMatchObject({
        status: 422,
        body: { errors: [{ field: 'type' }] },
      });
    });

    it('and a survey is ours to start, in an outbound contact, which may be for a task', async () => {
      const customerId = anId();
      const inbound = await desk.contact({ customerId });
      expect(await eventIn([inbound], 'survey')).toMatchObject({
        status: 422,
        body: { code: 'interaction-event-needs-outbound-contact' },
      });
      const taskId = anId();
      const outbound = await desk.contact({ customerId, direction: 'outbound', taskId });
      expect(await eventIn([outbound], 'survey')).toMatchObject({ status: 201 });
      expect(await desk.readContact(outbound)).toMatchObject({ taskId });
    });
  });

  it('numbers contacts and demands without gaps, also after a refusal', async () => {
    const { number: before } = await desk.readContact(await desk.contact());
    const refused = await client.post('/api/v1/contacts', { channel: 'web', direction: 'inbound', taskId: anId() });
    expect(refused.status).toBe(422);
    const { number: after } = await desk.readContact(await desk.contact());
    const count = (number: unknown) => Number(String(number).split('-')[2]);
    expect(before).toMatch(/^C-20261123-\d{6}$/);
    expect(count(after)).toBe(count(before) + 1);
  });

  it('starts a contact once, however often the portal sends it', async () => {
    const send = () =>
      client.post('/api/v1/contacts', { channel: 'web', direction: 'inbound' }, { 'idempotency-key': 'portal-1' });
    expect((await send()).body).toEqual((await send()).body);
  });

  it('refuses a change based on an old reading', async () => {
    const contact = await desk.contact();
    const { headers } = await client.get(`/api/v1/contacts/${contact}`);
    await desk.identify(contact, anId());
    const stale = await client.post(`/api/v1/contacts/${contact}/connect`, {}, { 'if-match': headers.get('etag')! });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-version' } });
  });

  it('keeps tenants apart', async () => {
    const contact = await desk.contact({ customerId: anId() });
    const event = await desk.event([contact]);
    const globex = await service.asCaller({ tenant: 'globex' }, 'contact:*', 'interaction-event:*');
    expect((await globex.get(`/api/v1/contacts/${contact}`)).status).toBe(404);
    expect((await globex.get(`/api/v1/interaction-events/${event}`)).status).toBe(404);
    expect((await globex.get<Page>('/api/v1/contacts')).body.items).toEqual([]);
  });

  it.each([
    ['GET', '/api/v1/contacts', 'contact:start'],
    ['POST', '/api/v1/contacts', 'contact:read'],
    ['GET', '/api/v1/interaction-events', 'contact:read'],
    ['POST', '/api/v1/interaction-events', 'interaction-event:read'],
    ['GET', '/api/v1/pre-check-rules', 'pre-check-rule:configure'],
  ])('refuses %s %s to someone who only has %s', async (method, path, permission) => {
    const caller = await service.as(permission);
    expect(await caller.call(method, path, method === 'POST' ? {} : undefined)).toMatchObject({
      status: 403,
      body: { code: 'not-permitted' },
    });
  });
});
