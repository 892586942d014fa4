import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { conversationClosed } from '#libs/contracts/call-center/conversation-events';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal, type StubService } from '#libs/testing/doubles/stub-service';
import type { Problem } from '#libs/web/http/problem';
import { ticketCenter } from '../../src/service.js';
import type { SopContent } from '../../src/sop/domain/sop-content.js';
import type { RunView } from '../../src/sop/sop-run.dto.js';
import type { RecommendedSop, SopResults, SopSummary, SopView } from '../../src/sop/sop.dto.js';
import { CUSTOMER, ifMatch } from '../form/forms-in-a-spec.js';
import { act, call, end, sopOf, way } from './sops-in-a-spec.js';

type Answer<View> = View & Omit<Problem, 'status'>;

let service: ServiceInTest;
let mia: ApiClient;
let orders: StubService;
let customers: StubService;

beforeAll(async () => {
  service = await startForTest(ticketCenter);
  await service.openLoopback();
  mia = await service.as('*');
  orders = await service.remote('order-system');
  customers = await service.remote('common-center');
  await mia.put('/api/v1/connectors/order-system', { baseUrl: orders.url, timeoutMs: 5_000 });
  orders.answers('POST', '/actions/get_order_details', () => ({ result: { status: 'delivered', total: 80 } }));
  const known = { id: CUSTOMER, name: 'Ann Archer', kind: 'person', roles: [], segments: ['gold'] };
  customers.answers('GET', `/api/v1/customers/${CUSTOMER}`, () => ({ ...known, registeredAt: '2020-01-01T00:00:00Z' }));
});
afterAll(() => service.stop());

const card = { title: 'Refund an order', ownerId: 'olga', reviewEveryDays: 30 };
const draft = (name: string, content: SopContent, more: object = {}, version?: number) =>
  mia.put<Answer<SopView>>(
    `/api/v1/sops/${name}/draft`,
    { ...card, content, ...more },
    version === undefined ? {} : ifMatch(version),
  );
const published = async (name: string, content: SopContent, more: object = {}) => {
  const known = await mia.get<SopView>(`/api/v1/sops/${name}`);
  await draft(name, content, more, known.status === 200 ? known.body.version : undefined);
  return mia.post<Answer<SopView>>(`/api/v1/sops/${name}/publish`, {});
};
const started = async (sop: string, more: object = {}) => {
  const subject = { kind: 'conversation', id: newId(service.clock.now()) };
  return (await mia.post<Answer<RunView>>('/api/v1/sop-runs', { sop, subject, ...more })).body;
};
const complete = ({ id, version, current }: RunView, values: object = {}, chosen: number | null = null) =>
  mia.post<Answer<RunView>>(
    `/api/v1/sop-runs/${id}/steps`,
    { step: current!.id, values, way: chosen },
    ifMatch(version),
  );

