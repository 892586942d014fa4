import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ticketMerged } from '#libs/contracts/ticket-center/ticket-relation-events';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import { ticketCenter } from '../../src/service.js';
import { CUSTOMER, EVENT, OTHER_EVENT, TicketWork } from './ticket-work.js';

serviceOnEachEngine('the work on tickets', (start) => {
  let work: TicketWork;

  beforeAll(async () => {
    work = await TicketWork.of(await start(ticketCenter));
  });
  beforeEach(() => work.logIn());
  afterAll(() => work.service.stop());

  describe('merging', () => {
    it('moves what it was about and shows what was said, and tells whoever closes interaction events', async () => {
      const [merged, survivor] = [await work.grabbed({ interactionEventIds: [EVENT] }), await work.grabbed()];
      await work.does(merged.id, 'note', { text: 'He rang twice.' });
      expect(await work.does(merged.id, 'merge', { into: survivor.id })).toMatchObject({
        status: 200,
        body: { status: 'merged', mergedInto: survivor.id },
      });
      expect(await work.ticket(survivor.id)).toMatchObject({ interactionEventIds: [EVENT] });
      const journal = await work.mia.get<{ items: object[] }>(`/api/v1/tickets/${survivor.id}/journal`);
      expect(journal.body.items).toContainEqual(
        expect.objectContaining({
          ticketId: merged.id,
          type: 'ticket-noted',
          data: expect.objectContaining({ by: 'mia', text: 'He rang twice.' }),
        }),
      );
      expect(await work.relations(survivor.id)).toMatchObject({ merged: [{ id: merged.id, status: 'merged' }] });
      expect(await work.relations(merged.id)).toMatchObject({ mergedInto: { id: survivor.id } });
      await work.service.settled();
      expect(work.service.events(ticketMerged.type).at(-1)!.data).toMatchObject({
        ...{ ticketId: merged.id, into: survivor.id, interactionEventIds: [EVENT] },
      });
    });

    it('is refused twice, into itself, and into what is finished', async () => {
      const [a, b, c] = [await work.grabbed(), await work.grabbed(), await work.grabbed()];
      expect(await work.does(a.id, 'merge', { into: a.id })).toMatchObject({
        body: { code: 'ticket-relation-to-itself' },
      });
      await work.does(a.id, 'merge', { into: b.id });
      expect(await work.does(a.id, 'merge', { into: c.id })).toMatchObject({ body: { code: 'ticket-finished' } });
      expect(await work.does(b.id, 'merge', { into: a.id })).toMatchObject({ body: { code: 'ticket-finished' } });
      await work.solve(c.id);
      expect(await work.does(b.id, 'merge', { into: c.id })).toMatchObject({ body: { code: 'ticket-finished' } });
      expect(await work.relations(b.id)).toMatchObject({ merged: [{ id: a.id }] });
    });

    it('crosswise at once: one of the two, never both, never half', async () => {
      for (let time = 0; time < 5; time++) {
        const [a, b] = [
          await work.grabbed({ interactionEventIds: [EVENT] }),
          await work.grabbed({ interactionEventIds: [OTHER_EVENT] }),
        ];
        const both = await Promise.all([
          work.does(a.id, 'merge', { into: b.id }),
          work.does(b.id, 'merge', { into: a.id }),
        ]);
        expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
        const rows = [await work.ticket(a.id), await work.ticket(b.id)];
        const survivor = rows.find(({ status }) => status === 'open')!;
        expect(rows.find(({ status }) => status === 'merged')).toMatchObject({ mergedInto: survivor.id });
        expect(survivor.interactionEventIds.toSorted()).toEqual([EVENT, OTHER_EVENT]);
      }
    });

    it('stops the promises on what is merged', async () => {
      await work.at('2026-11-23T12:00:00Z');
      await work.world.policy('merges', {
        ...{ condition: 'category = "merging"', position: 1, calendar: 'always' },
        targets: { resolution: { within: 'PT4H', warnings: [] } },
      });
      const over = { category: 'merging' };
      const [merged, survivor] = [await work.world.ticket(over), await work.world.ticket(over)];
      await work.at('2026-11-23T13:00:00Z');
      await work.world.does(merged, 'grab');
      await work.world.does(merged, 'merge', { into: survivor });
      expect(await work.world.clock(merged, 'resolution')).toMatchObject({ outcome: 'stopped' });
      expect(await work.world.clock(survivor, 'resolution')).toMatchObject({ outcome: 'running' });
    });
  });

  describe('parts', () => {
    it('keep a ticket from being solved, and are solved with it by choice', async () => {
      const parent = await work.grabbed();
      const [one, two] = [await work.grabbed(), await work.opened()];
      for (const { id } of [one, two])
        expect(await work.partOf(id, parent.id)).toMatchObject({ body: { parentId: parent.id } });
      expect(await work.solve(parent.id)).toMatchObject({
        status: 409,
        body: { code: 'ticket-not-ready', errors: [{ field: 'children', message: '2 of 2 parts are not done.' }] },
      });
      await work.solve(one.id);
      expect(await work.relations(parent.id)).toMatchObject({
        children: { rule: 'all', satisfied: false, done: 1, items: [{ id: one.id, status: 'solved' }, { id: two.id }] },
      });
      expect(await work.solve(parent.id, { withParts: true })).toMatchObject({
        status: 200,
        body: { status: 'solved' },
      });
      expect(await work.ticket(two.id)).toMatchObject({ status: 'solved', solution: 'Done.' });
      expect(await work.does(two.id, 'reopen', { reason: 'Again.' })).toMatchObject({
        status: 409,
        body: { code: 'ticket-parent-finished' },
      });
    });

    it('are not solved with it when one of them cannot be: all that is missing is said, and nothing was solved', async () => {
      const [parent, one, two] = [await work.grabbed(), await work.grabbed(), await work.grabbed()];
      for (const { id } of [one, two]) await work.partOf(id, parent.id);
      await work.does(two.id, 'assist-requests', { teamId: 'warehouse', question: 'Is it there?' });
      const { status, body } = await work.solve(parent.id, { withParts: true });
      expect([status, body.errors]).toEqual([
        409,
        [
          { field: 'children', message: '2 of 2 parts are not done.' },
          { field: 'assist-requests', message: `${two.number}: 1 requests for help are not answered.` },
        ],
      ]);
      expect(await work.ticket(one.id)).toMatchObject({ status: 'open' });
    });

    it('are enough by percentage', async () => {
      const [parent, one, two] = [await work.grabbed(), await work.grabbed(), await work.grabbed()];
      for (const { id } of [one, two]) await work.partOf(id, parent.id);
      expect(await work.puts(parent.id, 'child-rule', { rule: 'percentage' })).toMatchObject({ status: 422 });
      await work.puts(parent.id, 'child-rule', { rule: 'percentage', percentage: 50 });
      expect((await work.solve(parent.id)).status).toBe(409);
      await work.solve(one.id);
      expect((await work.solve(parent.id)).status).toBe(200);
    });

    it('never come to be above themselves, whoever moves them at once', async () => {
      const four = [await work.grabbed(), await work.grabbed(), await work.grabbed(), await work.grabbed()].map(
        ({ id }) => id,
      );
      const answers = await Promise.all(four.map((id, at) => work.partOf(id, four[(at + 1) % 4]!)));
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThan(4);
      for (const id of four) {
        const seen: string[] = [];
        for (let above: string | null = id; above !== null; above = (await work.ticket(above)).parentId) {
          expect(seen).not.toContain(above);
          seen.push(above);
        }
      }
    });

    it('are done and solved at once without anybody waiting in a circle', async () => {
      const parent = await work.grabbed();
      const parts = [await work.grabbed(), await work.grabbed(), await work.grabbed(), await work.grabbed()];
      for (const { id } of parts) await work.partOf(id, parent.id);
      const answers = await Promise.all([...parts.map(({ id }) => work.solve(id)), work.solve(parent.id)]);
      expect(answers.slice(0, 4).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(await work.relations(parent.id)).toMatchObject({ children: { done: 4, satisfied: true } });
    });
  });

  describe('tickets that come of others', () => {
    it('are split off with what they are about, and stay part of it if wanted', async () => {
      const source = await work.grabbed({ interactionEventIds: [EVENT, OTHER_EVENT], category: 'delivery' });
      const split = await work.does(source.id, 'split', {
        ...{ subject: 'And the invoice?', interactionEventIds: [EVENT], asChild: true },
      });
      expect(split).toMatchObject({
        status: 201,
        body: {
          ...{ status: 'new', subject: 'And the invoice?', customerId: CUSTOMER, category: 'delivery' },
          ...{ originId: source.id, originKind: 'split', parentId: source.id, interactionEventIds: [EVENT] },
        },
      });
      expect(await work.relations(source.id)).toMatchObject({ splits: [{ id: split.body.id }], children: { done: 0 } });
      const unknown = { subject: 'x', interactionEventIds: ['0199d2f0-0000-7000-8000-0000000000e9'] };
      expect(await work.does(source.id, 'split', unknown)).toMatchObject({
        body: { code: 'ticket-interaction-not-linked' },
      });
      expect(await work.relations(source.id)).toMatchObject({ splits: [{ id: split.body.id }] });
    });

    it('follow up a closed one, which is not reopened', async () => {
      const source = await work.grabbed({ priority: 'high' });
      expect(await work.does(source.id, 'follow-up')).toMatchObject({
        status: 409,
        body: { code: 'ticket-not-finished' },
      });
      await work.solve(source.id);
      await work.does(source.id, 'close');
      expect((await work.does(source.id, 'reopen', { reason: 'Again.' })).status).toBe(409);
      const next = await work.does(source.id, 'follow-up', { description: 'It broke again.' });
      expect(next).toMatchObject({
        status: 201,
        body: {
          originId: source.id,
          originKind: 'follow-up',
          priority: 'high',
          subject: 'Where is it?',
          status: 'new',
        },
      });
      expect(await work.relations(next.body.id)).toMatchObject({
        origin: { kind: 'follow-up', ticket: { id: source.id } },
      });
      expect(await work.relations(source.id)).toMatchObject({ followUps: [{ id: next.body.id }] });
    });

    it('are reopened within the window of their type only', async () => {
      const type = { name: 'Short', returnVisit: false, reopenWithin: 'PT1H', reopenCalendar: 'always' };
      expect(await work.mia.put('/api/v1/ticket-types/short', { ...type, reopenWithin: 'P1M' })).toMatchObject({
        status: 422,
      });
      expect(await work.mia.put('/api/v1/ticket-types/short', type)).toMatchObject({ status: 200 });
      const source = await work.grabbed({ ticketType: 'short' });
      await work.solve(source.id);
      work.service.clock.advance({ minutes: 59 });
      expect(await work.does(source.id, 'reopen', { reason: 'Again.' })).toMatchObject({ body: { status: 'open' } });
      await work.solve(source.id);
      work.service.clock.advance({ minutes: 61 });
      await work.at(work.service.clock.now().toISOString());
      expect(await work.does(source.id, 'reopen', { reason: 'Again.' })).toMatchObject({
        status: 409,
        body: { code: 'ticket-reopen-window-over' },
      });
      expect((await work.does(source.id, 'follow-up')).status).toBe(201);
    });

    it('are linked once, and unlinked by either', async () => {
      const [a, b] = [await work.opened(), await work.opened()];
      await work.does(a.id, 'links', { toId: b.id, kind: 'duplicates' });
      expect(await work.does(b.id, 'links', { toId: a.id, kind: 'duplicates' })).toMatchObject({
        status: 409,
        body: { code: 'tickets-already-linked' },
      });
      expect(await work.does(a.id, 'links', { toId: a.id, kind: 'relates' })).toMatchObject({ status: 422 });
      const { links } = await work.relations(b.id);
      expect(links).toMatchObject([{ kind: 'duplicates', direction: 'from', ticket: { id: a.id }, linkedBy: 'mia' }]);
      expect(await work.mia.delete(`/api/v1/tickets/${b.id}/links/${links[0]!.id}`)).toMatchObject({ status: 204 });
      expect((await work.relations(a.id)).links).toEqual([]);
    });
  });
});
