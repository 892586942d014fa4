import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  conversationClosed,
  conversationMessageStored,
  conversationOpened,
} from '#libs/contracts/call-center/conversation-events';
import { ticketNoted, ticketReopened, ticketReplied } from '#libs/contracts/ticket-center/ticket-events';
import { eventually } from '#libs/testing/eventually';
import { StubRefusal } from '#libs/testing/doubles/stub-service';
import { anId } from '../events-of-others.js';
import { InspectionDesk, words, type Page } from './inspection-desk.js';

type Written = [part: string, text: string, by?: string, at?: string];

describe('operations-center: chats and tickets that are inspected', () => {
  let desk: InspectionDesk;

  beforeAll(async () => {
    desk = await InspectionDesk.startWithRules();
  });
  beforeEach(() => desk.logIn());
  afterAll(() => desk.stop());

  describe('a chat', () => {
    it('is read and judged while it goes on, and all of it at its end', async () => {
      const [conversationId, contactId, customerId] = [anId(), anId(), anId()];
      const openedAt = desk.service.clock.now().toISOString();
      const messages = [
        { seq: 1, senderRole: 'customer', senderId: customerId, text: '在吗' },
        { seq: 2, senderRole: 'agent', senderId: 'mia', text: '您好，傻*瓜' },
      ];
      const callCenter = await desk.service.remote('call-center');
      callCenter.answers('GET', `/internal/conversations/${conversationId}/messages`, () => ({
        ...{ contactId, customerId, openedAt },
        items: messages.map((message) => ({ ...message, sentAt: openedAt })),
      }));
      await desk.service.publish(conversationOpened, { conversationId, contactId, customerId, withBot: false });
      await desk.service.publish(conversationMessageStored, { conversationId, contactId, seq: 2 });
      expect(words(await desk.details(contactId), 'words')).toEqual(['傻*瓜']);
      await desk.service.publish(conversationMessageStored, { conversationId, contactId, seq: 2 });
      messages.push({ seq: 3, senderRole: 'agent', senderId: 'mia', text: '打13812345678' });
      await desk.service.publish(conversationClosed, {
        ...{ conversationId, contactId, reason: 'resolved', openedAt, closedAt: openedAt, messages: 3 },
        ...{ queuedAt: openedAt, attendedAt: openedAt, firstRepliedAt: openedAt, agentIds: ['mia'] },
      });
      const found = await desk.inspected(contactId);
      expect([words(found, 'words'), words(found, 'secrets')]).toEqual([['傻*瓜'], ['13812345678']]);
      expect(found.findings.map(({ isLive }) => isLive)).toEqual([true, false]);
      await desk.service.settled();
      const told = desk.service
        .events('operations.subject-inspected.v1')
        .filter(({ subject }) => subject === contactId);
      expect(told).toMatchObject([{ data: { subject: { kind: 'chat' }, findings: 2, agentId: 'mia' } }]);
    });
  });

  describe('a ticket', () => {
    const closedWith = async (ticketId: string, read: () => Written[]) => {
      const ticketCenter = await desk.service.remote('ticket-center');
      ticketCenter.answers('GET', `/internal/tickets/${ticketId}/text`, () => ({
        ...{ channel: 'web', category: 'refund', customerId: anId(), assigneeId: 'mia' },
        openedAt: '2026-11-23T06:00:00.000Z',
        items: read().map(([part, text, by = null, at], index) => ({
          ...{ part, text, by, at: at ?? `2026-11-23T06:00:0${index}.000Z` },
        })),
      }));
    };

    it('is read when it is opened, and again when it is closed, each time', async () => {
      const ticketId = anId();
      let items: Written[] = [
        ['subject', '退款'],
        ['description', '你好'],
      ];
      await closedWith(ticketId, () => items);
      await desk.others.ticketOpened(ticketId);
      const texts = async () => (await desk.details(ticketId)).turns.map(({ seq, text }) => [seq, text]);
      const isRead = (count: number) => async () => (await texts()).length === count;
      await eventually('what it was opened with is read', isRead(2));
      await desk.service.settled();
      expect(await desk.details(ticketId)).toMatchObject({ state: 'open', inspectedAt: null, endedAt: null });
      const noted = desk.service.events('operations.subject-noted.v1').filter(({ subject }) => subject === ticketId);
      expect(noted).toMatchObject([{ data: { subject: { kind: 'ticket', id: ticketId }, channel: 'web' } }]);
      items = [...items, ['solution', '您好，傻瓜', 'mia'], ['note', '他很急']];
      await desk.others.ticketClosed({ ticketId });
      expect(words(await desk.inspected(ticketId), 'words')).toEqual(['傻瓜']);
      await desk.service.publish(ticketReopened, { ticketId }, { subject: ticketId });
      expect(await desk.details(ticketId)).toMatchObject({ state: 'open', endedAt: null });
      items = [
        ['subject', '退款'],
        ['description', '改过的'],
        ['solution', '您好，蠢货', 'mia'],
        ['note', '他很急'],
      ];
      await desk.others.ticketClosed({ ticketId });
      expect(words(await desk.inspected(ticketId), 'words')).toEqual(['蠢货']);
      expect(await texts()).toEqual([
        [1, '退款'],
        [5, '改过的'],
        [6, '您好，蠢货'],
        [4, '他很急'],
      ]);
    });

    it('is judged by who wrote it and when, whoever has it in the end', async () => {
      const ticketId = anId();
      await closedWith(ticketId, () => [
        ['description', '退款', undefined, '2026-11-23T06:00:00.000Z'],
        ['reply', '您好，傻瓜', 'ann', '2026-11-23T10:00:00.000Z'],
        ['customer', '什么', undefined, '2026-11-23T10:01:00.000Z'],
        ['reply', '蠢货', 'mia', '2026-11-23T10:02:00.000Z'],
        ['reply', '蠢货，我们已收到', undefined, '2026-11-23T10:03:00.000Z'],
      ]);
      await desk.others.ticketClosed({ ticketId });
      const { turns, findings } = await desk.inspected(ticketId);
      const found = findings.map(({ rule, agentId, turn }) => [
        rule,
        agentId,
        turns.find(({ seq }) => seq === turn)?.text,
      ]);
      expect(found.filter(([rule]) => rule === 'words' || rule === 'slow-answer')).toEqual([
        ['words', 'ann', '您好，傻瓜'],
        ['slow-answer', 'ann', '您好，傻瓜'],
        ['words', 'mia', '蠢货'],
      ]);
      const { body } = await desk.supervisor.get<{ agentId: string }>(`/api/v1/inspection/subjects/${ticketId}`);
      expect(body.agentId).toBe('mia');
    });

    it('is read while it is worked on, several things that are written at once', async () => {
      const ticketId = anId();
      let items: Written[] = [['subject', '退款']];
      let readings = 0;
      await closedWith(ticketId, () => {
        readings += 1;
        return items;
      });
      await desk.others.ticketOpened(ticketId);
      await eventually(
        'what it was opened with is read',
        async () => (await desk.details(ticketId)).turns.length === 1,
      );
      items = [...items, ['reply', '您好，傻瓜', 'ann', '2026-11-23T06:10:00.000Z'], ['note', '他很急', 'ann']];
      const before = readings;
      await desk.service.publish(ticketReplied, { ticketId, first: true, by: 'ann' }, { subject: ticketId });
      await desk.service.publish(ticketNoted, { ticketId }, { subject: ticketId });
      await desk.rounds();
      expect(readings).toBe(before);
      desk.service.clock.advance({ seconds: 16 });
      const isFound = async () => (await desk.details(ticketId)).findings.find(({ rule }) => rule === 'words') ?? false;
      expect(await eventually('it is found while it goes on', isFound)).toMatchObject({ agentId: 'ann', isLive: true });
      await desk.rounds();
      expect(readings).toBe(before + 1);
      expect(await desk.details(ticketId)).toMatchObject({ state: 'open', endedAt: null });
    });

    it('that cannot be read has failed in the end, is counted, and is tried again on demand', async () => {
      const ticketId = anId();
      let isThere = false;
      await closedWith(ticketId, () => {
        if (!isThere) throw new StubRefusal(409, { code: 'not-now', detail: 'not now' });
        return [['solution', '您好，蠢货', 'mia']];
      });
      await desk.others.ticketClosed({ ticketId });
      const isFailed = async () => {
        desk.service.clock.advance({ minutes: 61 });
        desk.supervisor = await desk.service.as('inspection:*');
        await desk.rounds();
        return (await desk.details(ticketId)).state === 'failed';
      };
      await eventually('nobody tries any more', isFailed, { within: 30_000 });
      expect(await desk.failures()).toBe(1);
      const listed = await desk.supervisor.get<Page<{ id: string }>>('/api/v1/inspection/subjects?state=failed');
      expect(listed.body.items.map(({ id }) => id)).toEqual([ticketId]);
      isThere = true;
      const again = `/api/v1/inspection/subjects/${ticketId}/inspect`;
      expect(await desk.supervisor.post(again)).toMatchObject({ status: 200, body: { due: 1 } });
      expect(words(await desk.inspected(ticketId), 'words')).toEqual(['蠢货']);
      expect((await desk.supervisor.post('/api/v1/inspection/subjects/failed/inspect')).body).toEqual({ due: 0 });
      expect(await desk.failures()).toBe(0);
    });

    it('is judged by what is known of it and by what was written in it', async () => {
      const ticketId = anId();
      await closedWith(ticketId, () => [
        ['description', '退款要多久'],
        ['reply', '您好，很快，13812345678', 'mia'],
      ]);
      await desk.others.ticketClosed({ ticketId, firstRepliedAt: '2026-11-23T07:00:00.000Z' });
      const found = await desk.inspected(ticketId);
      expect(found.findings.map(({ rule, of }) => [rule, of])).toEqual(
        expect.arrayContaining([
          ['slow-reply', null],
          ['secrets', 'phone'],
          ['refund-days', 'days'],
        ]),
      );
    });
  });
});
