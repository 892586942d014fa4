import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import * as call from '#libs/contracts/call-center/call-events';
import { contactQueued } from '#libs/contracts/call-center/contact-events';
import * as chat from '#libs/contracts/call-center/conversation-events';
import type { DataOf, EventContract } from '#libs/contracts/event-contract';
import { customerMerged, customerUnmerged } from '#libs/contracts/common-center/customer/customer-events';
import { accountChanged } from '#libs/contracts/common-center/identity/people-events';
import { sopRunEnded } from '#libs/contracts/ticket-center/sop-run-events';
import * as ticket from '#libs/contracts/ticket-center/ticket-events';
import { ticketMerged } from '#libs/contracts/ticket-center/ticket-relation-events';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { OutcomeRounds } from '../../src/outcomes/upkeep/outcome-rounds.js';
import { operationsCenter } from '../../src/service.js';
import { anId } from '../events-of-others.js';
import { FloorEvents } from '../floor-events.js';

interface Group {
  key: string | null;
  counts: Record<string, number>;
  times: Record<string, string>;
  averageFirstResponse: string | null;
  averageSession: string | null;
  averageResolution: string | null;
  resolutionRate: number | null;
  firstContactResolution: number | null;
  deflection: number | null;
  satisfaction: number | null;
}
interface Items {
  items: { id: string }[];
}

const TODAY = 'from=2026-11-23T00:00:00Z&to=2026-11-24T00:00:00Z';