describe('a SOP', () => {
  it('is a draft that says what is wrong with it, until nothing is', async () => {
    const wrong = sopOf(act('ask', [way('end', 'amount >'), way('end', 'colour = "red"'), way('end')]), end());
    const { body: kept } = await draft('checked', wrong);
    expect(kept.draft!.problems.map(({ pointer }) => pointer)).toEqual([
      '/steps/0/ways/0/when',
      '/steps/0/ways/1/when',
    ]);
    expect(await mia.post('/api/v1/sops/checked/publish', {})).toMatchObject({
      status: 422,
      body: { code: 'sop-content-refused', errors: [{ pointer: '/steps/0/ways/0/when' }, {}] },
    });
    expect((await draft('checked', sopOf(end()))).status).toBe(428);
    const { body: sound } = await draft('checked', sopOf(end()), {}, kept.version);
    expect(sound.draft!.problems).toEqual([]);
    expect((await mia.post<SopView>('/api/v1/sops/checked/publish', {})).body).toMatchObject({
      latest: 1,
      draft: null,
    });
    expect(await mia.post('/api/v1/sops/checked/publish', {})).toMatchObject({ body: { code: 'sop-has-no-draft' } });
  });

  it('calls only SOPs that are published, and never itself by any way round', async () => {
    const calling = (sop: string) => sopOf(call('other', sop, way('end')), end());
    expect(await published('first', calling('second'))).toMatchObject({ body: { code: 'sop-content-refused' } });
    await published('second', sopOf(end()));
    expect((await published('first', calling('second'))).body.published!.calls).toEqual({ second: 1 });
    const { body } = await published('second', calling('first'));
    expect(body.errors).toMatchObject([
      { pointer: '/steps/0/sop', message: 'it calls itself: second → first → second' },
    ]);
  });

  it('is reviewed by its owner when it is due, and among the overdue until then', async () => {
    await published('old', sopOf(end()), { ownerId: 'otto', reviewEveryDays: 10 });
    const overdue = async () =>
      (await mia.get<{ items: SopSummary[] }>('/api/v1/sops?reviewOverdue=true&ownerId=otto')).body.items;
    expect(await overdue()).toEqual([]);
    service.clock.advance({ days: 11 });
    mia = await service.as('*');
    expect(await overdue()).toMatchObject([{ name: 'old', reviewOverdue: true }]);
    const { body } = await mia.post<SopView>('/api/v1/sops/old/review', { note: 'Still right.' });
    expect(body).toMatchObject({ reviewOverdue: false });
    expect(await overdue()).toEqual([]);
    const journal = await mia.get<{ items: object[] }>('/api/v1/sops/old/journal');
    expect(journal.body.items.at(-1)).toMatchObject({
      type: 'sop-reviewed',
      data: { note: 'Still right.', by: 'mia' },
    });
  });

  it('is found by words and category, and not offered once it is retired', async () => {
    const categoryId = newId(service.clock.now());
    await published('return-boots', sopOf(end()), { title: 'Return boots', categoryIds: [categoryId] });
    const found = async (query: string) =>
      (await mia.get<{ items: SopSummary[] }>(`/api/v1/sops?${query}`)).body.items.map(({ name }) => name);
    expect(await found('words=BOOTS')).toEqual(['return-boots']);
    expect(await found(`categoryId=${categoryId}`)).toEqual(['return-boots']);
    await mia.post('/api/v1/sops/return-boots/offer', { offered: false, reason: 'No more boots.' });
    expect(await found('words=boots')).toEqual([]);
    expect(await found('words=boots&retired=true')).toEqual(['return-boots']);
    expect(await started('return-boots')).toMatchObject({ code: 'sop-retired' });
    await mia.post('/api/v1/sops/return-boots/offer', { offered: true, reason: 'Boots again.' });
    expect(await started('return-boots')).toMatchObject({ status: 'ended' });
  });

  it('is written by those who may, and followed by agents', async () => {
    const agent = await service.as('sop:read', 'sop:run');
    expect((await agent.put('/api/v1/sops/mine/draft', { ...card, content: sopOf(end()) })).status).toBe(403);
    expect((await agent.post('/api/v1/sops/checked/review', { note: 'ok' })).status).toBe(403);
    expect((await agent.get('/api/v1/sops/checked')).status).toBe(200);
  });
});

