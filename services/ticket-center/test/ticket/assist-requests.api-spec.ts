import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  assistRequestEnded,
  assistRequestOverdue,
} from '#libs/contracts/ticket-center/collaboration/assist-request-events';
import type { ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { AssistRequestView } from '../../src/assist-request/assist-request.dto.js';
import { ticketCenter } from '../../src/service.js';
import { TicketWork, type Refused } from './ticket-work.js';

serviceOnEachEngine('the work on tickets', (start) => {
  let work: TicketWork;

  beforeAll(async () => {
    work = await TicketWork.of(await start(ticketCenter));
    // What the service knew of calendars when it started is forgotten by then.
    await work.at('2026-11-23T10:00:00Z');
  });
  beforeEach(() => work.logIn());
  afterAll(() => work.service.stop());

  describe('help from another team', () => {
    const ask = (id: string, over: object = {}) =>
      work.mia.post<AssistRequestView & Refused>(`/api/v1/tickets/${id}/assist-requests`, {
        ...{ teamId: 'warehouse', question: 'Is it there?', within: 'PT2H' },
        ...over,
      });
    const answers = (agent: ApiClient, id: string, what: string, body: object = {}) =>
      agent.post<AssistRequestView & Refused>(`/api/v1/assist-requests/${id}/${what}`, body);

    it('is asked for by who has the ticket, taken, answered, and the ticket goes on', async () => {
      const { id } = await work.grabbed();
      expect(await work.li.post(`/api/v1/tickets/${id}/assist-requests`, { teamId: 'x', question: '?' })).toMatchObject(
        {
          status: 403,
        },
      );
      const { body: asked, status } = await ask(id, { holds: true });
      expect([status, asked.status, asked.dueAt]).toEqual([
        ...[201, 'open', new Date(work.service.clock.ms() + 7_200_000).toISOString()],
      ]);
      expect(await work.ticket(id)).toMatchObject({ status: 'on-hold', assigneeId: 'mia', openAssistRequests: 1 });
      expect(await work.solve(id)).toMatchObject({ status: 409, body: { errors: [{ field: 'assist-requests' }] } });
      const open = await work.li.get<{ items: AssistRequestView[] }>(
        '/api/v1/assist-requests?teamId=warehouse&limit=200',
      );
      expect(open.body.items.map((each) => each.id)).toContain(asked.id);
      expect(await answers(work.li, asked.id, 'take')).toMatchObject({ body: { helperId: 'li' } });
      expect(await answers(work.mia, asked.id, 'answer', { answer: 'Yes.' })).toMatchObject({ status: 403 });
      expect(await answers(work.li, asked.id, 'answer', { answer: 'Yes.' })).toMatchObject({
        body: { status: 'answered', answer: 'Yes.', endedBy: 'li' },
      });
      expect(await answers(work.li, asked.id, 'decline', { reason: 'No.' })).toMatchObject({ status: 409 });
      expect(await work.ticket(id)).toMatchObject({ status: 'open', assigneeId: 'mia', openAssistRequests: 0 });
      await work.service.settled();
      const told = work.service.events(assistRequestEnded.type).at(-1)!.data;
      expect(told).toMatchObject({ ticketId: id, outcome: 'answered', inTime: true });
      expect(JSON.stringify(told)).not.toContain('Yes');
      expect((await work.solve(id)).status).toBe(200);
    });

    it('is late once when its clock says so, in the open time of its calendar', async () => {
      const policy = { within: 'PT1H', calendar: 'always' };
      const first = { 'if-match': '"0"' };
      const path = '/api/v1/assist-policies/billing';
      expect(await work.mia.put(path, { ...policy, calendar: 'none' }, first)).toMatchObject({ status: 422 });
      expect(await work.mia.put(path, policy)).toMatchObject({ status: 428 });
      expect(await work.mia.put(path, policy, first)).toMatchObject({ status: 200 });
      expect(await work.mia.put(path, policy, first)).toMatchObject({ status: 412 });
      const { id } = await work.grabbed();
      const { body: late } = await ask(id, { teamId: 'billing', within: null });
      const { body: answered } = await ask(id, { teamId: 'billing', within: null });
      await answers(work.li, answered.id, 'answer', { answer: 'Paid.' });
      work.service.clock.advance({ minutes: 60 });
      await work.world.timers();
      const told = () => work.service.events(assistRequestOverdue.type).filter(({ data }) => data.ticketId === id);
      expect(told()).toEqual([]);
      work.service.clock.advance(1);
      await work.world.timers();
      await work.world.timers();
      expect(told().map(({ data }) => data.assistRequestId)).toEqual([late.id]);
      await work.at(work.service.clock.now().toISOString());
      expect(await work.mia.get(`/api/v1/assist-requests/${late.id}`)).toMatchObject({ body: { overdue: true } });
      await answers(work.mia, late.id, 'withdraw');
      expect(await work.ticket(id)).toMatchObject({ openAssistRequests: 0 });
    });

    it('has no clock where nobody has agreed to one, and is withdrawn by who asked', async () => {
      const { id } = await work.grabbed();
      const { body: asked } = await ask(id, { within: null, helperId: 'li' });
      expect(asked).toMatchObject({ dueAt: null, helperId: 'li' });
      expect(await answers(work.li, asked.id, 'withdraw')).toMatchObject({ status: 403 });
      expect(await answers(work.mia, asked.id, 'withdraw')).toMatchObject({ body: { status: 'withdrawn' } });
    });

    it('keeps a ticket from being merged', async () => {
      const [a, b] = [await work.grabbed(), await work.grabbed()];
      await ask(a.id);
      expect(await work.does(a.id, 'merge', { into: b.id })).toMatchObject({
        body: { code: 'ticket-not-mergeable', errors: [{ field: 'assist-requests' }] },
      });
    });
  });
});
