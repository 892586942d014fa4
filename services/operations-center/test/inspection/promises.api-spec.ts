import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactCallbackAttempted } from '#libs/contracts/call-center/contact-callback-events';
import {
  contactConnected,
  contactEnded,
  contactIdentified,
  contactStarted,
} from '#libs/contracts/call-center/call-events';
import { ticketSolved } from '#libs/contracts/ticket-center/ticket-events';
import { eventually } from '#libs/testing/eventually';
import { anId } from '../events-of-others.js';
import { InspectionDesk, type Page } from './inspection-desk.js';

describe('operations-center: what was promised, and what the customer wanted', () => {
  let desk: InspectionDesk;

  beforeAll(async () => {
    desk = await InspectionDesk.startWithRules();
  });
  beforeEach(() => desk.logIn());
  afterAll(() => desk.stop());

  describe('what was promised', () => {
    const promisesOf = async (subjectId: string, state: string) => {
      const { body } = await desk.supervisor.get<Page<{ subject: { id: string } }>>(
        `/api/v1/inspection/promises?state=${state}&limit=200`,
      );
      return body.items.filter(({ subject }) => subject.id === subjectId);
    };
    const promised = async (customerId: string) => {
      const contactId = anId();
      const data = { contactId, number: 'C-1', channel: 'voice', direction: 'inbound', customerId } as const;
      await desk.service.publish(contactStarted, data, { subject: contactId });
      await desk.hear(contactId, [1, 'agent', '您好'], [2, 'agent', '下午给您回电']);
      desk.service.clock.advance({ minutes: 1 });
      return contactId;
    };

    it('is open until it is kept by what it is kept by', async () => {
      const customerId = anId();
      const [byTicket, byCall] = [await promised(customerId), await promised(anId())];
      expect(await promisesOf(byTicket, 'open')).toMatchObject([{ rule: 'call-back', agentId: 'mia' }]);
      await desk.service.publish(ticketSolved, { ticketId: anId(), customerId, returnVisit: false, by: 'mia' });
      expect(await promisesOf(byTicket, 'kept')).toMatchObject([{ settledBy: 'ticket-solved' }]);
      const attempt = { contactId: byCall, agentId: 'mia', attempt: 1, at: desk.service.clock.now().toISOString() };
      await desk.service.publish(contactCallbackAttempted, { ...attempt, outcome: 'no-answer', again: null });
      expect(await promisesOf(byCall, 'open')).toHaveLength(1);
      await desk.service.publish(contactCallbackAttempted, { ...attempt, outcome: 'reached', again: null });
      expect(await promisesOf(byCall, 'kept')).toMatchObject([{ settledBy: 'called-back' }]);
    });

    it('is kept by a call to the customer that somebody answers, not by dialling', async () => {
      const customerId = anId();
      const before = await promised(customerId);
      const contactId = anId();
      const call = { contactId, number: 'C-2', channel: 'voice', direction: 'outbound', customerId } as const;
      await desk.service.publish(contactStarted, call, { subject: contactId });
      expect(await promisesOf(before, 'open')).toHaveLength(1);
      await desk.hear(contactId, [1, 'agent', '您好'], [2, 'agent', '下午给您回电']);
      await desk.service.publish(contactConnected, { contactId, agentId: 'mia' }, { subject: contactId });
      expect(await promisesOf(before, 'kept')).toMatchObject([{ settledBy: 'outbound-contact' }]);
      expect(await promisesOf(contactId, 'open')).toHaveLength(1);
    });

    it('is kept by what reaches the customer by another id, once two are one, and nothing promised since is', async () => {
      const family = [anId(), anId()] as const;
      const common = await desk.service.remote('common-center');
      const known = (id: string) => (id === family[0] || id === family[1] ? family : [id]);
      const families = (body: unknown) => ({ families: (body as { ids: string[] }).ids.map(known) });
      common.answers('POST', '/internal/customers/families', families);
      const before = await promised(family[0]);
      const solvedAt = desk.service.clock.now();
      const since = await promised(family[0]);
      const solved = { ticketId: anId(), customerId: family[1], returnVisit: false, by: 'mia' };
      await desk.service.publish(ticketSolved, solved, { time: solvedAt.toISOString() });
      expect(await promisesOf(before, 'kept')).toMatchObject([{ settledBy: 'ticket-solved' }]);
      expect(await promisesOf(since, 'open')).toHaveLength(1);

      const contactId = anId();
      const call = {
        contactId,
        number: 'C-3',
        channel: 'voice',
        direction: 'outbound',
        customerId: family[1],
      } as const;
      await desk.service.publish(contactStarted, call, { subject: contactId });
      await desk.service.publish(contactConnected, { contactId, agentId: 'mia' }, { subject: contactId });
      expect(await promisesOf(since, 'kept')).toMatchObject([{ settledBy: 'outbound-contact' }]);
    });

    it('is broken when its time is over, and that is told once', async () => {
      const contactId = await promised(anId());
      desk.service.clock.advance({ minutes: 61 });
      desk.supervisor = await desk.service.as('inspection:*');
      await eventually('it is broken', async () => (await promisesOf(contactId, 'broken')).length === 1, {
        within: 25_000,
      });
      await desk.service.settled();
      const broken = desk.service.events('operations.promise-broken.v1').map(({ data }) => data as { subject: object });
      const told = broken.filter(({ subject }) => JSON.stringify(subject).includes(contactId));
      expect(told).toMatchObject([{ subject: { kind: 'call' }, ruleId: 'call-back', agentId: 'mia' }]);
    });
  });

  describe('what the customer wanted', () => {
    const call = async (customerId: string, outcome: 'handled' | 'abandoned' = 'handled') => {
      const contactId = anId();
      const data = { contactId, number: 'C-1', channel: 'voice', direction: 'inbound', customerId } as const;
      await desk.service.publish(contactStarted, data, { subject: contactId });
      await desk.service.publish(contactEnded, { contactId, customerId, outcome }, { subject: contactId });
      desk.service.clock.advance({ seconds: 20 });
      await eventually('its end was looked at', async () => (await desk.details(contactId)).demand !== 'unknown');
      return contactId;
    };

    it('was not done when they gave up, or came again', async () => {
      const customerId = anId();
      expect(await desk.details(await call(customerId, 'abandoned'))).toMatchObject({ demandBy: 'abandoned' });
      const first = await call(customerId);
      await call(customerId);
      expect(await desk.details(first)).toMatchObject({ demand: 'not-met', demandBy: 'came-again' });
    });

    it('was not done either when they came again by another id of theirs, but is still open when it was us who called', async () => {
      const family = [anId(), anId()] as const;
      const common = await desk.service.remote('common-center');
      const known = (id: string) => (id === family[0] || id === family[1] ? family : [id]);
      const families = (body: unknown) => ({ families: (body as { ids: string[] }).ids.map(known) });
      common.answers('POST', '/internal/customers/families', families);
      const first = await call(family[0]);
      const contactId = anId();
      const ours = { contactId, number: 'C-2', channel: 'voice', direction: 'outbound', customerId: null } as const;
      await desk.service.publish(contactStarted, ours, { subject: contactId });
      await desk.service.publish(contactIdentified, { contactId, customerId: family[0] }, { subject: contactId });
      expect(await desk.details(first)).toMatchObject({ demand: 'open' });
      await call(family[1]);
      expect(await desk.details(first)).toMatchObject({ demand: 'not-met', demandBy: 'came-again' });
    });

    it('was done when they did not come again', async () => {
      const contactId = await call(anId());
      desk.service.clock.advance({ days: 8 });
      desk.supervisor = await desk.service.as('inspection:*');
      const met = () => desk.details(contactId).then(({ demand, demandBy }) => demand === 'met' && demandBy);
      expect(await eventually('nobody came again', met)).toBe('not-repeated');
    });
  });
});
