import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { ticketAssigned } from '#libs/contracts/ticket-center/ticket-events';
import { eventually } from '#libs/testing/eventually';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { StubRefusal, type StubService } from '#libs/testing/doubles/stub-service';
import { ProcessTimerSchema } from '../../src/process/schema/process-timer.schema.js';
import type { WhatIfView } from '../../src/process/what-if/what-if.dto.js';
import { ticketCenter } from '../../src/service.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import type { WorkItemDetails } from '../../src/work-item/work-item.dto.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';

interface List<Item> {
  readonly items: Item[];
}

describe('the processes of the house', () => {
  let service: ServiceInTest;
  let orders: StubService;
  let mia: ApiClient;
  let status: string;

  beforeAll(async () => {
    service = await startForTest(ticketCenter);
    await service.openLoopback();
    orders = await service.remote('order-system');
    mia = await service.as('*');
    await mia.put('/api/v1/connectors/order-system', { baseUrl: orders.url });
  });
  afterAll(() => service.stop());
  beforeEach(() => {
    status = 'pending';
    orders.asked.length = 0;
    orders.answers('POST', '/actions/get_order_details', (body) => {
      const { order_id } = body as { order_id: string | null };
      if (order_id === null) throw new StubRefusal(409, { code: 'order-unknown' });
      return { result: { order_id, status } };
    });
    orders.answers('POST', '/actions/cancel_pending_order', () => ({ result: 'cancelled' }));
  });

  const acme = <T>(task: () => Promise<T>) => runAsTenant('acme', task);
  const database = () => service.running.app.get(Database);
  const open = async (ticketType: string, variables: object) => {
    const body = { ticketType, customerId: CUSTOMER, subject: 'Please', variables };
    const answer = await mia.post<TicketView>('/api/v1/tickets', body);
    expect(answer.status).toBe(201);
    return answer.body.id;
  };
  const ticket = async (id: string) => (await mia.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  const becomes = (id: string, wanted: object) =>
    eventually(`the ticket is ${JSON.stringify(wanted)}`, async () => expect(await ticket(id)).toMatchObject(wanted));
  /** Somebody does the work of this name on the ticket. */
  const work = async (ticketId: string, name: string, result: object) => {
    const found = await eventually(`there is "${name}" to do`, async () => {
      const { items } = (await mia.get<List<WorkItemDetails>>(`/api/v1/work-items?businessKey=${ticketId}`)).body;
      return items.find((item) => item.name === name) ?? false;
    });
    await mia.post(`/api/v1/work-items/${found.id}/claim`);
    expect(await mia.post(`/api/v1/work-items/${found.id}/complete`, { result })).toMatchObject({ status: 200 });
  };
  const said = async (id: string) => {
    const { body } = await mia.get<List<{ type: string; data: { text?: string } }>>(`/api/v1/tickets/${id}/journal`);
    return body.items.flatMap(({ data: { text } }) => (text === undefined ? [] : [text]));
  };
  const changed = () => orders.asked.filter(({ path }) => path !== '/actions/get_order_details');

  it('are all published on a new tenant', async () => {
    const { items } = (await mia.get<List<{ id: string }>>('/api/v1/process-definitions')).body;
    expect(items.map(({ id }) => id).sort()).toEqual([
      ...['approval', 'cancel-order', 'close-flow', 'complaint', 'customer-confirmation', 'exchange-order'],
      ...['fault-report', 'lead-to-installation', 'modify-order', 'return-order', 'return-visit', 'urge-supervise'],
    ]);
  });

  it('cancel an order without anybody when the customer has given all that is needed', async () => {
    const id = await open('cancel-order', { orderId: '#W1', reason: 'ordered by mistake', confirmed: true });
    await becomes(id, { status: 'closed', archivedAt: expect.any(String) });
    expect(changed()).toMatchObject([{ body: { order_id: '#W1', reason: 'ordered by mistake' } }]);
    expect(await said(id)).toContain('Order #W1 is cancelled. The money goes back to where it came from.');
  });

  it('ask an agent for the order, and the customer whether it is to be', async () => {
    const id = await open('cancel-order', { reason: 'no longer needed' });
    await work(id, 'Identify the order with the customer', { identified: true, orderId: '#W2' });
    await becomes(id, { status: 'waiting' });
    await mia.post(`/api/v1/tickets/${id}/answers`, { topic: 'cancel-order', answer: { confirmed: true } });
    await becomes(id, { status: 'closed' });
    expect(changed()).toHaveLength(1);
  });

  it('ask whoever has the ticket, and the next one who gets it', async () => {
    const id = await open('cancel-order', { reason: 'no longer needed' });
    const workers = (wanted: string | null) =>
      eventually(`the work is ${wanted}'s`, async () => {
        const { items } = (await mia.get<List<WorkItemDetails>>(`/api/v1/work-items?businessKey=${id}`)).body;
        expect(items.map(({ assigneeId }) => assigneeId)).toEqual([wanted]);
      });
    await workers(null);
    const { assigneeId } = (await mia.post<TicketView>(`/api/v1/tickets/${id}/grab`)).body;
    await workers(assigneeId);
    await mia.post(`/api/v1/tickets/${id}/transfer`, { toId: 'li', withReturn: true });
    await workers('li');
  });

  it('that have ended are not told who has the ticket now, and it is no fault that they are not', async () => {
    const id = await open('cancel-order', { orderId: '#W7', reason: 'ordered by mistake', confirmed: true });
    await becomes(id, { status: 'closed' });
    await service.publish(ticketAssigned, { ticketId: id, assigneeId: 'li' });
    const { items } = (await mia.get<List<object>>('/api/v1/ticket-center/dead-letters')).body;
    expect(items).toEqual([]);
  });

  it('tell the customer why not, ask them in person, and keep their mark', async () => {
    status = 'processed';
    const id = await open('cancel-order', { orderId: '#W3', reason: 'no longer needed', confirmed: true });
    await work(id, 'Ask the customer', { reached: true, satisfied: true, mark: 4 });
    await becomes(id, { status: 'closed', satisfaction: 4 });
    expect(changed()).toEqual([]);
    expect(await said(id)).toContain('We cannot cancel order #W3: it is on its way.');
  });

  it('try a customer who is not reached again after eight hours of work, and say so', async () => {
    status = 'processed';
    const id = await open('cancel-order', { orderId: '#W6', reason: 'no longer needed', confirmed: true });
    await work(id, 'Ask the customer', { reached: false });
    const due = await eventually('it waits for the next try', async () => {
      const timers = await acme(async () => (await database().reader()).find(ProcessTimerSchema));
      return timers[0]?.due ?? false;
    });
    // Monday 09:00 UTC is 17:00 in Shanghai: an hour of that day is left, seven of the next are wanted.
    expect(due.toISOString()).toBe('2026-11-24T08:00:00.000Z');
  });

  it('take a ticket up again when the customer is not content', async () => {
    status = 'delivered';
    const id = await open('cancel-order', { orderId: '#W4', reason: 'no longer needed', confirmed: true });
    await work(id, 'Ask the customer', { reached: true, satisfied: false });
    await work(id, 'Put it right with the customer', { remedy: 'Taken back.' });
    await becomes(id, { status: 'solved' });
  });

  it('have it done by hand when the order system says no', async () => {
    orders.answers('POST', '/actions/cancel_pending_order', () => {
      throw new StubRefusal(409, { code: 'order-not-pending' });
    });
    const id = await open('cancel-order', { orderId: '#W5', reason: 'no longer needed', confirmed: true });
    await work(id, 'Cancel the order by hand', { done: true });
    await becomes(id, { status: 'closed' });
  });

  it('raise a ticket that is urged, and ask for a supervisor the third time', async () => {
    const id = await open('general', {});
    for (const note of ['Hurry.', 'Please.', 'Now!']) await mia.post(`/api/v1/tickets/${id}/urge`, { note });
    await becomes(id, { priority: 'urgent', urgedTimes: 3 });
    const deadline = '2026-11-24T09:00:00Z';
    await work(id, 'Name a supervisor and a deadline', { supervisor: 'sam', deadline });
    await becomes(id, { supervisorId: 'sam' });
    await work(id, 'Report on the ticket', { report: 'It is on its way.' });
    await work(id, 'Judge the report', { accepted: true });
  });

  it('find out by hand what a system would tell that is not connected', async () => {
    const id = await open('fault-report', { lineId: 'L1', symptom: 'no signal' });
    await eventually('somebody is asked', async () => {
      const { items } = (await mia.get<List<WorkItemDetails>>(`/api/v1/work-items?businessKey=${id}`)).body;
      return items.length > 0;
    });
    expect(await ticket(id)).toMatchObject({ status: 'open' });
  });

  it('would do all of this again in the same way', async () => {
    let instances = 0;
    for (const { id } of (await mia.get<List<{ id: string }>>('/api/v1/process-definitions')).body.items) {
      const { body } = await mia.post<WhatIfView>(`/api/v1/process-definitions/${id}/versions/1/what-if`, {});
      expect(body.items.filter(({ verdict }) => verdict !== 'unchanged')).toEqual([]);
      expect(body.items.flatMap(({ unused, unanswered }) => [...unused, ...unanswered])).toEqual([]);
      instances += body.instances;
    }
    expect(instances).toBeGreaterThan(15);
  });
});
