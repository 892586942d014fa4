import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { Problem } from '#libs/web/http/problem';
import { BulkWorker } from '../../src/bulk-action/bulk-worker.js';
import { ticketCenter } from '../../src/service.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { Colleagues, NOWHERE } from './colleagues.js';

interface Bulk {
  id: string;
  state: string;
  total: number;
  handled: number;
  done: number;
  partly: number;
  refused: number;
}
interface Results {
  items: { ticketId: string; outcome: string; code: string | null }[];
  next: string | null;
}

serviceOnEachEngine('people who work on tickets together', (start) => {
  let colleagues: Colleagues;

  beforeAll(async () => {
    colleagues = await Colleagues.at(await start(ticketCenter));
  });
  afterAll(() => colleagues.service.stop());

  describe('do one thing with many tickets', () => {
    const order = (who: ApiClient, tickets: object, action: object, headers = {}) =>
      who.post<Bulk & Problem>('/api/v1/bulk-actions', { tickets, action }, headers);
    const worker = () => colleagues.service.running.app.get(BulkWorker).rounds.run();
    const resultsOf = async (id: string, query = '') =>
      (await colleagues.mia.get<Results>(`/api/v1/bulk-actions/${id}/results${query}`)).body;
    const bulk = async (id: string) => (await colleagues.mia.get<Bulk>(`/api/v1/bulk-actions/${id}`)).body;

    it('each by itself, with a result for each and progress for all', async () => {
      const [one, two, solved] = [await colleagues.ticket(), await colleagues.ticket(), await colleagues.ticket()];
      await colleagues.does(colleagues.mia, solved, 'grab');
      await colleagues.does(colleagues.mia, solved, 'solve', { solution: 'Sent again.' });
      const ids = [one, solved, NOWHERE, two, one];
      const { status, body } = await order(
        colleagues.mia,
        { ids },
        { type: 'edit', attributes: { priority: 'urgent' } },
      );
      expect([status, body]).toMatchObject([202, { state: 'running', total: 4, handled: 0 }]);
      expect((await resultsOf(body.id)).items.every(({ outcome }) => outcome === 'waiting')).toBe(true);
      await worker();
      expect(await bulk(body.id)).toMatchObject({
        state: 'done',
        total: 4,
        handled: 4,
        done: 2,
        partly: 0,
        refused: 2,
      });
      const { items, next } = await resultsOf(body.id, '?limit=3');
      expect(items).toMatchObject([
        { ticketId: one, outcome: 'done', code: null },
        { ticketId: solved, outcome: 'refused', code: 'ticket-finished' },
        { ticketId: NOWHERE, outcome: 'refused', code: 'ticket-not-found' },
      ]);
      expect((await resultsOf(body.id, `?limit=3&cursor=${next}`)).items).toMatchObject([{ ticketId: two }]);
      expect((await resultsOf(body.id, '?outcome=refused')).items).toHaveLength(2);
      expect((await colleagues.mia.get<TicketView>(`/api/v1/tickets/${two}`)).body.priority).toBe('urgent');
    });

    it('chosen by a filter, as they are when it is ordered', async () => {
      const customerId = '0199d2f0-0000-7000-8000-0000000000c1';
      const [one, two] = [await colleagues.ticket({ customerId }), await colleagues.ticket({ customerId })];
      const { body } = await order(
        colleagues.mia,
        { filter: { customerId, assigneeId: 'none' } },
        { type: 'assign', assigneeId: 'li' },
      );
      await colleagues.ticket({ customerId });
      await worker();
      expect((await resultsOf(body.id)).items.map(({ ticketId }) => ticketId)).toEqual([one, two]);
      expect((await colleagues.mia.get<TicketView>(`/api/v1/tickets/${one}`)).body).toMatchObject({
        assigneeId: 'li',
        status: 'open',
      });
      const none = await order(colleagues.mia, { filter: { customerId: NOWHERE } }, { type: 'close' });
      expect(none).toMatchObject({ status: 422, body: { code: 'bulk-action-for-nothing' } });
    });

    it.each([
      ['a note', { type: 'note', text: 'All of these.' }],
      ['a solution', { type: 'solve', solution: 'The carrier has found them.' }],
    ])('%s, as whoever ordered it', async (_, action) => {
      const id = await colleagues.ticket();
      await colleagues.does(colleagues.li, id, 'grab');
      await colleagues.li.put(`/api/v1/tickets/${id}/watchers/me`);
      await colleagues.mia.put(`/api/v1/tickets/${id}/watchers/me`);
      const before = colleagues.told(id).length;
      await order(colleagues.mia, { ids: [id] }, action);
      await worker();
      await colleagues.service.settled();
      expect(colleagues.told(id).slice(before)).toEqual(action.type === 'solve' ? ['watched-ticket-solved: li'] : []);
      const { items } = await colleagues.articles(colleagues.mia, id);
      if (action.type === 'note') expect(items).toMatchObject([{ kind: 'note', author: 'mia' }]);
    });

    it('by a macro, of which a ticket may refuse a part', async () => {
      const macro = {
        name: `hurry ${crypto.randomUUID()}`,
        actions: [
          { type: 'set', attributes: { priority: 'high' } },
          { type: 'message', template: 'survey' },
        ],
      };
      const { body: made } = await colleagues.mia.post<{ id: string }>('/api/v1/macros', macro);
      const [open, solved] = [await colleagues.ticket(), await colleagues.ticket()];
      await colleagues.does(colleagues.mia, solved, 'grab');
      await colleagues.does(colleagues.mia, solved, 'solve', { solution: 'Sent again.' });
      const { body } = await order(colleagues.mia, { ids: [open, solved] }, { type: 'macro', macroId: made.id });
      await worker();
      expect((await resultsOf(body.id)).items).toMatchObject([
        { outcome: 'done' },
        { outcome: 'partly', code: 'ticket-finished' },
      ]);
      expect(await bulk(body.id)).toMatchObject({ done: 1, partly: 1, refused: 0 });
    });

    it('only as far as each of them would be permitted by itself', async () => {
      const modest = await colleagues.service.asCaller({ subject: 'bo' }, 'bulk-action:*', 'ticket:note');
      const ids = [await colleagues.ticket()];
      expect(await order(modest, { ids }, { type: 'close' })).toMatchObject({
        status: 403,
        body: { code: 'not-permitted' },
      });
      expect(await order(modest, { ids }, { type: 'note', text: 'I may.' })).toMatchObject({ status: 202 });
    });

    it('once for each request, and not too many at a time', async () => {
      const ids = [await colleagues.ticket()];
      const headers = { 'idempotency-key': `bulk-${ids[0]}` };
      const action = { type: 'note', text: 'Once.' };
      const [first, again] = [
        await order(colleagues.mia, { ids }, action, headers),
        await order(colleagues.mia, { ids }, action, headers),
      ];
      expect(again.body).toEqual(first.body);
      const many = Array.from({ length: 1_001 }, () => crypto.randomUUID());
      const refused = await order(colleagues.mia, { ids: many }, action);
      expect(refused).toMatchObject({
        status: 422,
        body: { code: 'bulk-action-too-large', facts: { maxTickets: 1_000 } },
      });
    });

    it('until somebody cancels it: what is done stays done', async () => {
      await worker();
      const { body } = await order(
        colleagues.mia,
        { ids: [await colleagues.ticket()] },
        { type: 'note', text: 'Too late.' },
      );
      expect(await colleagues.mia.post(`/api/v1/bulk-actions/${body.id}/cancel`)).toMatchObject({
        body: { state: 'cancelled' },
      });
      await worker();
      expect(await bulk(body.id)).toMatchObject({ state: 'cancelled', handled: 0 });
      expect((await resultsOf(body.id)).items).toMatchObject([{ outcome: 'waiting' }]);
      const twice = await colleagues.mia.post(`/api/v1/bulk-actions/${body.id}/cancel`);
      expect(twice).toMatchObject({ status: 409, body: { code: 'bulk-action-ended' } });
    });
  });
});
