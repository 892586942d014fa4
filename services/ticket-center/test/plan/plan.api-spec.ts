import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { ImportView, PlanView } from '../../src/plan/plan.dto.js';
import { ticketCenter } from '../../src/service.js';
import type { TaskView } from '../../src/task/task.dto.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';

const HEADER = 'name,phone,email,externalSystem,externalId';
const CSV = { 'content-type': 'text/csv' };

interface Rows {
  rows: { name: string }[];
}

describe('plans', () => {
  let service: ServiceInTest;
  let sam: ApiClient;
  let planId: string;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    sam = await service.asCaller({ subject: 'sam' }, '*');
    const common = await service.remote('common-center');
    common.answers('POST', '/internal/customers/resolve', (body) => ({
      results: (body as Rows).rows.map(({ name }) =>
        name === 'Conflict'
          ? { code: 'customer-document-conflict', field: 'name' }
          : { customerId: customerNamed(name) },
      ),
    }));
  });
  afterAll(() => service.stop());

  beforeEach(async () => {
    planId = (await sam.post<PlanView>('/api/v1/plans', { name: 'Holiday greetings', kind: 'care' })).body.id;
  });

  function customerNamed(name: string): string {
    return `0199d2f0-0000-7000-8000-${Buffer.from(name.padEnd(6).slice(-6)).toString('hex')}`;
  }

  const plan = async () => (await sam.get<PlanView>(`/api/v1/plans/${planId}`)).body;

  async function imported(...lines: string[]): Promise<ImportView> {
    const { body } = await sam.post<ImportView>(`/api/v1/plans/${planId}/imports`, [HEADER, ...lines].join('\n'), CSV);
    await service.settled();
    return (await sam.get<ImportView>(`/api/v1/plans/${planId}/imports/${body.id}`)).body;
  }

  it('takes every row of a good file', async () => {
    const result = await imported('Ann,13812345678,,,', 'Bob,,bob@example.com,,', 'Cy,,,crm,42');
    expect(result).toMatchObject({ status: 'taken', totalRows: 3, checkedRows: 3, badRows: [] });
    expect(await plan()).toMatchObject({ status: 'draft', targets: 3 });
  });

  it('names every bad row by its line, and takes none', async () => {
    const result = await imported(
      'Ann,13812345678,,,',
      ',13912345678,,,',
      'Cy,,not-an-address,,',
      'Dee,,,,',
      'Eve,,,crm,',
    );
    expect(result.status).toBe('refused');
    expect(result.badRows.map(({ line, field }) => [line, field])).toEqual([
      [3, 'name'],
      [4, 'email'],
      [5, 'phone'],
      [6, 'phone'],
      [6, 'externalId'],
    ]);
    expect(await plan()).toMatchObject({ targets: 0 });
  });

  it('takes none either when a customer cannot be settled', async () => {
    const result = await imported('Ann,13812345678,,,', 'Conflict,13912345678,,,');
    expect(result).toMatchObject({
      status: 'refused',
      badRows: [{ line: 3, field: 'name', code: 'customer-document-conflict' }],
    });
    expect(await plan()).toMatchObject({ targets: 0 });
    expect(await sam.post(`/api/v1/plans/${planId}/start`)).toMatchObject({
      status: 409,
      body: { code: 'plan-without-targets' },
    });
  });

  it('refuses what is no CSV at once', async () => {
    const answer = await sam.post(`/api/v1/plans/${planId}/imports`, `${HEADER}\n"unclosed`, CSV);
    expect(answer).toMatchObject({ status: 422, body: { code: 'plan-import-unreadable' } });
  });

  it('becomes one task for each target, and is complete with the last', async () => {
    await imported(...Array.from({ length: 450 }, (_, n) => `Name ${n},,n${n}@example.com,,`));
    await sam.post(`/api/v1/plans/${planId}/start`);
    await service.settled();
    expect(await plan()).toMatchObject({ status: 'running', targets: 450, openTasks: 450 });
    const { items } = (await sam.get<{ items: TaskView[] }>(`/api/v1/tasks?planId=${planId}&limit=200`)).body;
    expect(new Set(items.map(({ kind }) => kind))).toEqual(new Set(['care']));
    expect(await sam.post(`/api/v1/plans/${planId}/start`)).toMatchObject({
      status: 409,
      body: { code: 'plan-already-started' },
    });
  });

  it('leads to a ticket where the customer is interested, and ends with the last task', async () => {
    await imported('Ann,13812345678,,,', 'Bob,,bob@example.com,,');
    await sam.post(`/api/v1/plans/${planId}/start`);
    await service.settled();
    const { items } = (await sam.get<{ items: TaskView[] }>(`/api/v1/tasks?planId=${planId}`)).body;
    for (const { id } of items) {
      await sam.post(`/api/v1/tasks/${id}/take`);
      await sam.post(`/api/v1/tasks/${id}/complete`, { outcome: 'interested' });
    }
    await service.settled();
    expect(await plan()).toMatchObject({ status: 'completed', endedTasks: 2 });
    const [{ id: taskId, customerId }] = items as [TaskView];
    const lead = await sam.post<TicketView>('/api/v1/tickets', {
      ticketType: 'lead',
      customerId,
      taskId,
      subject: 'Wants fibre',
    });
    expect(lead.body).toMatchObject({ ticketType: 'lead', taskId });
  });
});
