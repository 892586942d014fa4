import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { assistRequestEnded, assistRequestOverdue } from '#libs/contracts/ticket/collaboration/assist-request-events';
import type { InspectedTicket } from '#libs/contracts/operations/inspected-text-api';
import { ticketMerged } from '#libs/contracts/ticket/ticket-relation-events';
import type { ApiClient } from '#libs/testing/api-client';
import { serviceOnEachEngine } from '#libs/testing/service-on-each-engine';
import type { ServiceInTest } from '#libs/testing/service-in-test';
import type { Problem } from '#libs/web/http/problem';
import type { AssistRequestView } from '../../src/assist-request/assist-request.dto.js';
import { ticketCenter } from '../../src/service.js';
import type { RelationsView } from '../../src/ticket/relation/ticket-relation.dto.js';
import type { TicketView } from '../../src/ticket/ticket.dto.js';
import { ALWAYS, SlaWorld } from '../sla/sla-world.js';

const CUSTOMER = '0199d2f0-0000-7000-8000-000000000001';
type Refused = Pick<Problem, 'code' | 'errors' | 'facts'>;

const [EVENT, OTHER_EVENT] = ['0199d2f0-0000-7000-8000-0000000000e1', '0199d2f0-0000-7000-8000-0000000000e2'];

serviceOnEachEngine('the work on tickets', (start) => {
  let service: ServiceInTest;
  let world: SlaWorld;
  let mia: ApiClient;
  let li: ApiClient;
  beforeAll(async () => {
    service = await start(ticketCenter);
    world = new SlaWorld(service);
    await world.at('2026-11-23T08:00:00Z');
    await world.calendar('always', ALWAYS);
    await world.calendar('service-hours', ALWAYS);
  });
  afterAll(() => service.stop());

  /** Tokens run out as time does. */
  async function at(instant: string): Promise<void> {
    await world.at(instant);
    [mia, li] = [await world.as('mia'), await world.as('li')];
  }
  beforeEach(() => at(service.clock.now().toISOString()));

  async function opened(over: object = {}): Promise<TicketView> {
    const body = { ticketType: 'general', customerId: CUSTOMER, subject: 'Where is it?', ...over };
    const answer = await mia.post<TicketView>('/api/v1/tickets', body);
    expect(answer).toMatchObject({ status: 201 });
    return answer.body;
  }
  async function grabbed(over: object = {}): Promise<TicketView> {
    const { id } = await opened(over);
    return (await mia.post<TicketView>(`/api/v1/tickets/${id}/grab`)).body;
  }
  const ticket = async (id: string) => (await mia.get<TicketView>(`/api/v1/tickets/${id}`)).body;
  const relations = async (id: string) => (await mia.get<RelationsView>(`/api/v1/tickets/${id}/relations`)).body;
  const does = (id: string, what: string, body: object = {}) =>
    mia.post<TicketView & Refused>(`/api/v1/tickets/${id}/${what}`, body);
  const solve = (id: string, over: object = {}) => does(id, 'solve', { solution: 'Done.', ...over });
  const puts = async (id: string, what: string, body: object) => {
    const headers = { 'if-match': `"${(await ticket(id)).version}"` };
    return mia.put<TicketView & Refused>(`/api/v1/tickets/${id}/${what}`, body, headers);
  };
  const partOf = (id: string, parentId: string | null) => puts(id, 'parent', { parentId });

  it('tells who inspects it what was written by whom and when, whoever has it in the end', async () => {
    const { id } = await grabbed({ description: 'It never came.' });
    await at('2026-11-23T09:00:00Z');
    await does(id, 'reply', { text: 'It is on its way.' });
    await does(id, 'transfer', { toId: 'li' });
    await at('2026-11-23T10:00:00Z');
    await li.post(`/api/v1/tickets/${id}/solve`, { solution: 'Sent again.' });
    const inspector = await service.asCaller({ subject: 'operations-center', kind: 'service' }, 'service:internal');
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
      const { id, version } = await grabbed();
      const headers = { 'if-match': `"${version}"` };
      const [one, other] = await Promise.all([
        mia.patch<TicketView & Refused>(`/api/v1/tickets/${id}`, { subject: 'Mia’s' }, headers),
        li.patch<TicketView & Refused>(`/api/v1/tickets/${id}`, { priority: 'high' }, headers),
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
      const [agent, edit] = winner === 'mia' ? [li, { priority: 'high' }] : [mia, { subject: 'Mia’s' }];
      expect(await agent.patch(`/api/v1/tickets/${id}`, edit, again)).toMatchObject({ status: 200 });
      expect(await ticket(id)).toMatchObject({ subject: 'Mia’s', priority: 'high', version: version + 2 });
    });

    it('every change since is told, whoever made it', async () => {
      const { id, version } = await grabbed();
      await does(id, 'wait');
      await li.post(`/api/v1/tickets/${id}/supervise`, { why: 'It takes long.', demanded: 'An answer.' });
      const answer = await mia.patch<Problem>(
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
      expect(await mia.put(path, type, { 'if-match': '"3"' })).toMatchObject({ status: 412 });
      expect(await mia.put(path, type)).toMatchObject({ status: 200, body: { version: 1 } });
      expect(await mia.put(path, type)).toMatchObject({ status: 428, body: { code: 'if-match-required' } });
      const etag = (await mia.get(path)).headers.get('etag')!;
      const both = await Promise.all([mia, li].map((agent) => agent.put(path, type, { 'if-match': etag })));
      expect(both.map(({ status }) => status).sort()).toEqual([200, 412]);
      expect(await mia.get(path)).toMatchObject({ body: { version: 2 } });
    });
  });

  describe('merging', () => {
    it('moves what it was about and shows what was said, and tells whoever closes interaction events', async () => {
      const [merged, survivor] = [await grabbed({ interactionEventIds: [EVENT] }), await grabbed()];
      await does(merged.id, 'note', { text: 'He rang twice.' });
      expect(await does(merged.id, 'merge', { into: survivor.id })).toMatchObject({
        status: 200,
        body: { status: 'merged', mergedInto: survivor.id },
      });
      expect(await ticket(survivor.id)).toMatchObject({ interactionEventIds: [EVENT] });
      const journal = await mia.get<{ items: object[] }>(`/api/v1/tickets/${survivor.id}/journal`);
      expect(journal.body.items).toContainEqual(
        expect.objectContaining({
          ticketId: merged.id,
          type: 'ticket-noted',
          data: expect.objectContaining({ by: 'mia', text: 'He rang twice.' }),
        }),
      );
      expect(await relations(survivor.id)).toMatchObject({ merged: [{ id: merged.id, status: 'merged' }] });
      expect(await relations(merged.id)).toMatchObject({ mergedInto: { id: survivor.id } });
      await service.settled();
      expect(service.events(ticketMerged.type).at(-1)!.data).toMatchObject({
        ...{ ticketId: merged.id, into: survivor.id, interactionEventIds: [EVENT] },
      });
    });

    it('is refused twice, into itself, and into what is finished', async () => {
      const [a, b, c] = [await grabbed(), await grabbed(), await grabbed()];
      expect(await does(a.id, 'merge', { into: a.id })).toMatchObject({ body: { code: 'ticket-relation-to-itself' } });
      await does(a.id, 'merge', { into: b.id });
      expect(await does(a.id, 'merge', { into: c.id })).toMatchObject({ body: { code: 'ticket-finished' } });
      expect(await does(b.id, 'merge', { into: a.id })).toMatchObject({ body: { code: 'ticket-finished' } });
      await solve(c.id);
      expect(await does(b.id, 'merge', { into: c.id })).toMatchObject({ body: { code: 'ticket-finished' } });
      expect(await relations(b.id)).toMatchObject({ merged: [{ id: a.id }] });
    });

    it('crosswise at once: one of the two, never both, never half', async () => {
      for (let time = 0; time < 5; time++) {
        const [a, b] = [
          await grabbed({ interactionEventIds: [EVENT] }),
          await grabbed({ interactionEventIds: [OTHER_EVENT] }),
        ];
        const both = await Promise.all([does(a.id, 'merge', { into: b.id }), does(b.id, 'merge', { into: a.id })]);
        expect(both.map(({ status }) => status).sort()).toEqual([200, 409]);
        const rows = [await ticket(a.id), await ticket(b.id)];
        const survivor = rows.find(({ status }) => status === 'open')!;
        expect(rows.find(({ status }) => status === 'merged')).toMatchObject({ mergedInto: survivor.id });
        expect(survivor.interactionEventIds.toSorted()).toEqual([EVENT, OTHER_EVENT]);
      }
    });

    it('stops the promises on what is merged', async () => {
      await at('2026-11-23T12:00:00Z');
      await world.policy('merges', {
        ...{ condition: 'category = "merging"', position: 1, calendar: 'always' },
        targets: { resolution: { within: 'PT4H', warnings: [] } },
      });
      const over = { category: 'merging' };
      const [merged, survivor] = [await world.ticket(over), await world.ticket(over)];
      await at('2026-11-23T13:00:00Z');
      await world.does(merged, 'grab');
      await world.does(merged, 'merge', { into: survivor });
      expect(await world.clock(merged, 'resolution')).toMatchObject({ outcome: 'stopped' });
      expect(await world.clock(survivor, 'resolution')).toMatchObject({ outcome: 'running' });
    });
  });

  describe('parts', () => {
    it('keep a ticket from being solved, and are solved with it by choice', async () => {
      const parent = await grabbed();
      const [one, two] = [await grabbed(), await opened()];
      for (const { id } of [one, two])
        expect(await partOf(id, parent.id)).toMatchObject({ body: { parentId: parent.id } });
      expect(await solve(parent.id)).toMatchObject({
        status: 409,
        body: { code: 'ticket-not-ready', errors: [{ field: 'children', message: '2 of 2 parts are not done.' }] },
      });
      await solve(one.id);
      expect(await relations(parent.id)).toMatchObject({
        children: { rule: 'all', satisfied: false, done: 1, items: [{ id: one.id, status: 'solved' }, { id: two.id }] },
      });
      expect(await solve(parent.id, { withParts: true })).toMatchObject({ status: 200, body: { status: 'solved' } });
      expect(await ticket(two.id)).toMatchObject({ status: 'solved', solution: 'Done.' });
      expect(await does(two.id, 'reopen', { reason: 'Again.' })).toMatchObject({
        status: 409,
        body: { code: 'ticket-parent-finished' },
      });
    });

    it('are not solved with it when one of them cannot be: all that is missing is said, and nothing was solved', async () => {
      const [parent, one, two] = [await grabbed(), await grabbed(), await grabbed()];
      for (const { id } of [one, two]) await partOf(id, parent.id);
      await does(two.id, 'assist-requests', { teamId: 'warehouse', question: 'Is it there?' });
      const { status, body } = await solve(parent.id, { withParts: true });
      expect([status, body.errors]).toEqual([
        409,
        [
          { field: 'children', message: '2 of 2 parts are not done.' },
          { field: 'assist-requests', message: `${two.number}: 1 requests for help are not answered.` },
        ],
      ]);
      expect(await ticket(one.id)).toMatchObject({ status: 'open' });
    });

    it('are enough by percentage', async () => {
      const [parent, one, two] = [await grabbed(), await grabbed(), await grabbed()];
      for (const { id } of [one, two]) await partOf(id, parent.id);
      expect(await puts(parent.id, 'child-rule', { rule: 'percentage' })).toMatchObject({ status: 422 });
      await puts(parent.id, 'child-rule', { rule: 'percentage', percentage: 50 });
      expect((await solve(parent.id)).status).toBe(409);
      await solve(one.id);
      expect((await solve(parent.id)).status).toBe(200);
    });

    it('never come to be above themselves, whoever moves them at once', async () => {
      const four = [await grabbed(), await grabbed(), await grabbed(), await grabbed()].map(({ id }) => id);
      const answers = await Promise.all(four.map((id, at) => partOf(id, four[(at + 1) % 4]!)));
      expect(answers.filter(({ status }) => status === 200).length).toBeLessThan(4);
      for (const id of four) {
        const seen: string[] = [];
        for (let above: string | null = id; above !== null; above = (await ticket(above)).parentId) {
          expect(seen).not.toContain(above);
          seen.push(above);
        }
      }
    });

    it('are done and solved at once without anybody waiting in a circle', async () => {
      const parent = await grabbed();
      const parts = [await grabbed(), await grabbed(), await grabbed(), await grabbed()];
      for (const { id } of parts) await partOf(id, parent.id);
      const answers = await Promise.all([...parts.map(({ id }) => solve(id)), solve(parent.id)]);
      expect(answers.slice(0, 4).map(({ status }) => status)).toEqual([200, 200, 200, 200]);
      expect(await relations(parent.id)).toMatchObject({ children: { done: 4, satisfied: true } });
    });
  });

  describe('tickets that come of others', () => {
    it('are split off with what they are about, and stay part of it if wanted', async () => {
      const source = await grabbed({ interactionEventIds: [EVENT, OTHER_EVENT], category: 'delivery' });
      const split = await does(source.id, 'split', {
        ...{ subject: 'And the invoice?', interactionEventIds: [EVENT], asChild: true },
      });
      expect(split).toMatchObject({
        status: 201,
        body: {
          ...{ status: 'new', subject: 'And the invoice?', customerId: CUSTOMER, category: 'delivery' },
          ...{ originId: source.id, originKind: 'split', parentId: source.id, interactionEventIds: [EVENT] },
        },
      });
      expect(await relations(source.id)).toMatchObject({ splits: [{ id: split.body.id }], children: { done: 0 } });
      const unknown = { subject: 'x', interactionEventIds: ['0199d2f0-0000-7000-8000-0000000000e9'] };
      expect(await does(source.id, 'split', unknown)).toMatchObject({
        body: { code: 'ticket-interaction-not-linked' },
      });
      expect(await relations(source.id)).toMatchObject({ splits: [{ id: split.body.id }] });
    });

    it('follow up a closed one, which is not reopened', async () => {
      const source = await grabbed({ priority: 'high' });
      expect(await does(source.id, 'follow-up')).toMatchObject({ status: 409, body: { code: 'ticket-not-finished' } });
      await solve(source.id);
      await does(source.id, 'close');
      expect((await does(source.id, 'reopen', { reason: 'Again.' })).status).toBe(409);
      const next = await does(source.id, 'follow-up', { description: 'It broke again.' });
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
      expect(await relations(next.body.id)).toMatchObject({ origin: { kind: 'follow-up', ticket: { id: source.id } } });
      expect(await relations(source.id)).toMatchObject({ followUps: [{ id: next.body.id }] });
    });

    it('are reopened within the window of their type only', async () => {
      const type = { name: 'Short', returnVisit: false, reopenWithin: 'PT1H', reopenCalendar: 'always' };
      expect(await mia.put('/api/v1/ticket-types/short', { ...type, reopenWithin: 'P1M' })).toMatchObject({
        status: 422,
      });
      expect(await mia.put('/api/v1/ticket-types/short', type)).toMatchObject({ status: 200 });
      const source = await grabbed({ ticketType: 'short' });
      await solve(source.id);
      service.clock.advance({ minutes: 59 });
      expect(await does(source.id, 'reopen', { reason: 'Again.' })).toMatchObject({ body: { status: 'open' } });
      await solve(source.id);
      service.clock.advance({ minutes: 61 });
      await at(service.clock.now().toISOString());
      expect(await does(source.id, 'reopen', { reason: 'Again.' })).toMatchObject({
        status: 409,
        body: { code: 'ticket-reopen-window-over' },
      });
      expect((await does(source.id, 'follow-up')).status).toBe(201);
    });

    it('are linked once, and unlinked by either', async () => {
      const [a, b] = [await opened(), await opened()];
      await does(a.id, 'links', { toId: b.id, kind: 'duplicates' });
      expect(await does(b.id, 'links', { toId: a.id, kind: 'duplicates' })).toMatchObject({
        status: 409,
        body: { code: 'tickets-already-linked' },
      });
      expect(await does(a.id, 'links', { toId: a.id, kind: 'relates' })).toMatchObject({ status: 422 });
      const { links } = await relations(b.id);
      expect(links).toMatchObject([{ kind: 'duplicates', direction: 'from', ticket: { id: a.id }, linkedBy: 'mia' }]);
      expect(await mia.delete(`/api/v1/tickets/${b.id}/links/${links[0]!.id}`)).toMatchObject({ status: 204 });
      expect((await relations(a.id)).links).toEqual([]);
    });
  });

  describe('help from another team', () => {
    const ask = (id: string, over: object = {}) =>
      mia.post<AssistRequestView & Refused>(`/api/v1/tickets/${id}/assist-requests`, {
        ...{ teamId: 'warehouse', question: 'Is it there?', within: 'PT2H' },
        ...over,
      });
    const answers = (agent: ApiClient, id: string, what: string, body: object = {}) =>
      agent.post<AssistRequestView & Refused>(`/api/v1/assist-requests/${id}/${what}`, body);

    it('is asked for by who has the ticket, taken, answered, and the ticket goes on', async () => {
      const { id } = await grabbed();
      expect(await li.post(`/api/v1/tickets/${id}/assist-requests`, { teamId: 'x', question: '?' })).toMatchObject({
        status: 403,
      });
      const { body: asked, status } = await ask(id, { holds: true });
      expect([status, asked.status, asked.dueAt]).toEqual([
        ...[201, 'open', new Date(service.clock.now().getTime() + 7_200_000).toISOString()],
      ]);
      expect(await ticket(id)).toMatchObject({ status: 'on-hold', assigneeId: 'mia', openAssistRequests: 1 });
      expect(await solve(id)).toMatchObject({ status: 409, body: { errors: [{ field: 'assist-requests' }] } });
      const open = await li.get<{ items: AssistRequestView[] }>('/api/v1/assist-requests?teamId=warehouse&limit=200');
      expect(open.body.items.map((each) => each.id)).toContain(asked.id);
      expect(await answers(li, asked.id, 'take')).toMatchObject({ body: { helperId: 'li' } });
      expect(await answers(mia, asked.id, 'answer', { answer: 'Yes.' })).toMatchObject({ status: 403 });
      expect(await answers(li, asked.id, 'answer', { answer: 'Yes.' })).toMatchObject({
        body: { status: 'answered', answer: 'Yes.', endedBy: 'li' },
      });
      expect(await answers(li, asked.id, 'decline', { reason: 'No.' })).toMatchObject({ status: 409 });
      expect(await ticket(id)).toMatchObject({ status: 'open', assigneeId: 'mia', openAssistRequests: 0 });
      await service.settled();
      const told = service.events(assistRequestEnded.type).at(-1)!.data;
      expect(told).toMatchObject({ ticketId: id, outcome: 'answered', inTime: true });
      expect(JSON.stringify(told)).not.toContain('Yes');
      expect((await solve(id)).status).toBe(200);
    });

    it('is late once when its clock says so, in the open time of its calendar', async () => {
      const policy = { within: 'PT1H', calendar: 'always' };
      const first = { 'if-match': '"0"' };
      const path = '/api/v1/assist-policies/billing';
      expect(await mia.put(path, { ...policy, calendar: 'none' }, first)).toMatchObject({ status: 422 });
      expect(await mia.put(path, policy)).toMatchObject({ status: 428 });
      expect(await mia.put(path, policy, first)).toMatchObject({ status: 200 });
      expect(await mia.put(path, policy, first)).toMatchObject({ status: 412 });
      const { id } = await grabbed();
      const { body: late } = await ask(id, { teamId: 'billing', within: null });
      const { body: answered } = await ask(id, { teamId: 'billing', within: null });
      await answers(li, answered.id, 'answer', { answer: 'Paid.' });
      service.clock.advance({ minutes: 60 });
      await world.timers();
      const told = () => service.events(assistRequestOverdue.type).filter(({ data }) => data.ticketId === id);
      expect(told()).toEqual([]);
      service.clock.advance(1);
      await world.timers();
      await world.timers();
      expect(told().map(({ data }) => data.assistRequestId)).toEqual([late.id]);
      await at(service.clock.now().toISOString());
      expect(await mia.get(`/api/v1/assist-requests/${late.id}`)).toMatchObject({ body: { overdue: true } });
      await answers(mia, late.id, 'withdraw');
      expect(await ticket(id)).toMatchObject({ openAssistRequests: 0 });
    });

    it('has no clock where nobody has agreed to one, and is withdrawn by who asked', async () => {
      const { id } = await grabbed();
      const { body: asked } = await ask(id, { within: null, helperId: 'li' });
      expect(asked).toMatchObject({ dueAt: null, helperId: 'li' });
      expect(await answers(li, asked.id, 'withdraw')).toMatchObject({ status: 403 });
      expect(await answers(mia, asked.id, 'withdraw')).toMatchObject({ body: { status: 'withdrawn' } });
    });

    it('keeps a ticket from being merged', async () => {
      const [a, b] = [await grabbed(), await grabbed()];
      await ask(a.id);
      expect(await does(a.id, 'merge', { into: b.id })).toMatchObject({
        body: { code: 'ticket-not-mergeable', errors: [{ field: 'assist-requests' }] },
      });
    });
  });

  describe('statuses of the tenant’s own', () => {
    const add = async (name: string, category: string, isDefault = false) =>
      (await mia.post<{ id: string; version: number }>('/api/v1/ticket-statuses', { name, category, isDefault })).body;
    const change = (id: string, version: number, body: object) =>
      mia.patch<Problem>(`/api/v1/ticket-statuses/${id}`, body, { 'if-match': `"${version}"` });

    it('are set in their category, renamed everywhere at once, and retired', async () => {
      const photo = await add('Photo wanted', 'waiting');
      expect(await mia.post('/api/v1/ticket-statuses', { name: 'Photo wanted', category: 'open' })).toMatchObject({
        status: 409,
        body: { code: 'ticket-status-name-taken' },
      });
      const { id } = await grabbed();
      expect(await does(id, 'status', { statusId: photo.id })).toMatchObject({
        body: { status: 'waiting', statusName: 'Photo wanted', statusId: photo.id },
      });
      expect((await change(photo.id, photo.version, { name: 'Picture wanted' })).status).toBe(200);
      expect(await ticket(id)).toMatchObject({ statusName: 'Picture wanted' });
      expect(await change(photo.id, photo.version, { name: 'Lost update' })).toMatchObject({ status: 412 });
      await change(photo.id, 2, { retired: true });
      await does(id, 'resume');
      expect(await does(id, 'status', { statusId: photo.id })).toMatchObject({
        body: { code: 'ticket-status-retired' },
      });
      const solvedStatus = await add('Well done', 'solved');
      expect(await does(id, 'status', { statusId: solvedStatus.id })).toMatchObject({
        body: { code: 'ticket-transition-not-allowed' },
      });
    });

    it('have a default for each category, one at a time', async () => {
      const first = await add('In progress', 'open', true);
      const { id } = await grabbed();
      expect(await ticket(id)).toMatchObject({ status: 'open', statusId: null, statusName: 'In progress' });
      await add('Being looked at', 'open', true);
      expect(await ticket(id)).toMatchObject({ statusName: 'Being looked at' });
      const { body } = await mia.get<{ items: { id: string; isDefault: boolean }[] }>('/api/v1/ticket-statuses');
      expect(body.items.find((each) => each.id === first.id)).toMatchObject({ isDefault: false });
    });

    it('pause promises by their category, whatever they are called', async () => {
      await at('2026-11-24T08:00:00Z');
      await world.policy('named', {
        ...{ condition: 'category = "named"', position: 1, calendar: 'always' },
        targets: { resolution: { within: 'PT4H', warnings: [] } },
      });
      const [one, two] = [await add('At the maker’s', 'on-hold'), await add('With customs', 'on-hold')];
      const id = await world.ticket({ category: 'named' });
      await world.does(id, 'grab');
      await at('2026-11-24T09:00:00Z');
      await world.does(id, 'status', { statusId: one.id });
      await at('2026-11-24T10:00:00Z');
      await world.does(id, 'status', { statusId: two.id });
      await at('2026-11-24T12:00:00Z');
      await world.does(id, 'resume');
      expect(await world.clock(id, 'resolution')).toMatchObject({
        elapsedMinutes: 60,
        dueAt: '2026-11-24T15:00:00.000Z',
      });
    });
  });

  describe('the type of a ticket', () => {
    it('is changed while it is open, by who has seen it, and what is promised with it', async () => {
      await world.policy('typed', {
        ...{ condition: 'ticketType = "complaint"', position: 1, calendar: 'always' },
        targets: { resolution: { within: 'PT30M', warnings: [] } },
      });
      const { id, version } = await grabbed();
      const type = { ticketType: 'complaint' };
      expect(await mia.put(`/api/v1/tickets/${id}/type`, type)).toMatchObject({ status: 428 });
      await li.patch(`/api/v1/tickets/${id}`, { subject: 'A' }, { 'if-match': `"${version}"` });
      expect(await mia.put(`/api/v1/tickets/${id}/type`, type, { 'if-match': `"${version}"` })).toMatchObject({
        status: 412,
        body: { errors: [{ field: 'subject', by: 'li' }] },
      });
      expect(await puts(id, 'type', type)).toMatchObject({ status: 200, body: { ticketType: 'complaint' } });
      await service.settled();
      expect(await world.clock(id, 'resolution')).toMatchObject({ policy: { name: 'typed' }, targetMinutes: 30 });
      expect(await puts(id, 'type', { ticketType: 'cancel-order' })).toMatchObject({
        body: { code: 'ticket-run-by-process' },
      });
      await solve(id);
      expect(await puts(id, 'type', { ticketType: 'general' })).toMatchObject({ body: { code: 'ticket-finished' } });
    });

    it('asks by its own forms from then on, and keeps what was answered', async () => {
      const { id } = await grabbed();
      await puts(id, 'type', { ticketType: 'order-service' });
      const forms = await mia.get<{ items: { stage: string; form: { name: string } }[] }>(
        `/api/v1/tickets/${id}/forms`,
      );
      expect(forms.body.items).toMatchObject([{ stage: 'handle', form: { name: 'order-request' } }]);
    });
  });

  describe('handing a ticket to a team', () => {
    it('leaves it to whoever takes it, and brings it back', async () => {
      const { id } = await grabbed();
      expect(await does(id, 'transfer', { toId: 'li', teamId: 'warehouse' })).toMatchObject({ status: 422 });
      expect(await does(id, 'transfer', { teamId: 'warehouse', withReturn: true })).toMatchObject({
        body: { assigneeId: null, teamId: 'warehouse', returnsTo: 'mia' },
      });
      await li.post(`/api/v1/tickets/${id}/grab`);
      expect(await li.post(`/api/v1/tickets/${id}/return`)).toMatchObject({
        body: { assigneeId: 'mia', teamId: null, returnsTo: null },
      });
    });
  });
});
