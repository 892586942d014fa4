import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import { ticketCenter } from '../../src/service.js';
import type { TaskView } from '../../src/task/task.dto.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import type { VisitView } from '../../src/visit/visit.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
const EVENT = '0199d2f0-0000-7000-8000-000000000003';

interface List<Item> {
  items: Item[];
  next: string | null;
}

describe('tickets over HTTP', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let li: ApiClient;
  beforeAll(async () => {
    service = await startForTest(ticketCenter, { tenants: ['acme', 'other'] });
    mia = await service.as('ticket:*', 'task:*', 'visit:*');
    li = await service.asCaller({ subject: 'li' }, 'ticket:*', 'task:*', 'visit:*');
  });
  afterAll(() => service.stop());

  async function opened(over: object = {}): Promise<TicketView> {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?', ...over };
    return (await mia.post<TicketView>('/api/v1/tickets', body)).body;
  }

  async function grabbed(over: object = {}): Promise<TicketView> {
    const { id } = await opened(over);
    return (await mia.post<TicketView>(`/api/v1/tickets/${id}/grab`)).body;
  }

  const journalOf = async (id: string) => {
    const journal = await mia.get<List<{ type: string }>>(`/api/v1/tickets/${id}/journal`);
    return journal.body.items.map(({ type }) => type);
  };
  const ticket = async (id: string) => (await mia.get<TicketView>(`/api/v1/tickets/${id}`)).body;

  it('opens one, with a number people can say', async () => {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?', interactionEventIds: [EVENT] };
    const answer = await mia.post<TicketView>('/api/v1/tickets', body);
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ status: 'new', assigneeId: null, interactionEventIds: [EVENT] });
    expect(answer.body.number).toMatch(/^T-20261123-\d{6}$/);
    expect(answer.headers.get('etag')).toBe('"1"');
    const list = await mia.get<List<TicketView>>(`/api/v1/tickets?interactionEventId=${EVENT}`);
    expect(list.body.items.map(({ id }) => id)).toEqual([answer.body.id]);
  });

  it('names every field that is wrong, and nothing was opened', async () => {
    const before = (await mia.get<List<TicketView>>('/api/v1/tickets?limit=200')).body.items.length;
    const answer = await mia.post<Problem>('/api/v1/tickets', { ticketType: '', customerId: 'nobody' });
    expect(answer.status).toBe(422);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    expect(answer.body).toMatchObject({ code: 'validation-failed' });
    expect(answer.body.errors!.map(({ field }) => field).sort()).toEqual(['customerId', 'subject', 'ticketType']);
    expect((await mia.get<List<TicketView>>('/api/v1/tickets?limit=200')).body.items).toHaveLength(before);
  });

  it('refuses a type that does not exist, and no number is lost', async () => {
    const first = await opened();
    const refused = await mia.post<Problem>('/api/v1/tickets', {
      ticketType: 'nonsense',
      customerId: CUSTOMER,
      subject: 'x',
    });
    expect(refused).toMatchObject({ status: 422, body: { code: 'ticket-type-unknown' } });
    const numbers = [first.number, (await opened()).number].map((number) => Number(number.slice(-6)));
    expect(numbers[1]).toBe(numbers[0]! + 1);
  });

  it('asks for a login, and for the permission', async () => {
    expect(await service.anonymous().get('/api/v1/tickets')).toMatchObject({
      status: 401,
      body: { code: 'not-authenticated' },
    });
    const reader = await service.as('ticket:read');
    const answer = await reader.post<Problem>('/api/v1/tickets', {});
    expect(answer).toMatchObject({ status: 403, body: { code: 'not-permitted' } });
  });

  it('keeps tenants apart', async () => {
    const { id } = await opened();
    const stranger = await service.asCaller({ tenant: 'other' }, 'ticket:*');
    expect(await stranger.get(`/api/v1/tickets/${id}`)).toMatchObject({
      status: 404,
      body: { code: 'ticket-not-found' },
    });
  });

  it('gives the same key the same answer, and another request a refusal', async () => {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Once' };
    const key = { 'idempotency-key': 'portal-1' };
    const [first, again] = [
      await mia.post<TicketView>('/api/v1/tickets', body, key),
      await mia.post<TicketView>('/api/v1/tickets', body, key),
    ];
    expect(again.body).toEqual(first.body);
    expect(again.status).toBe(201);
    const other = await mia.post<Problem>('/api/v1/tickets', { ...body, subject: 'Twice' }, key);
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency-key-reused' } });
  });

  it('opens one ticket when the same request comes many times at once', async () => {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Stampede' };
    const answers = await Promise.all(
      Array.from({ length: 10 }, () =>
        mia.post<TicketView>('/api/v1/tickets', body, { 'idempotency-key': 'portal-2' }),
      ),
    );
    expect(new Set(answers.map((answer) => answer.body.id)).size).toBe(1);
  });

  it('lets one of many grab it', async () => {
    const { id } = await opened();
    const agents = await Promise.all(
      Array.from({ length: 20 }, (_, n) => service.asCaller({ subject: `agent-${n}` }, 'ticket:*')),
    );
    const answers = await Promise.all(agents.map((agent) => agent.post(`/api/v1/tickets/${id}/grab`)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
  });

  it('lets nobody overwrite what someone else wrote in the meantime', async () => {
    const { id } = await opened();
    const etag = (await mia.get(`/api/v1/tickets/${id}`)).headers.get('etag')!;
    expect(await mia.patch(`/api/v1/tickets/${id}`, { subject: 'A' })).toMatchObject({
      status: 428,
      body: { code: 'if-match-required' },
    });
    expect(await mia.patch(`/api/v1/tickets/${id}`, { subject: 'A' }, { 'if-match': etag })).toMatchObject({
      status: 200,
      body: { subject: 'A', version: 2 },
    });
    expect(await li.patch(`/api/v1/tickets/${id}`, { subject: 'B' }, { 'if-match': etag })).toMatchObject({
      status: 412,
      body: { code: 'stale-version' },
    });
    expect((await ticket(id)).subject).toBe('A');
  });

  it('goes to a related party and back, urged and supervised on the way', async () => {
    const { id } = await grabbed();
    await mia.post(`/api/v1/tickets/${id}/transfer`, { toId: 'li', withReturn: true });
    expect(await mia.post(`/api/v1/tickets/${id}/transfer`, { toId: 'zoe' })).toMatchObject({
      status: 403,
      body: { code: 'ticket-not-the-assignee' },
    });
    await mia.post(`/api/v1/tickets/${id}/urge`, { note: 'The customer called again.' });
    await eventually('whoever has it is reminded', async () =>
      (await journalOf(id)).includes('ticket-attention-called'),
    );
    await mia.post(`/api/v1/tickets/${id}/supervise`, { why: 'It takes long.', demanded: 'An answer today.' });
    await li.post(`/api/v1/tickets/${id}/return`);
    expect(await ticket(id)).toMatchObject({
      assigneeId: 'mia',
      returnsTo: null,
      urgedTimes: 1,
      priority: 'urgent',
      supervisorId: 'mia',
    });
    expect(await journalOf(id)).toEqual([
      'ticket-opened',
      'ticket-assigned',
      'ticket-status-changed',
      'ticket-transferred',
      'ticket-urged',
      'ticket-priority-raised',
      'ticket-attention-called',
      'ticket-supervised',
      'ticket-returned',
    ]);
  });

  it('sends an engineer, and goes on when the visit is done', async () => {
    const { id } = await grabbed({ ticketType: 'fault' });
    const { openVisitId } = (await mia.post<TicketView>(`/api/v1/tickets/${id}/dispatch`)).body;
    await service.settled();
    const visit = `/api/v1/visits/${openVisitId}`;
    expect((await li.post<VisitView>(`${visit}/accept`)).body).toMatchObject({
      status: 'accepted',
      engineerId: 'li',
      ticketId: id,
    });
    await li.post(`${visit}/transfer`, { toId: 'mia' });
    await mia.post(`${visit}/accept`);
    await mia.post(`${visit}/appoint`, { appointedFor: '2026-11-24T10:00:00+08:00' });
    expect(
      (await mia.post<VisitView>(`${visit}/complete`, { outcome: 'fixed', report: 'New cable.' })).body,
    ).toMatchObject({
      status: 'completed',
      appointedFor: '2026-11-24T02:00:00.000Z',
    });
    await service.settled();
    expect(await ticket(id)).toMatchObject({ status: 'open', openVisitId: null });
  });

  it('asks the customer afterwards, and closes and archives with the mark', async () => {
    const { id } = await grabbed({ ticketType: 'complaint' });
    await mia.post(`/api/v1/tickets/${id}/solve`, { solution: 'An apology and a voucher.' });
    await service.settled();
    const tasks = await mia.get<List<TaskView>>(`/api/v1/tasks?ticketId=${id}`);
    expect(tasks.body.items).toMatchObject([{ kind: 'return-visit', status: 'open', customerId: CUSTOMER }]);
    const task = `/api/v1/tasks/${tasks.body.items[0]!.id}`;
    await li.post(`${task}/take`);
    await li.post(`${task}/contacts`, { contactId: EVENT });
    await li.post(`${task}/complete`, { outcome: 'done', satisfaction: 4, note: 'Content.' });
    await service.settled();
    const closed = await ticket(id);
    expect(closed).toMatchObject({ status: 'closed', satisfaction: 4 });
    expect(closed.archivedAt).not.toBeNull();
    expect(service.events('ticket.closed.v1').at(-1)).toMatchObject({
      subject: id,
      data: { satisfaction: 4, content: { solution: true } },
    });
  });

  it('does not ask about a ticket that was opened again', async () => {
    const { id } = await grabbed({ ticketType: 'complaint' });
    await mia.post(`/api/v1/tickets/${id}/solve`, { solution: 'Done.' });
    await service.settled();
    await mia.post(`/api/v1/tickets/${id}/reopen`, { reason: 'Not at all.' });
    await service.settled();
    const tasks = await mia.get<List<TaskView>>(`/api/v1/tasks?ticketId=${id}`);
    expect(tasks.body.items).toMatchObject([{ status: 'cancelled' }]);
  });

  it('lists page by page, each ticket once', async () => {
    const customerId = '0199d2f0-0000-7000-8000-00000000abcd';
    for (let count = 0; count < 5; count++) await opened({ customerId });
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const query: string = `customerId=${customerId}&limit=2${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
      const page: List<TicketView> = (await mia.get<List<TicketView>>(`/api/v1/tickets?${query}`)).body;
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.next;
    }
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
    expect(seen).toHaveLength(5);
    expect(await mia.get('/api/v1/tickets?cursor=nonsense')).toMatchObject({
      status: 422,
      body: { code: 'invalid-cursor' },
    });
  });

  it('tells nobody outside what people wrote', async () => {
    const { id } = await grabbed({ subject: 'My card secret-card', description: 'secret-word' });
    await mia.post(`/api/v1/tickets/${id}/reply`, { text: 'secret-answer' });
    await service.settled();
    const sent = JSON.stringify(service.events());
    for (const word of ['secret-card', 'secret-word', 'secret-answer']) expect(sent).not.toContain(word);
  });
});
