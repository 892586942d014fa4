import { readFile } from 'node:fs/promises';
import { isDeepStrictEqual } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MemoryRegistry } from '#libs/discovery/registry/memory-registry';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { describeReal } from '#libs/testing/real-parts/real-parts';
import { StubService } from '#libs/testing/doubles/stub-service';
import { SuiteInTest, type Profile } from './suite-in-test.js';

interface Thing {
  id: string;
  [field: string]: unknown;
}
interface List {
  items: Thing[];
}

/** Another system approves, and calls back when it has. */
const APPROVAL = `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:sb="urn:switchboard:bpmn:1"
  targetNamespace="urn:test"><process id="approval" isExecutable="true">
  <startEvent id="start"/><serviceTask id="approve"><extensionElements>
    <sb:call connector="approvals" callback="PT48H"/><sb:input target="action" value="&quot;ask&quot;"/>
    <sb:output target="approved" value="result"/>
  </extensionElements></serviceTask><endEvent id="end"/>
  <sequenceFlow id="f1" sourceRef="start" targetRef="approve"/><sequenceFlow id="f2" sourceRef="approve" targetRef="end"/>
</process></definitions>`;

/** Metrics that are named in deploy/prometheus and deploy/grafana. */
async function namedMetrics(): Promise<string[]> {
  const files = ['prometheus/switchboard.rules.yml', 'grafana/switchboard.json'];
  const texts = await Promise.all(
    files.map((file) => readFile(new URL(`../../../deploy/${file}`, import.meta.url), 'utf8')),
  );
  return [...new Set(texts.flatMap((text) => text.match(/switchboard_[a-z0-9_]+/g) ?? []))];
}

