import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import { ticketCenter } from '../../src/service.js';
import { ViewChecks } from '../../src/ticket-view/check/view-checks.js';
import { CountWorker } from '../../src/ticket-view/count/count-worker.js';
import { TicketLineSchema } from '../../src/ticket-view/line/ticket-line.schema.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
const NORTH = '0199d2f0-0000-7000-8000-0000000000a1';
const MINE = { all: [{ attribute: 'assigneeId', op: 'is', values: ['@me'] }] };
const is = (attribute: string, ...values: unknown[]) => ({ attribute, op: 'is', values });

interface View {
  id: string;
  version: number;
  name: string;
  count: number | null;
}
interface Lines {
  items: { id: string; number: string; status: string; priority: string }[];
  next: string | null;
}

describe('views of tickets over HTTP', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let li: ApiClient;
  let lead: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    const calls = await service.remote('call-center');
    const team = (person: string, teamId: string | null) =>
      calls.answers('GET', `/internal/agents/${person}/team`, () => ({ teamId }));
    for (const [person, teamId] of [
      ['mia', NORTH],
      ['li', null],
      ['lead', NORTH],
    ] as const)
      team(person, teamId);
    const agent = ['ticket:*', 'ticket-view:read', 'ticket-view:write'];
    mia = await service.as(...agent);
    li = await service.asCaller({ subject: 'li' }, ...agent);
    lead = await service.asCaller({ subject: 'lead' }, 'ticket:*', 'ticket-view:*');
  });
  afterAll(() => service.stop());

  const opened = async (over: object = {}) => {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?', ...over };
    return (await mia.post<TicketView>('/api/v1/tickets', body)).body;
  };
  const saved = async (body: object, by = mia) => (await by.post<View & Problem>('/api/v1/ticket-views', body)).body;
  const counted = () => service.running.app.get(CountWorker).rounds.run();
  const countOf = async (id: string, by = mia) => (await by.get<View>(`/api/v1/ticket-views/${id}`)).body.count;
  const lines = async (id: string, by = mia, query = '') =>
    (await by.get<Lines>(`/api/v1/ticket-views/${id}/tickets${query}`)).body;

  it('mean another thing to everybody, and are counted for each', async () => {
    const { id } = await saved({ name: 'Mine', scope: 'tenant', conditions: MINE }, lead);
    const ticket = await opened();
    await mia.post(`/api/v1/tickets/${ticket.id}/grab`);
    await service.settled();
    await counted();
    expect([await countOf(id), await countOf(id, li)]).toEqual([1, 0]);
    await mia.post(`/api/v1/tickets/${ticket.id}/transfer`, { toId: 'li' });
    await service.settled();
    expect([await countOf(id), await countOf(id, li)]).toEqual([0, 1]);
    expect((await lines(id, li)).items.map((line) => line.id)).toEqual([ticket.id]);
    expect((await lines(id)).items).toEqual([]);
  });

  it('show their pages in their order, each ticket once', async () => {
    const type = { ticketType: 'fault' };
    const made: TicketView[] = [];
    for (const priority of ['low', 'urgent', 'normal', 'urgent', 'high'])
      made.push(await opened({ ...type, priority }));
    await service.settled();
    const conditions = { all: [is('ticketType', 'fault'), is('status', 'new', 'open')] };
    const sort = [{ by: 'priority' }, { by: 'number', direction: 'desc' }];
    const { id } = await saved({ name: 'Faults', conditions, sort });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page: Lines = await lines(id, mia, `?limit=2${cursor && `&cursor=${cursor}`}`);
      seen.push(...page.items.map((line) => line.id));
      cursor = page.next;
    }
    expect(seen).toEqual([3, 1, 4, 2, 0].map((at) => made[at]!.id));
    expect(await mia.get(`/api/v1/ticket-views/${id}/tickets?cursor=nonsense`)).toMatchObject({ status: 422 });
  });

  it('can be asked without being saved', async () => {
    const { number } = await opened({ channel: 'email' });
    await service.settled();
    const asked = await mia.post<Lines>('/api/v1/ticket-views/ask', { conditions: { all: [is('channel', 'email')] } });
    expect(asked).toMatchObject({ status: 200, body: { items: [{ number, status: 'new' }], next: null } });
  });

  it('count what turns by time alone', async () => {
    const conditions = {
      all: [is('channel', 'sms'), { attribute: 'updatedAt', op: 'before', at: { ago: 'PT30M' } }],
    };
    const { id } = await saved({ name: 'Forgotten', conditions });
    await opened({ channel: 'sms' });
    await service.settled();
    await counted();
    expect(await countOf(id)).toBe(0);
    service.clock.advance(30 * 60_000);
    await counted();
    expect(await countOf(id)).toBe(0);
    service.clock.advance(1);
    await counted();
    expect(await countOf(id)).toBe(1);
    expect((await lines(id)).items).toHaveLength(1);
  });

  it('are seen by those they are shared with, and changed by who may', async () => {
    const own = await saved({ name: 'Own', conditions: MINE });
    const ours = await saved({ name: 'Ours', scope: 'team', conditions: MINE }, lead);
    const names = async (by: ApiClient) =>
      (await by.get<{ items: View[] }>('/api/v1/ticket-views')).body.items.map(({ name }) => name);
    expect(await names(mia)).toEqual(expect.arrayContaining(['Own', 'Ours']));
    expect(await names(li)).not.toEqual(expect.arrayContaining(['Ours']));
    expect(await li.get(`/api/v1/ticket-views/${own.id}`)).toMatchObject({ status: 404 });
    const body = { name: 'Theirs', conditions: MINE };
    const match = { 'if-match': '"1"' };
    expect(await mia.put(`/api/v1/ticket-views/${ours.id}`, body, match)).toMatchObject({
      status: 403,
      body: { code: 'ticket-view-not-yours' },
    });
    expect(await mia.post('/api/v1/ticket-views', { ...body, scope: 'tenant' })).toMatchObject({ status: 403 });
    expect(await mia.put(`/api/v1/ticket-views/${own.id}`, body)).toMatchObject({ status: 428 });
    expect(await mia.put(`/api/v1/ticket-views/${own.id}`, body, match)).toMatchObject({
      status: 200,
      body: { name: 'Theirs', version: 2 },
    });
    expect(await mia.delete(`/api/v1/ticket-views/${own.id}`, match)).toMatchObject({ status: 412 });
    expect(await mia.delete(`/api/v1/ticket-views/${own.id}`, { 'if-match': '"2"' })).toMatchObject({ status: 204 });
  });

  it.each([
    ['an attribute that tickets do not have', is('colour', 'red')],
    ['an op that the attribute does not know', { attribute: 'status', op: 'before', at: { ago: 'P1D' } }],
    ['months, which are of no length', { attribute: 'openedAt', op: 'before', at: { ago: 'P1M' } }],
    ['me where nobody is', is('teamId', '@me')],
    ['all but me', { attribute: 'assigneeId', op: 'is-not', values: ['@me'] }],
  ])('refuse %s', async (_, condition) => {
    const answer = await mia.post<Problem>('/api/v1/ticket-views', { name: 'x', conditions: { all: [condition] } });
    expect(answer).toMatchObject({ status: 422, body: { code: 'ticket-view-condition-invalid' } });
    expect(answer.body.errors).toMatchObject([{ field: 'conditions.all.0' }]);
  });

  it('push their counts, first all and then what has changed', async () => {
    const one = await saved({ name: 'Chats', conditions: { all: [is('channel', 'chat')] } });
    const two = await saved({ name: 'Voice', conditions: { all: [is('channel', 'voice')] } });
    await counted();
    const connection = new AbortController();
    const path = `/api/v1/ticket-views/counts?views=${one.id},${two.id}`;
    const response = await fetch(service.running.url + path, { headers: mia['headers'], signal: connection.signal });
    let text = '';
    const reading = (async () => {
      for await (const part of response.body!.pipeThrough(new TextDecoderStream())) text += part;
    })().catch(() => undefined);
    await eventually('all are told', () => Promise.resolve(text.includes('event: counts')));
    await opened({ channel: 'chat' });
    await service.settled();
    await eventually('what has changed is told', () => Promise.resolve(text.includes('event: changes')));
    expect(text).toContain(`data: {"${one.id}":1}`);
    connection.abort();
    await reading;
  });

  it('are checked, and lines that were lost come back', async () => {
    const { id } = await saved({ name: 'All', conditions: {} });
    await counted();
    const database = service.running.app.get(Database);
    const lost = await opened();
    await service.settled();
    const all = await countOf(id);
    await runAsTenant('acme', () => database.transaction((tx) => tx.delete(TicketLineSchema, { ticketId: lost.id })));
    const { body } = await lead.post<{ id: string }>('/api/v1/ticket-view-checks');
    await service.running.app.get(ViewChecks).rounds.run();
    const checked = await lead.get(`/api/v1/ticket-view-checks/${body.id}`);
    expect(checked.body).toMatchObject({
      status: 'done',
      levelled: 1,
      differences: expect.arrayContaining([expect.objectContaining({ person: '*', counted: all! + 1, tickets: all })]),
    });
    await counted();
    expect(await countOf(id)).toBe(all);
    expect(await mia.post('/api/v1/ticket-view-checks')).toMatchObject({ status: 403 });
  });
});
