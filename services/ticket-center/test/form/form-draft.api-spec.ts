import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactEnded } from '#libs/contracts/call-center/call-events';
import { conversationClosed } from '#libs/contracts/call-center/conversation-events';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal, type StubService } from '#libs/testing/doubles/stub-service';
import type { Problem } from '#libs/web/http/problem';
import { DraftSweep } from '../../src/form-draft/draft-sweep.js';
import type { DraftView } from '../../src/form-draft/form-draft.dto.js';
import { ticketCenter } from '../../src/service.js';
import { formAsking, ifMatch, openedWith } from './forms-in-a-spec.js';

const text = { type: 'string' };
const ORDER = formAsking({
  ...{ orderNumber: text, buyer: text, total: { type: 'number' }, pieces: { type: 'integer' } },
  each: { type: 'number' },
});
const LOOKUP = {
  ...{
    connector: 'order-system',
    action: 'find',
    arguments: { number: 'orderNumber' },
    timeoutMs: null as number | null,
  },
  fills: { buyer: 'result.buyer', total: 'result.total' },
};
const ORDER_FORM = { ...ORDER, computed: { each: 'total / pieces' }, lookups: { order: LOOKUP } };
type Answer = DraftView & Omit<Problem, 'status'>;

describe('a draft', () => {
  let service: ServiceInTest;
  let mia: ApiClient;
  let orders: StubService;
  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await service.openLoopback();
    mia = await service.as('*');
    orders = await service.remote('order-system');
    await mia.put('/api/v1/connectors/order-system', { baseUrl: orders.url, timeoutMs: 5_000 });
    await mia.put('/api/v1/forms/order-open', ORDER_FORM);
    const hasty = { order: { ...LOOKUP, timeoutMs: 100 } };
    await mia.put('/api/v1/forms/hasty-open', { ...ORDER_FORM, lookups: hasty });
    await mia.put('/api/v1/ticket-types/hasty', { name: 'Hasty', returnVisit: false, stages: { open: 'hasty-open' } });
    await mia.put('/api/v1/ticket-types/order', { name: 'Order', returnVisit: false, stages: { open: 'order-open' } });
  });
  afterAll(() => service.stop());
  beforeEach(() => answering(({ number }) => ({ result: { buyer: `buyer of ${number}`, total: 30 } })));

  const answering = (answer: (asked: { number: string }) => unknown) =>
    orders.answers('POST', '/actions/find', (body) => answer(body as { number: string }));
  const aConversation = () => ({ kind: 'conversation', id: newId(service.clock.now()) });
  const opened = async (subject = aConversation(), client = mia, ticketType = 'order') =>
    (await client.post<Answer>('/api/v1/form-drafts', { subject, stage: 'open', ticketType })).body;
  const save = ({ id, version }: DraftView, answers: object, more: object = {}) =>
    mia.patch<Answer>(`/api/v1/form-drafts/${id}`, { answers, ...more }, ifMatch(version));
  const again = async ({ id }: DraftView) => (await mia.get<Answer>(`/api/v1/form-drafts/${id}`)).body;
  const looksUp = (draft: DraftView, state: string) =>
    eventually(`the lookup is ${state}`, async () => expect((await again(draft)).lookups).toMatchObject([{ state }]), {
      every: 10,
    });

  it('is one for each agent and conversation, apart from the form and from every other', async () => {
    const [one, other] = [await opened(), await opened()];
    await save(one, { orderNumber: 'SO-1' }, { common: { subject: 'Where is it?' } });
    expect(await again(other)).toMatchObject({ answers: {}, common: {}, lookups: [] });
    expect(await again(one)).toMatchObject({ answers: { orderNumber: 'SO-1' }, common: { subject: 'Where is it?' } });
    const lea = await service.asCaller({ subject: 'lea' }, '*');
    expect((await opened(one.subject, lea)).answers).toEqual({});
    expect((await lea.get(`/api/v1/form-drafts/${one.id}`)).status).toBe(404);
    expect((await mia.get('/api/v1/forms/order-open')).body).toMatchObject(ORDER);
  });

  it('is found again: the same for every window, and all of them in a list', async () => {
    const draft = await opened();
    await save(draft, { pieces: 2 });
    expect(await opened(draft.subject)).toMatchObject({ id: draft.id, answers: { pieces: 2 } });
    const { body } = await mia.get<{ items: object[] }>(`/api/v1/form-drafts?subjectId=${draft.subject.id}`);
    expect(body.items).toMatchObject([{ id: draft.id, version: 2 }]);
  });

  it('gets what is looked up late, also when its agent is in another conversation by then', async () => {
    let answer = (_order: object): void => undefined;
    answering(() => new Promise((resolve) => (answer = (order) => resolve({ result: order }))));
    const asking = await opened();
    await save(asking, { orderNumber: 'SO-7', pieces: 3 });
    await eventually('it is asked', () =>
      orders.asked.some(({ body }) => (body as { number: string }).number === 'SO-7'),
    );
    const meanwhile = await opened();
    await save(meanwhile, { pieces: 1 });
    expect((await again(asking)).lookups).toMatchObject([{ state: 'pending' }]);
    answer({ buyer: 'Ann', total: 60 });
    await looksUp(asking, 'found');
    expect((await again(asking)).values).toEqual({ orderNumber: 'SO-7', pieces: 3, buyer: 'Ann', total: 60, each: 20 });
    expect(await again(meanwhile)).toMatchObject({ values: { pieces: 1 }, lookups: [] });
    const told = service.events('form-lookup.answered.v1').map(({ data }) => data);
    expect(told).toContainEqual(expect.objectContaining({ draftId: asking.id, agentId: 'mia', state: 'found' }));
    expect(JSON.stringify(service.events())).not.toContain('SO-7');
  });

  it('lets go of an answer to what is no longer asked', async () => {
    const waiting = new Map<string, () => void>();
    answering(
      ({ number }) =>
        new Promise((resolve) => waiting.set(number, () => resolve({ result: { buyer: number, total: 1 } }))),
    );
    const draft = await opened();
    const { body: first } = await save(draft, { orderNumber: 'OLD' });
    await eventually('the first is asked', () => waiting.has('OLD'));
    await save(first, { orderNumber: 'NEW' });
    waiting.get('OLD')!();
    await eventually('the second is asked', () => waiting.has('NEW'));
    expect((await again(draft)).values).toEqual({ orderNumber: 'NEW' });
    waiting.get('NEW')!();
    await looksUp(draft, 'found');
    expect((await again(draft)).values).toMatchObject({ buyer: 'NEW' });
    await save(await again(draft), { orderNumber: null });
    expect(await again(draft)).toMatchObject({ values: {}, lookups: [] });
  });

  it('does not lose what is being typed because a lookup landed meanwhile', async () => {
    const { body: draft } = await save(await opened(), { orderNumber: 'SO-2' });
    await looksUp(draft, 'found');
    expect(await save(draft, { buyer: 'Bob' })).toMatchObject({
      status: 200,
      body: { values: { buyer: 'Bob', total: 30 } },
    });
  });

  it('says so when the other system is too slow, or cannot be reached', async () => {
    answering(() => new Promise(() => undefined));
    const { body: draft } = await save(await opened(aConversation(), mia, 'hasty'), { orderNumber: 'SO-3' });
    await looksUp(draft, 'unavailable');
    expect((await again(draft)).lookups).toMatchObject([{ code: 'service-timeout', answeredAt: expect.any(String) }]);
    answering(() => {
      throw new StubRefusal(503, {});
    });
    const askAgain = (lookup: string) =>
      mia.post<Answer>(`/api/v1/form-drafts/${draft.id}/lookups/${lookup}/ask-again`);
    await askAgain('order');
    await looksUp(draft, 'unavailable');
    expect((await askAgain('none')).body.code).toBe('form-lookup-not-asked');
  });

  it('says so when the other system does not know, and gets the answer when it is asked again', async () => {
    answering(() => {
      throw new StubRefusal(404, { code: 'order-unknown' });
    });
    const { body: draft } = await save(await opened(), { orderNumber: 'SO-5' });
    await looksUp(draft, 'refused');
    expect((await again(draft)).lookups).toMatchObject([{ code: 'order-unknown' }]);
    answering(() => ({ result: { buyer: 'Ann', total: 5 } }));
    await mia.post(`/api/v1/form-drafts/${draft.id}/lookups/order/ask-again`);
    await looksUp(draft, 'found');
    expect((await again(draft)).values).toMatchObject({ buyer: 'Ann', total: 5 });
  });

  it('tells a window that is behind what the other has changed', async () => {
    const draft = await opened();
    await save(draft, { pieces: 2 }, { tab: 'left', common: { subject: 'Two pieces' } });
    expect((await mia.patch(`/api/v1/form-drafts/${draft.id}`, { answers: {} })).status).toBe(428);
    const stale = await save(draft, { pieces: 5 }, { tab: 'right' });
    expect(stale).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    const at = service.clock.now().toISOString();
    const message = `changed by mia in window left at ${at}`;
    expect(stale.body.errors).toEqual([
      { field: 'common.subject', message },
      { field: 'answers.pieces', message },
    ]);
    expect((await again(draft)).answers).toEqual({ pieces: 2 });
  });

  it('is gone when it is handed in, and the ticket has what was typed, looked up and computed', async () => {
    const { body: draft } = await save(await opened(), { orderNumber: 'SO-4', pieces: 3 });
    await looksUp(draft, 'found');
    const { status, body: ticket } = await openedWith(mia, 'order', { pieces: 5 }, { draftId: draft.id });
    expect(status).toBe(201);
    const { body } = await mia.get<{ items: { answers: object }[] }>(`/api/v1/tickets/${ticket.id}/forms`);
    expect(body.items[0]!.answers).toEqual({
      ...{ orderNumber: 'SO-4', pieces: 5, buyer: 'buyer of SO-4', total: 30, each: 6 },
    });
    expect((await mia.get(`/api/v1/form-drafts/${draft.id}`)).status).toBe(404);
  });

  it('stays when it is refused, and is handed in only where it belongs', async () => {
    const { body: draft } = await save(await opened(), { pieces: 'many' });
    expect((await openedWith(mia, 'order', {}, { draftId: draft.id })).status).toBe(422);
    expect((await again(draft)).answers).toEqual({ pieces: 'many' });
    expect((await openedWith(mia, 'general', {}, { draftId: draft.id })).body.code).toBe('form-draft-made-for-other');
  });

  it('can be made for a stage of a ticket, and for a close flow', async () => {
    await mia.put('/api/v1/ticket-types/staged', { name: 'S', returnVisit: false, stages: { handle: 'order-open' } });
    const { body: ticket } = await openedWith(mia, 'staged');
    const subject = { kind: 'ticket', id: ticket.id };
    const drafted = async (body: object) =>
      (await mia.post<Answer>('/api/v1/form-drafts', { subject, ticketType: 'staged', ...body })).body;
    const handling = await save(await drafted({ stage: 'handle' }), { pieces: 1 });
    const given = { answers: {}, draftId: handling.body.id };
    const handIn = () => mia.put(`/api/v1/tickets/${ticket.id}/forms/handle`, given, ifMatch(1));
    expect((await handIn()).status).toBe(200);
    expect(await handIn()).toMatchObject({ status: 412, body: { code: 'stale-version' } });
    await mia.post(`/api/v1/tickets/${ticket.id}/grab`);
    const closing = await save(await drafted({ stage: 'close', flow: 'answered' }), { answer: 'All is well.' });
    const finished = await mia.post(`/api/v1/tickets/${ticket.id}/finish`, {
      flow: 'answered',
      draftId: closing.body.id,
    });
    expect(finished).toMatchObject({ status: 200, body: { status: 'closed', solution: 'All is well.' } });
    expect((await mia.get<{ items: object[] }>(`/api/v1/form-drafts?subjectId=${ticket.id}`)).body.items).toEqual([]);
  });

  it('goes a day after its conversation, and not before: work comes after it', async () => {
    const [kept, gone] = [await opened(), await opened()];
    await save(gone, { pieces: 2 });
    await service.publish(conversationClosed, ended(gone.subject.id));
    const after = await again(gone);
    expect(after).toMatchObject({ subjectEnded: true, answers: { pieces: 2 } });
    expect((await save(after, { pieces: 3 })).body.endsAt).toBe(after.endsAt);
    const sweep = () => service.running.app.get(DraftSweep).rounds.run();
    service.clock.advance({ hours: 23 });
    mia = await service.as('*');
    await sweep();
    expect((await again(gone)).answers).toEqual({ pieces: 3 });
    service.clock.advance({ hours: 1 });
    mia = await service.as('*');
    await sweep();
    expect((await mia.get(`/api/v1/form-drafts/${gone.id}`)).status).toBe(404);
    expect(await again(kept)).toMatchObject({ subjectEnded: false });
  });

  it('goes with a contact too', async () => {
    const draft = await opened({ kind: 'contact', id: newId(service.clock.now()) });
    await service.publish(contactEnded, { contactId: draft.subject.id, customerId: null, outcome: 'handled' });
    expect(await again(draft)).toMatchObject({ subjectEnded: true });
    expect((await mia.delete(`/api/v1/form-drafts/${draft.id}`)).status).toBe(204);
    expect((await mia.get(`/api/v1/form-drafts/${draft.id}`)).status).toBe(404);
  });

  it('stays with its version of the form, is offered the next, and loses nothing that is no longer asked', async () => {
    await mia.put('/api/v1/forms/moving', formAsking({ a: text, b: text }));
    await mia.put('/api/v1/ticket-types/moving', { name: 'M', returnVisit: false, stages: { open: 'moving' } });
    const body = { subject: aConversation(), stage: 'open', ticketType: 'moving' };
    const { body: empty } = await mia.post<Answer>('/api/v1/form-drafts', body);
    const { body: draft } = await save(empty, { a: '1', b: '2' });
    await mia.put('/api/v1/forms/moving', formAsking({ b: text, c: text }), ifMatch(1));
    expect(await again(draft)).toMatchObject({
      ...{ form: { version: 1 }, answers: { a: '1', b: '2' } },
      newerForm: { name: 'moving', version: 2, leavesOver: ['a'] },
    });
    const followed = await mia.post<Answer>(`/api/v1/form-drafts/${draft.id}/follow-form`);
    expect(followed.body).toMatchObject({
      form: { version: 2 },
      answers: { b: '2' },
      leftOver: { a: '1' },
      newerForm: null,
    });
    await mia.post('/api/v1/forms/moving/rollback', { to: 1, reason: 'a was needed' });
    expect((await again(draft)).newerForm).toMatchObject({ version: 1 });
    const back = await mia.post<Answer>(`/api/v1/form-drafts/${draft.id}/follow-form`);
    expect(back.body).toMatchObject({ form: { version: 1 }, answers: { a: '1', b: '2' }, leftOver: {} });
  });

  it('is handed in by the version it was drafted by, which the ticket keeps', async () => {
    await mia.put('/api/v1/forms/kept', formAsking({ a: text }));
    await mia.put('/api/v1/ticket-types/kept', { name: 'K', returnVisit: false, stages: { open: 'kept' } });
    const body = { subject: aConversation(), stage: 'open', ticketType: 'kept' };
    const { body: draft } = await save((await mia.post<Answer>('/api/v1/form-drafts', body)).body, { a: '1' });
    await mia.put('/api/v1/forms/kept', formAsking({ z: text }, { required: ['z'] }), ifMatch(1));
    const { status, body: ticket } = await openedWith(mia, 'kept', {}, { draftId: draft.id });
    expect(status).toBe(201);
    const { body: forms } = await mia.get<{ items: object[] }>(`/api/v1/tickets/${ticket.id}/forms`);
    expect(forms.items).toMatchObject([{ stage: 'open', form: { version: 1 }, answers: { a: '1' } }]);
  });

  function ended(conversationId: string) {
    const at = service.clock.now().toISOString();
    return {
      ...{ conversationId, contactId: conversationId, customerId: null, reason: 'resolved' as const, openedAt: at },
      ...{ queuedAt: null, attendedAt: null, firstRepliedAt: null, closedAt: at, messages: 0, agentIds: [] },
    };
  }
});