describe('a run', () => {
  const REFUND = sopOf(
    act('ask', [way('pay', 'order.total < 100 and list contains(customer.segments, "gold")'), way('ring')], ['reason']),
    act('pay', [way('end')], ['means']),
    act('ring', [way('end', null, 'done'), way('ask', 'history.tickets > 0', 'ask again')], [], true),
    end(),
  );
  beforeAll(() => published('refund', REFUND));

  it('goes by what is known of customer, order and history, and keeps nothing of who it is', async () => {
    const run = await started('refund', { customerId: CUSTOMER, orderNumber: '#W1' });
    expect(run.facts).toMatchObject({
      customer: { state: 'found', value: { kind: 'person', segments: ['gold'] } },
      order: { state: 'found', value: { status: 'delivered', total: 80 } },
      history: { state: 'found', value: { tickets: 0, open: 0 } },
    });
    expect(JSON.stringify(run)).not.toContain('Archer');
    expect((await complete(run, { reason: 'late' })).body.current).toMatchObject({ id: 'pay' });
  });

  it('goes by what was done with a customer under whichever of their ids', async () => {
    const merged = newId(service.clock.now());
    const ticket = { ticketType: 'general', customerId: merged, subject: 'Late' };
    expect(await mia.post('/api/v1/tickets', ticket)).toMatchObject({ status: 201 });
    const family = (ids: string[]) =>
      customers.answers('POST', '/internal/customers/families', () => ({ families: [ids] }));
    family([CUSTOMER, merged]);
    const { facts } = await started('refund', { customerId: CUSTOMER });
    expect(facts.history).toMatchObject({ value: { tickets: 1, open: 1 } });
    family([CUSTOMER]);
    expect((await started('refund', { customerId: CUSTOMER })).facts.history).toMatchObject({ value: { tickets: 0 } });
  });

  it('says which system is away, and can ask it again', async () => {
    orders.answers('POST', '/actions/get_order_details', () => {
      throw new StubRefusal(500);
    });
    const run = await started('refund', { customerId: CUSTOMER, orderNumber: '#W1' });
    expect(run.facts.order).toMatchObject({ state: 'unavailable', value: null });
    orders.answers('POST', '/actions/get_order_details', () => {
      throw new StubRefusal(404, { code: 'order-unknown' });
    });
    const facts = async () =>
      (await mia.post<RunView>(`/api/v1/sop-runs/${run.id}/facts`, { orderNumber: '#W1' })).body.facts.order;
    expect(await facts()).toMatchObject({ state: 'refused', code: 'order-unknown' });
    orders.answers('POST', '/actions/get_order_details', () => ({ result: { status: 'delivered', total: 80 } }));
    expect(await facts()).toMatchObject({ state: 'found' });
    expect((await started('refund')).facts.order).toMatchObject({ state: 'not-asked' });
  });

  it('offers the ways that are open where the person chooses', async () => {
    const { body: ringing } = await complete(await started('refund'), { reason: 'late' });
    expect(ringing.current).toMatchObject({ id: 'ring', ways: [{ way: 0, label: 'done' }] });
    expect((await complete(ringing, {}, 1)).body.code).toBe('sop-way-refused');
    expect((await complete(ringing, {}, 0)).body).toMatchObject({ status: 'ended', outcome: 'solved', current: null });
  });

  it('is recorded step by step, goes back and forth, and refuses who has not seen the last step', async () => {
    const run = await started('refund');
    const { body: ringing } = await complete(run, { reason: 'late' });
    expect((await complete(run, { reason: 'other' })).status).toBe(412);
    expect((await complete({ ...ringing, current: run.current }, { reason: 'x' })).body.code).toBe('sop-step-passed');
    const move = (to: string, { version }: RunView) =>
      mia.post<RunView>(`/api/v1/sop-runs/${run.id}/${to}`, {}, ifMatch(version));
    const { body: asking } = await move('back', ringing);
    expect(asking).toMatchObject({ current: { id: 'ask' }, canGoForth: true, canGoBack: false, values: {} });
    const { body: again } = await move('forth', asking);
    expect(again).toMatchObject({ current: { id: 'ring' }, values: { reason: 'late' } });
    expect(again.trail).toMatchObject([
      { step: 'ask', way: 1, by: 'mia', values: { reason: 'late' }, undone: { by: 'mia' } },
      { step: 'ask', way: 1, by: 'mia', undone: null },
    ]);
  });

  it('keeps to its version when there is a newer one', async () => {
    await published('pinned', sopOf(act('old', [way('end')]), end()));
    const run = await started('pinned');
    await published('pinned', sopOf(act('new', [way('end')]), end()));
    expect((await mia.get<RunView>(`/api/v1/sop-runs/${run.id}`)).body).toMatchObject({
      ...{ sop: { version: 1 }, current: { id: 'old' } },
    });
    expect(await started('pinned')).toMatchObject({ sop: { version: 2 }, current: { id: 'new' } });
  });

  it('is found again by its case and by who began it, and left when the case is over', async () => {
    const run = await started('refund');
    const list = async (query: string) =>
      (await mia.get<{ items: RunView[] }>(`/api/v1/sop-runs?${query}`)).body.items.map(({ id }) => id);
    expect(await list(`subjectId=${run.subject.id}`)).toEqual([run.id]);
    expect(await list('mine=true&status=running')).toContain(run.id);
    const conversation = { conversationId: run.subject.id, contactId: newId(service.clock.now()) };
    await service.publish(conversationClosed, { ...CLOSED, agentIds: [], ...conversation });
    expect((await mia.get<RunView>(`/api/v1/sop-runs/${run.id}`)).body).toMatchObject({
      ...{ status: 'left', leftAt: 'refund/ask', leftBecause: 'subject-ended', current: null },
    });
  });

  it('that stands in the middle keeps its ticket from being solved, until it is left with a reason', async () => {
    const opened = { ticketType: 'general', customerId: CUSTOMER, subject: 'Money back' };
    const { id } = (await mia.post<{ id: string }>('/api/v1/tickets', opened)).body;
    await mia.post(`/api/v1/tickets/${id}/grab`);
    const run = await started('refund', { subject: { kind: 'ticket', id } });
    const solve = () => mia.post<Answer<object>>(`/api/v1/tickets/${id}/solve`, { solution: 'Refunded.' });
    expect(await solve()).toMatchObject({
      status: 409,
      body: { code: 'ticket-not-ready', errors: [{ field: `sop.${run.id}` }] },
    });
    await mia.post(`/api/v1/sop-runs/${run.id}/leave`, { because: 'paid by hand' });
    await service.settled();
    const told = service.events('sop-run.ended.v1').map(({ data }) => data);
    expect(told.find(({ runId }) => runId === run.id)).toMatchObject({ outcome: null, startedBy: 'mia' });
    expect(JSON.stringify(told)).not.toContain('paid by hand');
    expect((await solve()).status).toBe(200);
  });

  const NOON = '2026-11-23T12:00:00Z';
  const CLOSED = {
    reason: 'resolved' as const,
    ...{ openedAt: NOON, queuedAt: null, attendedAt: null, firstRepliedAt: null, closedAt: NOON, messages: 0 },
  };
});

