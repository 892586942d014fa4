import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import { TaskExpiry } from '../../src/task/task-expiry.js';
import type { TaskView } from '../../src/task/task.dto.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const CONTENT = {
  title: 'After a complaint',
  questions: [
    { id: 'mark', title: 'How content are you?', kind: 'scale', min: 1, max: 5, measures: 'satisfaction' },
    { id: 'why', title: 'Why?', kind: 'text', when: 'mark <= 2', weight: 0 },
    { id: 'recommend', title: 'Would you recommend us?', kind: 'scale', min: 0, max: 10, measures: 'nps', weight: 0 },
  ],
};
const QUESTIONNAIRE = '/api/v1/questionnaires/after-complaint';

interface List<Item> {
  items: Item[];
}

describe('tasks', () => {
  let service: ServiceInTest;
  let sam: ApiClient;
  let mia: ApiClient;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    sam = await service.asCaller({ subject: 'sam' }, '*');
    mia = await service.asCaller({ subject: 'mia' }, 'task:*', 'ticket:*', 'questionnaire:*');
    await sam.put(QUESTIONNAIRE, CONTENT);
    await sam.post(`${QUESTIONNAIRE}/publish`);
    const rule = { questionnaire: 'after-complaint', reopenWhen: 'satisfaction <= 2' };
    await sam.put('/api/v1/return-visit-rules/complaint', rule);
  });
  afterAll(() => service.stop());

  const anId = () => newId(service.clock.now());
  const aTask = async (over: object = {}) =>
    (await sam.post<TaskView>('/api/v1/tasks', { kind: 'marketing', customerId: anId(), ...over })).body.id;
  const seen = async (id: string) => (await sam.get<TaskView>(`/api/v1/tasks/${id}`)).body;
  const attempt = (id: string, body: object) => mia.post<TaskView>(`/api/v1/tasks/${id}/attempts`, body);

  async function solvedComplaint(): Promise<{ ticketId: string; taskId: string }> {
    const words = { ticketType: 'complaint', customerId: anId(), subject: 'Rude', description: '' };
    const ticketId = (await mia.post<TicketView>('/api/v1/tickets', words)).body.id;
    await mia.post(`/api/v1/tickets/${ticketId}/grab`);
    await mia.post(`/api/v1/tickets/${ticketId}/solve`, { solution: 'An apology.' });
    await service.settled();
    const { items } = (await mia.get<List<TaskView>>(`/api/v1/tasks?ticketId=${ticketId}`)).body;
    await mia.post(`/api/v1/tasks/${items[0]!.id}/take`);
    return { ticketId, taskId: items[0]!.id };
  }

  describe('that ask after a ticket', () => {
    it('come with the questionnaire of its type, whose mark is that of the ticket', async () => {
      const { ticketId, taskId } = await solvedComplaint();
      expect(await seen(taskId)).toMatchObject({ kind: 'return-visit', questionnaire: 'after-complaint' });
      const complete = (body: object) => mia.post(`/api/v1/tasks/${taskId}/complete`, { outcome: 'done', ...body });
      expect(await complete({})).toMatchObject({ body: { code: 'task-questionnaire-not-fitting' } });
      expect(await complete({ answers: { mark: 1, recommend: 3 } })).toMatchObject({
        status: 422,
        body: { code: 'questionnaire-answers-refused' },
      });
      await complete({ answers: { mark: 4, recommend: 9 } });
      await service.settled();
      expect(await seen(taskId)).toMatchObject({ status: 'completed', satisfaction: 4 });
      expect((await mia.get(`/api/v1/tickets/${ticketId}`)).body).toMatchObject({ status: 'closed', satisfaction: 4 });
      expect(service.events('ticket.closed.v1').at(-1)!.data).toMatchObject({ ticketId, satisfaction: 4 });
    });

    it('open it again when the customer is not content, and it is asked after anew', async () => {
      const { ticketId, taskId } = await solvedComplaint();
      const answers = { mark: 2, why: 'Still rude.', recommend: 0 };
      await mia.post(`/api/v1/tasks/${taskId}/complete`, { outcome: 'done', answers });
      await service.settled();
      expect((await mia.get(`/api/v1/tickets/${ticketId}`)).body).toMatchObject({ status: 'open' });
      await mia.post(`/api/v1/tickets/${ticketId}/solve`, { solution: 'A visit.' });
      await service.settled();
      const { items } = (await mia.get<List<TaskView>>(`/api/v1/tasks?ticketId=${ticketId}`)).body;
      expect(items.map(({ status }) => status)).toEqual(['open', 'completed']);
    });

    it('are counted question by question', async () => {
      const results = async (question: string) => (await sam.get(`${QUESTIONNAIRE}/results/${question}`)).body;
      expect(await results('mark')).toMatchObject({
        ...{ version: 1, answers: 2, mean: 3, topTwoBox: 0.5 },
        distribution: [
          { value: '2', count: 1 },
          { value: '4', count: 1 },
        ],
      });
      expect(await results('recommend')).toMatchObject({ nps: 0 });
      expect(await results('colour')).toMatchObject({ status: 404 });
    });
  });

  describe('of questionnaires', () => {
    it('keep what was published, and check answers without keeping them', async () => {
      await sam.put(QUESTIONNAIRE, { ...CONTENT, title: 'Second' });
      const check = (version: number) =>
        sam.post(`${QUESTIONNAIRE}/versions/${version}/check`, { answers: { mark: 1 } });
      expect(await check(2)).toMatchObject({ status: 404 });
      await sam.post(`${QUESTIONNAIRE}/publish`);
      expect((await check(1)).body).toMatchObject({
        asked: ['mark', 'why', 'recommend'],
        problems: [
          { question: 'why', code: 'missing' },
          { question: 'recommend', code: 'missing' },
        ],
      });
      expect((await sam.get(`${QUESTIONNAIRE}/versions/1`)).body).toMatchObject({ content: { title: CONTENT.title } });
      expect(await sam.post(`${QUESTIONNAIRE}/publish`)).toMatchObject({
        body: { code: 'questionnaire-nothing-to-publish' },
      });
      await sam.put('/api/v1/questionnaires/faulty', {
        title: 'x',
        questions: [{ id: 'a', title: 'a', kind: 'text', when: 'b > 1' }],
      });
      expect(await sam.post('/api/v1/questionnaires/faulty/publish')).toMatchObject({
        status: 422,
        body: { code: 'questionnaire-faulty' },
      });
    });

    it('are answered once about one thing', async () => {
      const body = { subject: { kind: 'contact', id: anId() }, answers: { mark: 5, recommend: 10 } };
      expect(await sam.post(`${QUESTIONNAIRE}/responses`, body)).toMatchObject({ status: 201, body: { version: 2 } });
      expect(await sam.post(`${QUESTIONNAIRE}/responses`, body)).toMatchObject({
        body: { code: 'questionnaire-already-answered' },
      });
    });
  });

  describe('that are tried', () => {
    it('come back by the rule, in the hours of the calendar', async () => {
      const rule = { most: 2, intervalsMinutes: [600], calendar: 'service-hours' };
      await sam.put('/api/v1/task-rules/marketing', rule);
      const id = await aTask();
      await mia.post(`/api/v1/tasks/${id}/take`);
      const { body } = await attempt(id, { outcome: 'not-reached' });
      // 17:00 in Shanghai and ten hours: the office opens at nine.
      expect(body).toMatchObject({ nextAttemptAt: '2026-11-24T01:00:00.000Z', promised: false });
      expect((await attempt(id, { outcome: 'not-reached' })).body).toMatchObject({
        ...{ status: 'completed', outcome: 'unreachable', code: 'not-reached', nextAttemptAt: null },
      });
    });

    it('say what is next: what was promised, then what is due', async () => {
      const ann = await service.asCaller({ subject: 'ann' }, 'task:*');
      const next = async () => (await ann.get<{ task: TaskView | null }>('/api/v1/tasks/next')).body.task?.id ?? null;
      expect(await next()).toBeNull();
      const due = (hour: number) => ({ dueAt: `2026-11-30T${hour}:00:00Z` });
      const [later, sooner, promised] = [await aTask(due(12)), await aTask(due(11)), await aTask()];
      for (const id of [later, sooner, promised]) await sam.post(`/api/v1/tasks/${id}/assign`, { agentId: 'ann' });
      expect(await next()).toBe(sooner);
      await ann.post(`/api/v1/tasks/${promised}/take`);
      const callBackAt = new Date(service.clock.ms() + 60_000).toISOString();
      await ann.post(`/api/v1/tasks/${promised}/attempts`, { outcome: 'call-back', callBackAt });
      expect(await next()).toBe(sooner);
      service.clock.advance({ minutes: 1 });
      expect(await next()).toBe(promised);
    });

    it('end with a word that holds for every plan', async () => {
      const customerId = anId();
      const id = await aTask({ customerId });
      await mia.post(`/api/v1/tasks/${id}/take`);
      await attempt(id, { outcome: 'refused', doNotContact: true });
      expect(await seen(id)).toMatchObject({ status: 'completed', outcome: 'refused' });
      expect((await sam.get(`/api/v1/suppressions/${customerId}`)).body).toMatchObject({ reason: 'customer-asked' });
      await sam.delete(`/api/v1/suppressions/${customerId}`);
      expect(await sam.get(`/api/v1/suppressions/${customerId}`)).toMatchObject({ status: 404 });
    });
  });

  it('and tickets and words of a customer are those of whoever was merged into them, until that is taken back', async () => {
    const [merged, goesOn] = [anId(), anId()];
    const taskId = await aTask({ customerId: merged });
    const words = { ticketType: 'complaint', customerId: merged, subject: 'Rude', description: '' };
    const ticketId = (await mia.post<TicketView>('/api/v1/tickets', words)).body.id;
    await sam.put(`/api/v1/suppressions/${merged}`, { reason: 'complaint' });
    const common = await service.remote('common-center');
    let family = [goesOn, merged];
    common.answers('POST', '/internal/customers/families', () => ({ families: [family] }));
    const found = async () => {
      const ids = async (path: string) =>
        (await sam.get<List<{ id: string }>>(`${path}?customerId=${goesOn}`)).body.items.map(({ id }) => id);
      const { status } = await sam.get(`/api/v1/suppressions/${goesOn}`);
      return [await ids('/api/v1/tasks'), await ids('/api/v1/tickets'), status];
    };
    expect(await found()).toEqual([[taskId], [ticketId], 200]);
    family = [goesOn];
    expect(await found()).toEqual([[], [], 404]);
  });

  it('lead to one ticket, linked both ways, however often it is asked for', async () => {
    const id = await aTask();
    await mia.post(`/api/v1/tasks/${id}/take`);
    const lead = () => mia.post<{ ticketId: string }>(`/api/v1/tasks/${id}/lead-ticket`, { subject: 'Wants fibre' });
    const answers = await Promise.all([lead(), lead(), lead()]);
    const ticketIds = new Set(answers.map(({ body }) => body.ticketId));
    expect(ticketIds.size).toBe(1);
    const [ticketId] = ticketIds;
    expect((await mia.get(`/api/v1/tickets/${ticketId}`)).body).toMatchObject({ ticketType: 'lead', taskId: id });
    expect(await seen(id)).toMatchObject({ leadTicketId: ticketId });
  });

  it('expire when their time is over, and say so', async () => {
    await sam.put('/api/v1/task-rules/survey', { most: 1, intervalsMinutes: [60], expiresAfterHours: 1 });
    const id = await aTask({ kind: 'survey' });
    service.clock.advance({ minutes: 61 });
    await service.running.app.get(TaskExpiry).rounds.run();
    await service.settled();
    sam = await service.asCaller({ subject: 'sam' }, '*');
    expect(await seen(id)).toMatchObject({ status: 'expired' });
    expect(service.events('task.dropped.v1').at(-1)!.data).toEqual({ taskId: id, planId: null, why: 'expired' });
  });
});