describe('operations-center: what came of contacts and tickets', () => {
  let service: ServiceInTest;
  let chief: ApiClient;
  let team: string;
  const [li, wang] = [anId(), anId()];

  const tell = <Contract extends EventContract>(contract: Contract, data: DataOf<Contract>, time: string) =>
    service.publish(contract, data, { time: instant(time), subject: Object.values(data as object)[0] as string });
  const outcomes = async (by: string, when = TODAY, who = chief) =>
    (await who.get<{ items: Group[] }>(`/api/v1/outcomes?by=${by}&${when}`)).body.items;
  const valueOf = async (key: string, scope = '') =>
    (await chief.get<{ value: number | null }>(`/api/v1/figures/${key}/value?${scope}`)).body.value;

  /** A chat that waits a minute for somebody, is answered half a minute later and is over after ten minutes. */
  const aChat = async (hour: string, customerId: string, agentId: string, score?: 1 | 2 | 3 | 4 | 5) => {
    const [contactId, conversationId] = [anId(), anId()];
    const at = (minute: string) => instant(`${hour}:${minute}`);
    const began = { contactId, number: 'C-1', channel: 'chat', direction: 'inbound', customerId } as const;
    const of = { conversationId, contactId };
    // What happens last is told first.
    if (score !== undefined) await tell(chat.conversationRated, { ...of, score, agentIds: [agentId] }, `${hour}:12`);
    const times = { openedAt: at('00'), queuedAt: at('01'), attendedAt: at('02'), firstRepliedAt: at('02') };
    const closed: DataOf<typeof chat.conversationClosed> = {
      ...of,
      ...times,
      reason: 'resolved',
      closedAt: at('10'),
      messages: 4,
      agentIds: [agentId],
    };
    await tell(chat.conversationClosed, closed, `${hour}:10`);
    await tell(call.contactEnded, { contactId, customerId, outcome: 'handled', at: at('11') }, `${hour}:11`);
    const replied = { ...of, agentId, queuedAt: at('01'), firstRepliedAt: at('02') };
    await tell(chat.conversationFirstReplied, replied, `${hour}:02`);
    await tell(call.contactConnected, { contactId, agentId, queueId: 'q', at: at('02') }, `${hour}:02`);
    await tell(contactQueued, { contactId, channel: 'chat', queueId: 'q', at: at('01') }, `${hour}:01`);
    await tell(call.contactStarted, began, `${hour}:00`);
    return { contactId, conversationId };
  };
  const first = { id: '', conversation: '' };
  const about = (topic: string, customerId: string, contactId: string) =>
    tell(
      call.interactionEventRecorded,
      { interactionEventId: anId(), type: 'enquiry', topic, customerId, contactIds: [contactId] },
      '2026-11-23T08:30',
    );
  const byBot = async () => {
    const contactId = anId();
    const began = { contactId, number: 'C-2', channel: 'chat', direction: 'inbound', customerId: null } as const;
    await tell(call.contactStarted, began, '2026-11-23T07:00');
    await tell(call.contactEnded, { contactId, customerId: null, outcome: 'self-served' }, '2026-11-23T07:02');
  };
  const aTicket = async (assigneeId: string) => {
    const ticketId = anId();
    const rest = { number: 'T-1', ticketType: 'general', interactionEventIds: [], taskId: null };
    await tell(ticket.ticketAssigned, { ticketId, assigneeId }, '2026-11-23T06:01');
    await tell(ticket.ticketOpened, { ticketId, customerId: li, priority: 'normal', ...rest }, '2026-11-23T06:00');
    await tell(ticket.ticketReplied, { ticketId, first: true, by: null }, '2026-11-23T06:00');
    await tell(ticket.ticketReplied, { ticketId, first: false, by: assigneeId }, '2026-11-23T06:10');
    return ticketId;
  };
  const solved = (ticketId: string, time: string) =>
    tell(ticket.ticketSolved, { ticketId, customerId: li, returnVisit: false, by: null }, time);

  beforeAll(async () => {
    service = await startForTest(operationsCenter);
    chief = await service.as('figure:read', 'figure:manage');
    const floor = new FloorEvents(service);
    team = await floor.team('North');
    await floor.assigned('mia', team);
    const created = { change: 'created', active: true } as const;
    await tell(accountChanged, { accountId: 'mia', ...created }, '2026-05-23T15:00');
    await tell(accountChanged, { accountId: 'tom', ...created }, '2026-10-01T08:00');

    const { contactId, conversationId } = await aChat('2026-11-23T05', li, 'mia', 5);
    [first.id, first.conversation] = [contactId, conversationId];
    const second = (await aChat('2026-11-23T06', li, 'tom', 2)).contactId;
    await about('refund', li, first.id);
    await about('address', li, second);
    const [third, again] = [await aChat('2026-11-23T07', wang, 'mia', 5), await aChat('2026-11-23T08', wang, 'tom')];
    for (const each of [third, again]) await about('delivery', wang, each.contactId);
    await byBot();

    const [quick, reopened] = [await aTicket('mia'), await aTicket('mia')];
    const [open, merged] = [await aTicket('tom'), await aTicket('tom')];
    await solved(quick, '2026-11-23T08:00');
    await tell(ticket.ticketReopened, { ticketId: reopened }, '2026-11-23T08:30');
    await solved(reopened, '2026-11-23T08:00');
    await tell(
      ticketMerged,
      { ticketId: merged, customerId: li, into: open, interactionEventIds: [] },
      '2026-11-23T08:00',
    );
  });
  afterAll(() => service.stop());

  it('is told of a day with what each figure is made of', async () => {
    expect(await outcomes('day')).toEqual([
      {
        key: '2026-11-23T00:00:00.000Z',
        counts: {
          ...{ opened: 5, deflected: 1, replied: 8, sessions: 4, tickets: 3, resolved: 1 },
          ...{ firstContacts: 4, cameAgain: 1, undecided: 3, rated: 3, satisfied: 2 },
        },
        times: { response: 'PT2640S', session: 'PT2400S', resolution: 'PT7200S' },
        ...{ averageFirstResponse: 'PT330S', averageSession: 'PT600S', averageResolution: 'PT7200S' },
        ...{ resolutionRate: 33.33, firstContactResolution: 75, deflection: 20, satisfaction: 66.67 },
      },
    ]);
    expect(await outcomes('month', 'from=2026-10-01T00:00:00Z&to=2026-12-01T00:00:00Z')).toHaveLength(1);
  });

  it('is told by agent, team and channel', async () => {
    const keyed = async (by: string) => (await outcomes(by)).map(({ key, satisfaction }) => [key, satisfaction]);
    expect(await keyed('agent')).toEqual(
      expect.arrayContaining([
        ['mia', 100],
        ['tom', 0],
        [null, null],
      ]),
    );
    expect(await keyed('team')).toEqual(
      expect.arrayContaining([
        [team, 100],
        [null, 0],
      ]),
    );
    expect(await keyed('channel')).toEqual([
      ['chat', 66.67],
      ['ticket', null],
    ]);
  });

  it('is told by how long agents are there, by a boundary of the tenant', async () => {
    const rates = async () =>
      Object.fromEntries((await outcomes('tenure')).map(({ key, resolutionRate }) => [key, resolutionRate]));
    expect(await rates()).toEqual({ experienced: 50, new: 0 });
    const path = '/api/v1/outcome-settings';
    const settings = await chief.get(path);
    expect(settings.body).toEqual({ firstContactDays: 7, experiencedAfterMonths: 6, keepDays: 1_095, version: 1 });
    const text = { firstContactDays: 7, experiencedAfterMonths: 1 };
    expect((await chief.put(path, text, { 'if-match': '"1"' })).status).toBe(200);
    expect(await rates()).toEqual({ experienced: 33.33 });
  });

  it('is known to boards by name, with what was counted', async () => {
    expect(await valueOf('first-response-time')).toBe(330);
    expect(await valueOf('first-response-time', 'kind=channel&id=chat')).toBe(60);
    expect(await valueOf('resolution-rate', 'kind=agent&id=mia')).toBe(50);
    expect(await valueOf('first-contact-resolution')).toBe(75);
    expect(await valueOf('satisfaction', `kind=team&id=${team}`)).toBe(100);
    const items = async (key: string, of: string) =>
      (await chief.get<Items>(`/api/v1/figures/${key}/items?of=${of}&limit=2`)).body.items.length;
    expect(await items('first-contact-resolution', 'came-again')).toBe(1);
    expect(await items('resolution-rate', 'resolved')).toBe(1);
    expect(await items('satisfaction', 'rated')).toBe(2);
  });

  it('says what customers were interested in, one after the other, and what they went on to', async () => {
    const path = '/api/v1/outcomes/interests';
    const { body } = await chief.get<{ links: { topic: string; times: number }[]; topics: object[] }>(`${path}/${li}`);
    expect(body.links.map(({ topic, times }) => [topic, times])).toEqual([
      ['refund', 1],
      ['address', 1],
    ]);
    expect((await chief.get<{ links: object[] }>(`${path}/${wang}`)).body.links).toMatchObject([
      {
        topic: 'delivery',
        times: 2,
        from: '2026-11-23T07:00:00.000Z',
        to: '2026-11-23T08:00:00.000Z',
        channels: ['chat'],
      },
    ]);
    expect((await chief.get(`${path}?${TODAY}`)).body).toEqual({
      items: [{ topic: 'refund', next: 'address', times: 1 }],
    });
    const common = await service.remote('common-center');
    common.answers('GET', '/internal/organisation/circles/tess', () => ({ people: ['tess'], teams: [] }));
    const tess = await service.asCaller({ subject: 'tess', dataScope: { base: 'self' } }, 'figure:read');
    expect((await tess.get<{ links: object[] }>(`${path}/${wang}`)).body.links).toEqual([]);
  });

  it('says what customers thought of what SOPs were followed for', async () => {
    const run = (
      outcome: 'solved' | null,
      kind: 'conversation' | 'contact' | 'ticket',
      id: string,
      startedBy = 'mia',
    ) => {
      const about = { runId: anId(), sop: 'refund', sopVersion: 2, outcome, startedBy };
      return tell(
        sopRunEnded,
        { ...about, subject: { kind, id }, at: instant('2026-11-23T09:00') },
        '2026-11-23T09:00',
      );
    };
    await run('solved', 'conversation', first.conversation);
    await run(null, 'contact', first.id);
    await run('solved', 'ticket', anId());
    await run('solved', 'contact', (await aChat('2026-11-22T06', anId(), 'tom', 2)).contactId, 'tom');
    expect((await chief.get(`/api/v1/outcomes/sops?${TODAY}`)).body).toEqual({
      items: [
        {
          ...{ sop: 'refund', sopVersion: 2, runs: 4, solved: 3, escalated: 0, unsolved: 0, left: 1 },
          ...{ rated: 3, satisfied: 2, satisfaction: 66.67 },
        },
      ],
    });
  });

  it('counts customers that were merged as one, until that is taken back', async () => {
    const [left, right, whole] = [anId(), anId(), anId()];
    const [when, time] = ['from=2026-11-20T00:00:00Z&to=2026-11-21T00:00:00Z', '2026-11-23T09:00'];
    const cameAgain = async () => (await outcomes('day', when))[0]!.counts['cameAgain'];
    await aChat('2026-11-20T05', left, 'mia');
    await aChat('2026-11-20T07', right, 'mia');
    const [one, two, never] = [anId(), anId(), anId()].map((mergeId) => ({ mergeId }));
    await tell(customerMerged, { customerId: whole, mergedId: left, ...one! }, time);
    expect(await cameAgain()).toBe(0);
    await tell(customerMerged, { customerId: whole, mergedId: right, ...two! }, time);
    expect(await cameAgain()).toBe(1);
    await aChat('2026-11-20T09', left, 'mia');
    expect(await cameAgain()).toBe(2);
    await tell(customerUnmerged, { customerId: whole, mergedId: right, ...two! }, time);
    expect(await cameAgain()).toBe(1);
    await tell(customerUnmerged, { customerId: left, mergedId: right, ...never! }, time);
    await tell(customerMerged, { customerId: left, mergedId: right, ...never! }, time);
    expect(await cameAgain()).toBe(1);
  });

  it('of others than their own nobody is told who reaches their team alone', async () => {
    const common = await service.remote('common-center');
    common.answers('GET', '/internal/organisation/circles/tess', () => ({ people: ['tess', 'mia'], teams: [team] }));
    const tess = await service.asCaller({ subject: 'tess', dataScope: { base: 'team' } }, 'figure:read');
    expect((await outcomes('agent', TODAY, tess)).map(({ key }) => key)).toEqual(['mia']);
    expect((await outcomes('day', TODAY, tess))[0]!.counts).toMatchObject({ opened: 2, tickets: 2, cameAgain: 1 });
  });

  it('is forgotten when it is older than the tenant keeps it', async () => {
    const settings = await chief.get<{ version: number }>('/api/v1/outcome-settings');
    const { version, ...text } = settings.body;
    const kept = { ...text, keepDays: 90 };
    const days = async () => (await outcomes('day', 'from=2026-11-01T00:00:00Z&to=2026-12-01T00:00:00Z')).length;
    expect((await chief.put('/api/v1/outcome-settings', kept, { 'if-match': `"${version}"` })).status).toBe(200);
    const forget = () => service.running.app.get(OutcomeRounds, { strict: false }).rounds.run();
    await forget();
    expect(await days()).toBe(3);
    service.clock.advance({ days: 89 });
    chief = await service.as('figure:read', 'figure:manage');
    await forget();
    expect(await days()).toBe(1);
    expect((await chief.get<Items>(`/api/v1/outcomes/sops?${TODAY}`)).body.items).toHaveLength(1);
  });
});

/** @param minute e.g. 2026-11-23T09:00, UTC */
function instant(minute: string): string {
  return `${minute}:00.000Z`;
}