describe('what became of the runs of a SOP', () => {
  const results = async (name: string) =>
    (await mia.get<{ items: SopResults[] }>(`/api/v1/sops/${name}/results`)).body.items;
  const ticket = async (subject: string) =>
    (await mia.post<{ id: string }>('/api/v1/tickets', { ticketType: 'general', customerId: CUSTOMER, subject })).body
      .id;

  it('is how often it was used, followed, left and where, what was solved since, and the time', async () => {
    await published('measured', sopOf(act('a', [way('b')]), act('b', [way('end')]), end()));
    const [one, two] = [await ticket('One'), await ticket('Two')];
    const run = await started('measured', { subject: { kind: 'ticket', id: one } });
    service.clock.advance({ minutes: 2 });
    await complete((await complete(run)).body);
    const other = await started('measured', { subject: { kind: 'ticket', id: two } });
    await complete(other);
    await mia.post(`/api/v1/sop-runs/${other.id}/leave`, { because: 'no answer' });
    await mia.post(`/api/v1/tickets/${one}/grab`);
    await mia.post(`/api/v1/tickets/${one}/solve`, { solution: 'Refunded.' });
    await service.settled();
    expect(await results('measured')).toEqual([
      {
        ...{ version: 1, used: 2, running: 0, followed: 1, left: 1, tickets: 2, ticketsSolved: 1, meanSeconds: 120 },
        outcomes: { solved: 1, escalated: 0, unsolved: 0 },
        leftOff: [{ at: 'measured/b', times: 1 }],
      },
    ]);
    await mia.post(`/api/v1/tickets/${one}/reopen`, { reason: 'Not yet there.' });
    await service.settled();
    expect(await results('measured')).toMatchObject([{ ticketsSolved: 0 }]);
  });

  it('speaks for it in like cases, beside category, type and words', async () => {
    const { body: category } = await mia.post<{ id: string }>('/api/v1/ticket-categories', {
      name: 'Shoes',
      parentId: null,
    });
    const about = (title: string, keywords: string[]) => ({ ...sopOf(end()), summary: title, keywords });
    await published('polish-boots', about('Polish boots', ['leather', '皮鞋护理']), { title: 'Polish boots' });
    await published('shoe-advice', about('Advice', []), { title: 'Advice', categoryIds: [category.id] });
    await published('squeak', about('Noise', []), { title: 'Noise' });
    const recommended = async (asked: object) => {
      service.clock.advance({ minutes: 1 });
      const { body } = await mia.post<{ items: RecommendedSop[] }>('/api/v1/sop-recommendations', asked);
      return body.items;
    };
    expect((await recommended({ text: 'How do I polish leather boots?' }))[0]).toMatchObject({
      ...{ name: 'polish-boots', words: { shared: expect.arrayContaining(['boots', 'leather']) } },
    });
    expect((await recommended({ text: '我的皮鞋怎么护理' }))[0]).toMatchObject({ name: 'polish-boots' });
    expect(await recommended({ text: 'zzz', categoryId: category.id })).toMatchObject([
      { name: 'shoe-advice', category: true },
    ]);
    const solved = await ticket('My sandals squeak when walking');
    const run = await started('squeak', { subject: { kind: 'ticket', id: solved } });
    expect(run.outcome).toBe('solved');
    const asking = await ticket('Sandals squeak, walking hurts');
    expect((await recommended({ ticketId: asking }))[0]).toMatchObject({
      ...{ name: 'squeak', likeCases: { runs: [{ runId: run.id, ticketId: solved }] } },
    });
  });
});
