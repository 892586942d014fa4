import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as call from '#libs/contracts/call-center/call-events';
import type { DataOf, EventContract } from '#libs/contracts/event-contract';
import * as task from '#libs/contracts/ticket-center/task-events';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { newId } from '#libs/kernel/id';
import type { ApiClient } from '#libs/testing/api-client';
import { CommonCenterInTest, ok } from '../common-center-in-test.js';

interface Entry {
  id: string;
  number: string | null;
  type: string | null;
  status: string;
  outcome: string | null;
  at: string;
  linkedIds: string[];
}
interface History {
  contacts: Entry[];
  interactionEvents: Entry[];
  tickets: Entry[];
  tasks: Entry[];
  complete: boolean;
}

const anId = () => newId(new Date());
const minute = (n: number) => `2026-11-23T10:${String(n).padStart(2, '0')}:00.000Z`;

/** What happened, as the other services tell it: contact, event, ticket and the return visit afterwards. */
function aCase(customerId: string) {
  const contactId = anId();
  const outboundId = anId();
  const interactionEventId = anId();
  const ticketId = anId();
  const taskId = anId();
  const about = { ticketId, number: 'T-20261123-000001', ticketType: 'return', customerId };
  const events: [EventContract, Record<string, unknown>, number][] = [
    [call.contactStarted, { contactId, number: 'C-1', channel: 'voice', direction: 'inbound', customerId: null }, 0],
    [call.contactIdentified, { contactId, customerId }, 1],
    [
      call.interactionEventRecorded,
      { interactionEventId, type: 'complaint', topic: 'late', customerId, contactIds: [contactId] },
      2,
    ],
    [ticket.ticketOpened, { ...about, interactionEventIds: [interactionEventId], taskId: null, priority: 'normal' }, 3],
    [call.contactEnded, { contactId, customerId, outcome: 'handled' }, 4],
    [ticket.ticketStatusChanged, { ticketId, customerId, from: 'new', to: 'open' }, 5],
    [ticket.ticketStatusChanged, { ticketId, customerId, from: 'open', to: 'solved' }, 6],
    [task.taskCreated, { taskId, kind: 'return-visit', customerId, planId: null, ticketId }, 7],
    [
      call.contactStarted,
      { contactId: outboundId, number: 'C-2', channel: 'voice', direction: 'outbound', customerId },
      8,
    ],
    [task.taskContacted, { taskId, customerId, contactId: outboundId }, 9],
    [task.taskCompleted, { taskId, kind: 'return-visit', customerId, ticketId, outcome: 'done', satisfaction: 5 }, 10],
    [ticket.ticketStatusChanged, { ticketId, customerId, from: 'solved', to: 'closed' }, 11],
    [call.interactionEventClosed, { interactionEventId, customerId, outcome: 'ticket-closed' }, 12],
  ];
  const expected = {
    contacts: [
      {
        id: outboundId,
        number: 'C-2',
        type: 'voice',
        status: 'started',
        outcome: null,
        at: minute(8),
        linkedIds: [taskId],
      },
      {
        id: contactId,
        number: 'C-1',
        type: 'voice',
        status: 'ended',
        outcome: 'handled',
        at: minute(0),
        linkedIds: [interactionEventId],
      },
    ],
    interactionEvents: [
      {
        id: interactionEventId,
        number: null,
        type: 'complaint',
        status: 'closed',
        outcome: 'ticket-closed',
        at: minute(2),
        linkedIds: [contactId, ticketId].sort(),
      },
    ],
    tickets: [
      {
        id: ticketId,
        number: 'T-20261123-000001',
        type: 'return',
        status: 'closed',
        outcome: null,
        at: minute(3),
        linkedIds: [interactionEventId, taskId].sort(),
      },
    ],
    tasks: [
      {
        id: taskId,
        number: null,
        type: 'return-visit',
        status: 'completed',
        outcome: 'done',
        at: minute(7),
        linkedIds: [outboundId, ticketId].sort(),
      },
    ],
    complete: true,
  };
  return { events, expected };
}

describe("common-center: a customer's whole history in one call", () => {
  let center: CommonCenterInTest;
  let admin: ApiClient;

  beforeAll(async () => {
    center = await CommonCenterInTest.start();
    await center.register('acme');
    admin = await center.asPerson('acme');
  });
  afterAll(() => center.stop());

  const aCustomer = async () => (await ok(admin.post<{ id: string }>('/api/v1/customers', { name: 'Noah' }))).id;
  const historyOf = (id: string) => ok(admin.get<History>(`/api/v1/customers/${id}/history`));
  const tell = (contract: EventContract, data: DataOf<EventContract>, time: string, id?: string) =>
    center.service.publish(contract, data, { tenant: 'acme', time, ...(id === undefined ? {} : { id }) });

  it('is empty at first, and of nobody when there is no such customer', async () => {
    const nothing = { contacts: [], interactionEvents: [], tickets: [], tasks: [], complete: true };
    expect(await historyOf(await aCustomer())).toEqual(nothing);
    expect((await admin.get(`/api/v1/customers/${anId()}/history`)).status).toBe(404);
  });

  it.each([
    ['in order', (events: unknown[]) => events],
    ['backwards', (events: unknown[]) => events.toReversed()],
    ['topic by topic', (events: unknown[]) => events.toSorted((a, b) => topicOf(b).localeCompare(topicOf(a)))],
  ])('is the same when the events come %s', async (_, order) => {
    const customerId = await aCustomer();
    const { events, expected } = aCase(customerId);
    for (const [contract, data, at] of order(events) as typeof events) await tell(contract, data, minute(at));
    expect(await historyOf(customerId)).toEqual(expected);
  });

  it('is the same when every event comes twice', async () => {
    const customerId = await aCustomer();
    const { events, expected } = aCase(customerId);
    for (const [contract, data, at] of events) {
      const id = await tell(contract, data, minute(at));
      await tell(contract, data, minute(at), id);
    }
    expect(await historyOf(customerId)).toEqual(expected);
  });

  it('goes on where the customer does, and is each one’s own again when that is taken back', async () => {
    const [one, two] = [await aCustomer(), await aCustomer()];
    const { events, expected } = aCase(one);
    for (const [contract, data, at] of events) await tell(contract, data, minute(at));
    await admin.post(`/api/v1/customers/${one}/merge`, { into: two, reason: 'the same' });
    expect(await historyOf(two)).toEqual(expected);
    await admin.post(`/api/v1/customers/${one}/unmerge`, { reason: 'not the same' });
    expect((await historyOf(two)).contacts).toEqual([]);
    expect(await historyOf(one)).toEqual(expected);
  });

  it('shows that a contact has many events and an event many contacts', async () => {
    const customerId = await aCustomer();
    const [first, second] = [anId(), anId()];
    const [late, broken] = [anId(), anId()];
    const record = (interactionEventId: string, contactIds: string[]) =>
      tell(
        call.interactionEventRecorded,
        { interactionEventId, type: 'complaint', topic: 't', customerId, contactIds },
        minute(1),
      );
    await record(late, [first]);
    await record(broken, [first]);
    await tell(call.interactionEventContactLinked, { interactionEventId: late, contactId: second }, minute(2));
    const { interactionEvents } = await historyOf(customerId);
    expect(new Map(interactionEvents.map(({ id, linkedIds }) => [id, linkedIds]))).toEqual(
      new Map([
        [late, [first, second].sort()],
        [broken, [first]],
      ]),
    );
  });
});

function topicOf(event: unknown): string {
  return (event as [EventContract])[0].topic;
}