/** The flows of the business through the public door, on whatever the suite stands on. */
function mainFlows(profile: Profile): void {
  let suite: SuiteInTest;
  let portal: ApiClient;
  let ivr: ApiClient;
  let mia: ApiClient;
  let li: ApiClient;
  let sam: ApiClient;
  let finn: ApiClient;
  let customerId: string;

  beforeAll(async () => {
    suite = await SuiteInTest.start(profile);
    [portal, ivr, mia, li, sam, finn] = await Promise.all([
      suite.machine('portal'),
      suite.machine('ivr'),
      suite.person('mia'),
      suite.person('li'),
      suite.person('sam'),
      suite.person('finn'),
    ]);
    const customer = {
      name: 'Ann Lee',
      phones: ['+8613812345678'],
      externalIds: [{ system: 'shop', id: `ann-${profile}` }],
      kind: 'person',
    };
    customerId = (await portal.post<Thing>('/api/v1/customers', customer)).body.id;
  }, 120_000);
  afterAll(() => suite.stop(), 60_000);

  async function calls(type: string, topic: string): Promise<{ contactId: string; eventId: string }> {
    const contactId = (await ivr.post<Thing>('/api/v1/contacts', { channel: 'voice', direction: 'inbound' })).body.id;
    const found = await ivr.post<Thing>('/api/v1/customers/identify', { phone: '138 1234 5678' });
    expect(found.body.id).toBe(customerId);
    await ivr.post(`/api/v1/contacts/${contactId}/identify`, { customerId });
    const event = { type, topic, summary: 'No signal since the storm', contactIds: [contactId] };
    const eventId = (await ivr.post<Thing>('/api/v1/interaction-events', event)).body.id;
    return { contactId, eventId };
  }

  const read = async (path: string) => (await sam.get<Thing>(path)).body;
  const becomes = (what: string, path: string, expected: object) =>
    eventually(what, async () => expect(await read(path)).toMatchObject(expected), { within: 20_000 });

  it('solves online what a rule knows, without a person', async () => {
    const { contactId, eventId } = await calls('enquiry', 'opening-hours');
    const answer = await ivr.post<Thing>(`/api/v1/interaction-events/${eventId}/pre-check`);
    expect(answer.body).toMatchObject({ outcome: 'solved-online' });
    await ivr.post(`/api/v1/contacts/${contactId}/end`, { outcome: 'self-served' });
    expect(await read(`/api/v1/interaction-events/${eventId}`)).toMatchObject({
      status: 'closed',
      outcome: 'solved-online',
    });
  });

  it('carries a fault from the first ring to the archive, and the customer is asked', async () => {
    const { contactId, eventId } = await calls('fault-report', 'broadband');
    expect((await ivr.post<Thing>(`/api/v1/interaction-events/${eventId}/pre-check`)).body).toMatchObject({
      outcome: 'referred',
    });
    const opening = {
      ticketType: 'fault',
      customerId,
      interactionEventIds: [eventId],
      subject: 'No signal',
      description: 'Since the storm',
      category: 'line',
    };
    const ticketId = (await ivr.post<Thing>('/api/v1/tickets', opening)).body.id;
    const ticket = `/api/v1/tickets/${ticketId}`;
    await ivr.post(`/api/v1/contacts/${contactId}/end`, { outcome: 'self-served' });

    await mia.post(`${ticket}/grab`);
    await mia.post(`${ticket}/reply`, { text: 'We are looking into it.' });
    await portal.post(`${ticket}/urge`, { note: 'Please hurry' });
    const demand = { why: 'The customer called again.', demanded: 'An engineer today.' };
    const supervision = (await sam.post<Thing>(`${ticket}/supervise`, demand)).body.id;
    const me = (await mia.get<Thing>('/api/v1/me')).body.subject;
    const liId = (await li.get<Thing>('/api/v1/me')).body.subject;
    await mia.post(`${ticket}/transfer`, { toId: liId, withReturn: true });
    expect((await li.post<Thing>(`${ticket}/return`)).body).toMatchObject({ assigneeId: me });

    const visit = `/api/v1/visits/${(await mia.post<Thing>(`${ticket}/dispatch`)).body.openVisitId as string}`;
    await becomes('the visit is there', visit, { status: 'dispatched' });
    await finn.post(`${visit}/accept`);
    await finn.post(`${visit}/appoint`, { appointedFor: '2026-11-24T10:00:00+08:00' });
    await finn.post(`${visit}/complete`, { outcome: 'fixed', report: 'New cable' });
    await becomes('the ticket goes on', ticket, { status: 'open' });

    await sam.post(`/api/v1/supervisions/${supervision}/lift`, { conclusion: 'The engineer was there.' });
    await mia.post(`${ticket}/solve`, { solution: 'The cable was replaced.' });
    const task = await eventually('the return visit is planned', async () => {
      const [found] = (await mia.get<List>(`/api/v1/tasks?ticketId=${ticketId}`)).body.items;
      return found ?? false;
    });
    await li.post(`/api/v1/tasks/${task.id}/take`);
    const call = { channel: 'voice', direction: 'outbound', customerId, taskId: task.id };
    const outbound = (await li.post<Thing>('/api/v1/contacts', call)).body.id;
    await li.post(`/api/v1/tasks/${task.id}/contacts`, { contactId: outbound });
    await li.post(`/api/v1/contacts/${outbound}/connect`, {});
    await li.post(`/api/v1/contacts/${outbound}/end`, { outcome: 'handled' });
    await li.post(`/api/v1/tasks/${task.id}/complete`, { outcome: 'done', satisfaction: 5, note: 'Happy' });

    await becomes('the ticket is closed with the mark', ticket, { status: 'closed', satisfaction: 5, urgedTimes: 1 });
    await eventually('it is archived', async () => (await read(ticket)).archivedAt !== null);
    await becomes('the event is closed', `/api/v1/interaction-events/${eventId}`, {
      status: 'closed',
      outcome: 'ticket-closed',
    });
    const check = await eventually('quality has looked at it', async () => {
      const [found] = (await sam.get<List>(`/api/v1/evaluations?subjectId=${ticketId}`)).body.items;
      return found ?? false;
    });
    expect(check).toMatchObject({ subject: { kind: 'ticket', id: ticketId }, score: 100, passed: true });

    await eventually('the history tells all of it', async () => {
      const history = (await sam.get<Record<string, Thing[]>>(`/api/v1/customers/${customerId}/history`)).body;
      expect(history.contacts!.map(({ id }) => id)).toEqual(expect.arrayContaining([contactId, outbound]));
      expect(history.interactionEvents).toContainEqual(expect.objectContaining({ id: eventId, status: 'closed' }));
      expect(history.tickets).toContainEqual(expect.objectContaining({ id: ticketId, status: 'closed' }));
      expect(history.tasks).toContainEqual(expect.objectContaining({ id: task.id, status: 'completed' }));
    });
  }, 60_000);

  it('turns a plan into tasks, a task into a call, a call into a lead', async () => {
    const planId = (await sam.post<Thing>('/api/v1/plans', { name: 'Fibre for all', kind: 'marketing' })).body.id;
    const csv = [
      'name,phone,email,externalSystem,externalId',
      `Ann Lee,13812345678,,shop,ann-${profile}`,
      'Bo Li,,bo@example.com,shop,bo-7',
    ].join('\n');
    const { id } = (await sam.post<Thing>(`/api/v1/plans/${planId}/imports`, csv, { 'content-type': 'text/csv' })).body;
    await becomes('the import is taken', `/api/v1/plans/${planId}/imports/${id}`, {
      status: 'taken',
      totalRows: 2,
      badRows: [],
    });
    await sam.post(`/api/v1/plans/${planId}/start`);
    await becomes('the tasks are there', `/api/v1/plans/${planId}`, { openTasks: 2 });
    const { items } = (await mia.get<List>(`/api/v1/tasks?planId=${planId}`)).body;
    expect(items.map((task) => task.customerId)).toContain(customerId);
    for (const task of items) {
      await mia.post(`/api/v1/tasks/${task.id}/take`);
      const contact = { channel: 'voice', direction: 'outbound', customerId: task.customerId, taskId: task.id };
      const contactId = (await mia.post<Thing>('/api/v1/contacts', contact)).body.id;
      await mia.post(`/api/v1/tasks/${task.id}/contacts`, { contactId });
      await mia.post(`/api/v1/contacts/${contactId}/connect`, {});
      await mia.post(`/api/v1/contacts/${contactId}/end`, { outcome: 'handled' });
      await mia.post(`/api/v1/tasks/${task.id}/complete`, { outcome: 'interested' });
    }
    const lead = { ticketType: 'lead', customerId, taskId: items[0]!.id, subject: 'Wants fibre' };
    expect(await mia.post('/api/v1/tickets', lead)).toMatchObject({ status: 201, body: { taskId: items[0]!.id } });
    await becomes('the plan is complete', `/api/v1/plans/${planId}`, { status: 'completed', endedTasks: 2 });
  }, 60_000);

  it('takes nothing of a file with bad rows, and names them', async () => {
    const planId = (await sam.post<Thing>('/api/v1/plans', { name: 'Care', kind: 'care' })).body.id;
    const csv = ['name,phone,email,externalSystem,externalId', 'Ann,13812345678,,,', ',13912345678,,,'].join('\n');
    const { id } = (await sam.post<Thing>(`/api/v1/plans/${planId}/imports`, csv, { 'content-type': 'text/csv' })).body;
    await becomes('the import is refused', `/api/v1/plans/${planId}/imports/${id}`, {
      status: 'refused',
      badRows: [{ line: 3, field: 'name' }],
    });
    expect(await read(`/api/v1/plans/${planId}`)).toMatchObject({ targets: 0 });
  });

  it('shows who is served, within five seconds, and on a board', async () => {
    const served = async () => {
      const { body } = await sam.get<{ value: number }>('/api/v1/figures/in-service/value?kind=channel&id=voice');
      return body.value;
    };
    await suite.settled();
    const before = await served();
    const { id } = (await ivr.post<Thing>('/api/v1/contacts', { channel: 'voice', direction: 'inbound' })).body;
    await mia.post(`/api/v1/contacts/${id}/connect`, {});
    await eventually('it is served', async () => (await served()) === before + 1, { within: 5_000 });
    const board = (await sam.get<List>('/api/v1/boards')).body.items.find(({ name }) => name === 'Floor')!;
    expect(await read(`/api/v1/boards/${board.id}/data`)).toMatchObject({ widgets: { 'in-service': {} } });
    await mia.post(`/api/v1/contacts/${id}/end`, { outcome: 'handled' });
    await eventually('it is over', async () => (await served()) === before, { within: 5_000 });
  });

  it('says every number that the rules of Prometheus and the board of Grafana name', async () => {
    const { gateway, services } = suite.suite;
    const places = [gateway.metricsUrl!, ...services.map(({ url }) => `${url}/metrics`)];
    const texts = await Promise.all(places.map(async (place) => (await fetch(place)).text()));
    const told = new Set(texts.flatMap((text) => [...text.matchAll(/^# TYPE (\S+) /gm)].map((match) => match[1]!)));
    const named = await namedMetrics();
    expect(named.length).toBeGreaterThan(15);
    expect(named.filter((name) => !told.has(name.replace(/_(bucket|sum|count)$/, '')) && !told.has(name))).toEqual([]);
  });

  it('counts who waits in a queue and gives up, and leads to the contact', async () => {
    interface Row {
      id: string;
      now: { waiting: number };
      day: { offered: number; abandoned: number };
    }
    type Queue = Thing & { channels: string[] };
    const queues = (await sam.get<{ items: Queue[] }>('/api/v1/queues')).body.items;
    const queue = queues.find(({ channels }) => channels.includes('voice'))!;
    const figures = async () => {
      const { rows } = (await sam.get<{ rows: Row[] }>(`/api/v1/figures/live?kind=queue&id=${queue.id}`)).body;
      const { now, day } = rows[0] ?? { now: { waiting: 0 }, day: { offered: 0, abandoned: 0 } };
      return { waiting: now.waiting, offered: day.offered, abandoned: day.abandoned };
    };
    await suite.settled();
    const { waiting, offered, abandoned } = await figures();
    const { id } = (await ivr.post<Thing>('/api/v1/contacts', { channel: 'voice', direction: 'inbound' })).body;
    await ivr.post(`/api/v1/contacts/${id}/queue`, { queueId: queue.id });
    const waits = { waiting: waiting + 1, offered: offered + 1, abandoned };
    await eventually('it waits', async () => isDeepStrictEqual(await figures(), waits));
    await ivr.post(`/api/v1/contacts/${id}/end`, { outcome: 'abandoned' });
    const gone = { waiting, offered: offered + 1, abandoned: abandoned + 1 };
    await eventually('it is gone', async () => isDeepStrictEqual(await figures(), gone));
    const path = `/api/v1/figures/contacts?kind=queue&id=${queue.id}&count=abandoned`;
    const { items } = (await sam.get<{ items: { contactId: string }[] }>(path)).body;
    expect(items.map(({ contactId }) => contactId)).toContain(id);
  });

  it('keeps tenants apart at the door, in the token and in the data', async () => {
    const ticket = { ticketType: 'general', customerId, subject: 'Only for demo' };
    const { id } = (await portal.post<Thing>('/api/v1/tickets', ticket)).body;
    const stranger = await suite.person('mia', 'acme.localhost');
    expect(await stranger.get(`/api/v1/tickets/${id}`)).toMatchObject({ status: 404 });
    const smuggled = await mia.get(`/api/v1/tickets/${id}`, { host: 'acme.localhost' });
    expect(smuggled).toMatchObject({ status: 401, body: { code: 'token-of-other-tenant' } });
    expect(await suite.at('nobody.example').get('/api/v1/tickets')).toMatchObject({
      status: 404,
      body: { code: 'unknown-tenant' },
    });
  });

  it('lets a system that took on a call bring its result without a login, at its tenant’s door alone', async () => {
    const admin = await suite.person('admin');
    const approvals = await StubService.start('approvals', new MemoryRegistry());
    approvals.answers('POST', '/actions/ask', () => ({}));
    try {
      await suite.openLoopback();
      const connector = { baseUrl: approvals.url, timeoutMs: 5_000 };
      const connected = async () => (await admin.put('/api/v1/connectors/approvals', connector)).status === 200;
      await eventually('it is opened', connected, { within: 20_000 });
      const { id: draft } = (
        await admin.post<Thing>('/api/v1/process-drafts', { name: 'x', bpmn: APPROVAL, decisions: [] })
      ).body;
      expect(await admin.post(`/api/v1/process-drafts/${draft}/publish`, {})).toMatchObject({ status: 200 });
      const { id } = (await admin.post<Thing>('/api/v1/process-instances', { definition: 'approval' })).body;
      await eventually('the call was made', () => approvals.asked.length === 1, { within: 20_000 });
      const { callback } = approvals.asked[0]!.body as { callback: { url: string } };
      const { pathname } = new URL(callback.url);
      expect(await suite.at('acme.localhost').post(pathname, { result: 1 })).toMatchObject({
        status: 403,
        body: { code: 'callback-token-invalid' },
      });
      expect(await suite.at('localhost').post(pathname, { result: 1 })).toMatchObject({ status: 200 });
      expect((await admin.get<Thing>(`/api/v1/process-instances/${id}`)).body).toMatchObject({ state: 'completed' });
    } finally {
      await approvals.stop();
    }
  }, 60_000);

  it('brings a new tenant to life with one call', async () => {
    const admin = await suite.person('admin', 'platform.localhost');
    const tenant = {
      id: 'globex',
      name: 'Globex',
      domains: ['globex.localhost'],
      admin: { login: 'admin', password: 'switchboard-demo' },
    };
    expect(await admin.post('/api/v1/tenants', tenant)).toMatchObject({ status: 201, body: { id: 'globex' } });
    await eventually(
      'it is live',
      async () => (await admin.get<Thing>('/api/v1/tenants/globex')).body.status === 'active',
      { within: 90_000 },
    );
    const first = await eventually('its admin logs in', async () => {
      const client = await suite.person('admin', 'globex.localhost');
      expect((await client.get<List>('/api/v1/ticket-types')).body.items).not.toHaveLength(0);
      return client;
    });
    const opened = await first.post<Thing>('/api/v1/tickets', { ticketType: 'general', customerId, subject: 'Hello' });
    expect(opened.body.number).toMatch(/-000001$/);
  }, 120_000);
}

describe('the main flows, embedded', () => mainFlows('embedded'));
describeReal(['mariadb', 'redis', 'rocketmq', 'consul'], 'the main flows, on the real parts', () =>
  mainFlows('cluster'),
);
