import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { LiveBoard, OverallBoard } from '../src/board/board.dto.js';
import { operationsCenter } from '../src/service.js';
import { EventsOfOthers } from './events-of-others.js';

const LIVE = '/api/v1/boards/live';
const OVERALL = '/api/v1/boards/overall';

describe('operations-center: boards', () => {
  let service: ServiceInTest;
  let others: EventsOfOthers;

  beforeEach(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme', 'globex'] });
    others = new EventsOfOthers(service);
  });
  afterEach(() => service.stop());

  const board = async () => (await (await service.as('board:live')).get<LiveBoard>(LIVE)).body;
  const contacts = async () =>
    (await board()).contacts.flatMap(({ channel, waiting, inProgress }) =>
      waiting + inProgress > 0 ? [`${channel}: ${waiting} waiting, ${inProgress} in progress`] : [],
    );
  const tickets = async () =>
    (await board()).tickets.flatMap(({ category, ages }) =>
      Object.entries(ages).flatMap(([age, count]) => (count > 0 ? [`${count} ${category} ${age}`] : [])),
    );

  it('show every channel, category and age, also where there is nothing, and when they were counted', async () => {
    const empty = await board();
    expect(empty.asOf).toBe(service.clock.now().toISOString());
    expect(empty.contacts.map(({ channel }) => channel)).toEqual(['voice', 'chat', 'wechat', 'sms', 'web', 'email']);
    expect(empty.tickets.map(({ category }) => category)).toEqual(['new', 'open', 'waiting', 'on-hold', 'solved']);
    expect(empty.tickets[0]).toEqual({
      category: 'new',
      total: 0,
      ages: { '<1h': 0, '1-4h': 0, '4-24h': 0, '1-3d': 0, '>3d': 0 },
    });
  });

  it('count contacts that wait and that are in progress, by channel', async () => {
    await others.contactStarted('voice');
    const second = await others.contactStarted('voice');
    const chat = await others.contactStarted('chat');
    await others.contactConnected(second);
    expect(await contacts()).toEqual(['voice: 1 waiting, 1 in progress', 'chat: 1 waiting, 0 in progress']);
    await others.contactEnded(second);
    await others.contactEnded(chat);
    expect(await contacts()).toEqual(['voice: 1 waiting, 0 in progress']);
  });

  it('never bring back a contact that has ended, however late its start is told', async () => {
    const contact = await others.contactStarted('voice');
    await others.contactEnded(contact);
    await others.contactConnected(contact);
    await others.contactStarted('voice', contact);
    expect(await contacts()).toEqual([]);
  });

  it('count tickets by category and age', async () => {
    const ages = ['08:00:00.001', '08:00:00.000', '05:00:00.001', '05:00:00.000'].map((time) => `2026-11-23T${time}Z`);
    for (const time of [...ages, '2026-11-22T09:00:00Z', '2026-11-20T09:00:00Z'])
      await others.ticketOpened(undefined, time);
    expect(await tickets()).toEqual(['1 new <1h', '2 new 1-4h', '1 new 4-24h', '1 new 1-3d', '1 new >3d']);
    service.clock.advance({ hours: 3 });
    expect(await tickets()).toEqual(['1 new 1-4h', '3 new 4-24h', '1 new 1-3d', '1 new >3d']);
  });

  it('follow a ticket until it is closed', async () => {
    const ticket = await others.ticketOpened();
    for (const category of ['open', 'waiting', 'on-hold', 'solved'] as const) {
      service.clock.advance({ minutes: 1 });
      await others.ticketBecame(ticket, category);
      expect(await tickets()).toEqual([`1 ${category} <1h`]);
    }
    await others.ticketClosed({ ticketId: ticket });
    expect(await tickets()).toEqual([]);
    service.clock.advance({ minutes: 1 });
    await others.ticketBecame(ticket, 'open');
    expect(await tickets()).toEqual([]);
  });

  it.each(['closed', 'merged'] as const)('drop a ticket that became %s', async (category) => {
    await others.ticketBecame(await others.ticketOpened(), category);
    expect(await tickets()).toEqual([]);
  });

  it('drop a ticket that was archived, even if its closing was never told', async () => {
    await others.ticketArchived(await others.ticketOpened());
    expect(await tickets()).toEqual([]);
  });

  it('keep tenants apart', async () => {
    await new EventsOfOthers(service, 'globex').contactStarted('voice');
    expect(await contacts()).toEqual([]);
  });

  describe('over all tenants', () => {
    const asPlatform = (...permissions: string[]) => service.asCaller({ tenant: 'platform' }, ...permissions);

    it('are added up for the platform', async () => {
      await others.contactStarted('voice');
      await new EventsOfOthers(service, 'globex').contactStarted('voice');
      await new EventsOfOthers(service, 'globex').ticketOpened();
      const { body } = await (await asPlatform('board:overall')).get<OverallBoard>(OVERALL);
      expect(body.tenants).toBe(2);
      expect(body.contacts[0]).toEqual({ channel: 'voice', waiting: 2, inProgress: 0 });
      expect(body.tickets[0]).toMatchObject({ category: 'new', total: 1, ages: { '<1h': 1 } });
    });

    it.each([OVERALL, `${OVERALL}/stream`])('refuse a tenant, even one that may do everything: %s', async (path) => {
      expect(await (await service.as('*')).get(path)).toMatchObject({ status: 403, body: { code: 'platform-only' } });
    });

    it.each([OVERALL, `${OVERALL}/stream`])('need their own permission: %s', async (path) => {
      expect(await (await asPlatform('board:live')).get(path)).toMatchObject({
        status: 403,
        body: { code: 'not-permitted' },
      });
    });
  });
});
