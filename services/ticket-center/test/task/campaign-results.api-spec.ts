import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { campaignAttemptEnded, campaignRecordClosed } from '#libs/contracts/call-center/campaign-events';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { ticketCenter } from '../../src/service.js';
import type { TaskView } from '../../src/task/task.dto.js';

describe('ticket-center: tasks a campaign calls for', () => {
  let service: ServiceInTest;
  let mia: ApiClient;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    mia = await service.as('task:*');
  });
  afterAll(() => service.stop());

  const anId = () => newId(service.clock.now());
  const aTask = async () => {
    const body = { kind: 'marketing', customerId: anId() };
    return (await mia.post<TaskView>('/api/v1/tasks', body)).body.id;
  };
  const seen = async (id: string) => (await mia.get<TaskView>(`/api/v1/tasks/${id}`)).body;
  const ended = (taskId: string | null, over: object = {}, id = anId()) => {
    const of = {
      attemptId: anId(),
      recordId: anId(),
      campaignId: anId(),
      taskId,
      at: service.clock.now().toISOString(),
    };
    const call = { outcome: 'no-answer', live: false, agentId: null, contactId: null, result: null };
    return service.publish(campaignAttemptEnded, { ...of, ...call, ...over }, { id });
  };

  it('know each contact once, however often its news comes, and stay open while the campaign calls again', async () => {
    const taskId = await aTask();
    const contactId = anId();
    const id = await ended(taskId, { contactId, outcome: 'callback-later', live: true });
    await ended(taskId, { contactId, outcome: 'callback-later', live: true }, id);
    await ended(taskId, { contactId, outcome: 'busy' });
    expect(await seen(taskId)).toMatchObject({ status: 'open', contactIds: [contactId] });
  });

  it.each(['done', 'interested', 'refused', 'unreachable'] as const)(
    'are completed as %s by the last call',
    async (result) => {
      const taskId = await aTask();
      await ended(taskId, { result, agentId: 'tom' });
      expect(await seen(taskId)).toMatchObject({ status: 'completed', outcome: result });
      const told = service.events('task.completed.v1').filter(({ data }) => data['taskId'] === taskId);
      expect(told.map(({ data }) => data['outcome'])).toEqual([result]);
    },
  );

  it('are left to whoever took them, unless it was their call', async () => {
    const taskId = await aTask();
    await mia.post(`/api/v1/tasks/${taskId}/take`);
    await ended(taskId, { result: 'done', agentId: 'tom' });
    expect(await seen(taskId)).toMatchObject({ status: 'taken', agentId: 'mia' });
    await ended(taskId, { result: 'interested', agentId: 'mia' });
    expect(await seen(taskId)).toMatchObject({ status: 'completed', outcome: 'interested' });
    await ended(taskId, { result: 'refused', agentId: 'mia' });
    expect(await seen(taskId)).toMatchObject({ outcome: 'interested' });
  });

  it('are over when a rule forbids every call, and not touched by records without a task', async () => {
    const taskId = await aTask();
    const of = { recordId: anId(), campaignId: anId(), at: service.clock.now().toISOString() };
    await service.publish(campaignRecordClosed, { ...of, taskId: null, why: 'do-not-call-tenant', result: 'refused' });
    await ended(null, { result: 'done' });
    await service.publish(campaignRecordClosed, { ...of, taskId, why: 'do-not-call-tenant', result: 'refused' });
    expect(await seen(taskId)).toMatchObject({ status: 'completed', outcome: 'refused' });
  });
});
