import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { InspectedTicket } from '#libs/contracts/operations-center/inspected-text-api';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { Problem } from '#libs/web/http/problem';
import { ticketCenter } from '../../src/service.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { TicketWork, type Refused } from './ticket-work.js';

serviceOnEachEngine('the work on tickets', (start) => {
  let work: TicketWork;

  beforeAll(async () => {
    work = await TicketWork.of(await start(ticketCenter));
  });
  beforeEach(() => work.logIn());
  afterAll(() => work.service.stop());

  it('tells who inspects it what was written by whom and when, whoever has it in the end', async () => {
    const { id } = await work.grabbed({ description: 'It never came.' });
    await work.at('2026-11-23T09:00:00Z');
    await work.does(id, 'reply', { text: 'It is on its way.' });
    await work.does(id, 'transfer', { toId: 'li' });
    await work.at('2026-11-23T10:00:00Z');
    await work.li.post(`/api/v1/tickets/${id}/solve`, { solution: 'Sent again.' });
    const inspector = await work.service.asCaller(
      { subject: 'operations-center', kind: 'service' },
      'service:internal',
    );
    const { body } = await inspector.get<InspectedTicket>(`/internal/tickets/${id}/text`);
    expect(body.assigneeId).toBe('li');
    expect(body.items.map(({ part, by, at: writtenAt }) => [part, by, writtenAt.slice(11, 16)])).toEqual([
      ['subject', null, body.openedAt.slice(11, 16)],
      ['description', null, body.openedAt.slice(11, 16)],
      ['solution', 'li', '10:00'],
      ['reply', 'mia', '09:00'],
    ]);
  });

  describe('concurrent edit', () => {
    it('two agents at once: one wins, the other is told what changed and by whom, nothing is lost', async () => {
      const { id, version } = await work.grabbed();
      const headers = { 'if-match': `"${version}"` };
      const [one, other] = await Promise.all([
        work.mia.patch<TicketView & Refused>(`/api/v1/tickets/${id}`, { subject: 'Mia’s' }, headers),
        work.li.patch<TicketView & Refused>(`/api/v1/tickets/${id}`, { priority: 'high' }, headers),
      ]);
      expect([one.status, other.status].sort()).toEqual([200, 412]);
      const [lost, field, winner] = one.status === 412 ? [one, 'priority', 'li'] : [other, 'subject', 'mia'];
      expect(lost.body).toMatchObject({ code: 'stale-version', facts: { yours: version, current: version + 1 } });
      expect(lost.body.errors).toEqual([
        {
          field,
          message: expect.stringContaining(`changed by ${winner} at 2026-`),
          by: winner,
          at: expect.any(String),
        },
      ]);

      // What the other wanted was another field: with the version that is told, it is safe.
      const again = { 'if-match': `"${lost.body.facts!.current}"` };
      const [agent, edit] = winner === 'mia' ? [work.li, { priority: 'high' }] : [work.mia, { subject: 'Mia’s' }];
      expect(await agent.patch(`/api/v1/tickets/${id}`, edit, again)).toMatchObject({ status: 200 });
      expect(await work.ticket(id)).toMatchObject({ subject: 'Mia’s', priority: 'high', version: version + 2 });
    });

    it('every change since is told, whoever made it', async () => {
      const { id, version } = await work.grabbed();
      await work.does(id, 'wait');
      await work.li.post(`/api/v1/tickets/${id}/supervise`, { why: 'It takes long.', demanded: 'An answer.' });
      const answer = await work.mia.patch<Problem>(
        `/api/v1/tickets/${id}`,
        { subject: 'A' },
        { 'if-match': `"${version}"` },
      );
      expect(answer.body.errors).toMatchObject([
        { field: 'status', by: 'mia' },
        { field: 'supervisorId', by: 'li' },
        { field: 'priority', by: 'li' },
      ]);
    });

    it('of a ticket type is refused likewise, and what is there is overwritten by nobody who has not seen it', async () => {
      const path = '/api/v1/ticket-types/raced';
      const type = { name: 'Raced', returnVisit: false };
      expect(await work.mia.put(path, type, { 'if-match': '"3"' })).toMatchObject({ status: 412 });
      expect(await work.mia.put(path, type)).toMatchObject({ status: 200, body: { version: 1 } });
      expect(await work.mia.put(path, type)).toMatchObject({ status: 428, body: { code: 'if-match-required' } });
      const etag = (await work.mia.get(path)).headers.get('etag')!;
      const both = await Promise.all([work.mia, work.li].map((agent) => agent.put(path, type, { 'if-match': etag })));
      expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
      expect(await work.mia.get(path)).toMatchObject({ body: { version: 2 } });
    });
  });

  describe('statuses of the tenant’s own', () => {
    const add = async (name: string, category: string, isDefault = false) =>
      (await work.mia.post<{ id: string; version: number }>('/api/v1/ticket-statuses', { name, category, isDefault }))
        .body;
    const change = (id: string, version: number, body: object) =>
      work.mia.patch<Problem>(`/api/v1/ticket-statuses/${id}`, body, { 'if-match': `"${version}"` });

    it('are set in their category, renamed everywhere at once, and retired', async () => {
      const photo = await add('Photo wanted', 'waiting');
      expect(await work.mia.post('/api/v1/ticket-statuses', { name: 'Photo wanted', category: 'open' })).toMatchObject({
        status: 409,
        body: { code: 'ticket-status-name-taken' },
      });
      const { id } = await work.grabbed();
      expect(await work.does(id, 'status', { statusId: photo.id })).toMatchObject({
        body: { status: 'waiting', statusName: 'Photo wanted', statusId: photo.id },
      });
      expect((await change(photo.id, photo.version, { name: 'Picture wanted' })).status).toBe(200);
      expect(await work.ticket(id)).toMatchObject({ statusName: 'Picture wanted' });
      expect(await change(photo.id, photo.version, { name: 'Lost update' })).toMatchObject({ status: 412 });
      await change(photo.id, 2, { retired: true });
      await work.does(id, 'resume');
      expect(await work.does(id, 'status', { statusId: photo.id })).toMatchObject({
        body: { code: 'ticket-status-retired' },
      });
      const solvedStatus = await add('Well done', 'solved');
      expect(await work.does(id, 'status', { statusId: solvedStatus.id })).toMatchObject({
        body: { code: 'ticket-transition-not-allowed' },
      });
    });

    it('have a default for each category, one at a time', async () => {
      const first = await add('In progress', 'open', true);
      const { id } = await work.grabbed();
      expect(await work.ticket(id)).toMatchObject({ status: 'open', statusId: null, statusName: 'In progress' });
      await add('Being looked at', 'open', true);
      expect(await work.ticket(id)).toMatchObject({ statusName: 'Being looked at' });
      const { body } = await work.mia.get<{ items: { id: string; isDefault: boolean }[] }>('/api/v1/ticket-statuses');
      expect(body.items.find((each) => each.id === first.id)).toMatchObject({ isDefault: false });
    });

    it('pause promises by their category, whatever they are called', async () => {
      await work.at('2026-11-24T08:00:00Z');
      await work.world.policy('named', {
        ...{ condition: 'category = "named"', position: 1, calendar: 'always' },
        targets: { resolution: { within: 'PT4H', warnings: [] } },
      });
      const [one, two] = [await add('At the maker’s', 'on-hold'), await add('With customs', 'on-hold')];
      const id = await work.world.ticket({ category: 'named' });
      await work.world.does(id, 'grab');
      await work.at('2026-11-24T09:00:00Z');
      await work.world.does(id, 'status', { statusId: one.id });
      await work.at('2026-11-24T10:00:00Z');
      await work.world.does(id, 'status', { statusId: two.id });
      await work.at('2026-11-24T12:00:00Z');
      await work.world.does(id, 'resume');
      expect(await work.world.clock(id, 'resolution')).toMatchObject({
        elapsedMinutes: 60,
        dueAt: '2026-11-24T15:00:00.000Z',
      });
    });
  });

  describe('the type of a ticket', () => {
    it('is changed while it is open, by who has seen it, and what is promised with it', async () => {
      await work.world.policy('typed', {
        ...{ condition: 'ticketType = "complaint"', position: 1, calendar: 'always' },
        targets: { resolution: { within: 'PT30M', warnings: [] } },
      });
      const { id, version } = await work.grabbed();
      const type = { ticketType: 'complaint' };
      expect(await work.mia.put(`/api/v1/tickets/${id}/type`, type)).toMatchObject({ status: 428 });
      await work.li.patch(`/api/v1/tickets/${id}`, { subject: 'A' }, { 'if-match': `"${version}"` });
      expect(await work.mia.put(`/api/v1/tickets/${id}/type`, type, { 'if-match': `"${version}"` })).toMatchObject({
        status: 412,
        body: { errors: [{ field: 'subject', by: 'li' }] },
      });
      expect(await work.puts(id, 'type', type)).toMatchObject({ status: 200, body: { ticketType: 'complaint' } });
      await work.service.settled();
      expect(await work.world.clock(id, 'resolution')).toMatchObject({ policy: { name: 'typed' }, targetMinutes: 30 });
      expect(await work.puts(id, 'type', { ticketType: 'cancel-order' })).toMatchObject({
        body: { code: 'ticket-run-by-process' },
      });
      await work.solve(id);
      expect(await work.puts(id, 'type', { ticketType: 'general' })).toMatchObject({
        body: { code: 'ticket-finished' },
      });
    });

    it('asks by its own forms from then on, and keeps what was answered', async () => {
      const { id } = await work.grabbed();
      await work.puts(id, 'type', { ticketType: 'order-service' });
      const forms = await work.mia.get<{ items: { stage: string; form: { name: string } }[] }>(
        `/api/v1/tickets/${id}/forms`,
      );
      expect(forms.body.items).toMatchObject([{ stage: 'handle', form: { name: 'order-request' } }]);
    });
  });

  describe('handing a ticket to a team', () => {
    it('leaves it to whoever takes it, and brings it back', async () => {
      const { id } = await work.grabbed();
      expect(await work.does(id, 'transfer', { toId: 'li', teamId: 'warehouse' })).toMatchObject({ status: 422 });
      expect(await work.does(id, 'transfer', { teamId: 'warehouse', withReturn: true })).toMatchObject({
        body: { assigneeId: null, teamId: 'warehouse', returnsTo: 'mia' },
      });
      await work.li.post(`/api/v1/tickets/${id}/grab`);
      expect(await work.li.post(`/api/v1/tickets/${id}/return`)).toMatchObject({
        body: { assigneeId: 'mia', teamId: null, returnsTo: null },
      });
    });
  });
});
