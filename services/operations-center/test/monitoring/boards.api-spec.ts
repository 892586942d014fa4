import { Script } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ticketTeamAssigned } from '#libs/contracts/ticket-center/ticket-events';
import { anId, EventsOfOthers } from '../events-of-others.js';
import { watching } from '../watcher.js';
import { MonitoringDesk, TEAM, type Board, type Data } from './monitoring-desk.js';

const WIDGET = {
  ...{ id: 'waiting', type: 'number', title: 'Waiting', figure: 'waiting', window: 'now', scope: 'subject', marks: [] },
  format: { decimals: 0, as: 'number' },
  place: { x: 0, y: 0, w: 4, h: 3 },
};

describe('operations-center: boards', () => {
  let desk: MonitoringDesk;

  beforeAll(async () => {
    desk = await MonitoringDesk.start();
    const [ticketId] = [await desk.others.ticketOpened(), await desk.others.ticketOpened()];
    await desk.service.publish(ticketTeamAssigned, { ticketId: ticketId, teamId: TEAM }, { subject: ticketId });
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.logIn());

  describe('boards', () => {
    const boards = async (who = desk.lead) => (await who.get<{ items: Board[] }>('/api/v1/boards')).body.items;
    const named = async (name: string, who = desk.lead) => (await boards(who)).find((board) => board.name === name)!;
    const data = async (id: string, subject = '', who = desk.lead) =>
      (await who.get<Data>(`/api/v1/boards/${id}/data?subject=${subject}`)).body;

    it('are there from the beginning, of everything there is', async () => {
      const house = ['Agent', 'Floor', 'Hot topics', 'Interfaces', 'Queue', 'Site', 'System', 'Team', 'Tickets'];
      expect((await boards()).map(({ name }) => name)).toEqual(house);
      const { widgets } = await data((await named('Hot topics')).id);
      expect(widgets).toEqual({ 'hot-topics': { value: 0, items: [] } });
      expect(await desk.lead.get(`/api/v1/boards/${(await named('Team')).id}/data`)).toMatchObject({
        body: { code: 'board-needs-subject' },
      });
    });

    it('are one’s own, or shared by who may, and every layout is kept', async () => {
      const mia = await desk.service.asCaller({ subject: 'mia' }, 'board:read', 'board:design', 'figure:read');
      const board = { name: 'Mine', kind: 'queue', widgets: [WIDGET] };
      expect(await mia.post('/api/v1/boards', { board, isShared: true })).toMatchObject({ status: 403 });
      const made = await mia.post<Board>('/api/v1/boards', { board });
      const { id, version } = made.body;
      expect(await desk.lead.get(`/api/v1/boards/${id}`)).toMatchObject({ status: 404 });
      const widgets = [{ ...WIDGET, title: 'Who waits' }];
      expect(await mia.put(`/api/v1/boards/${id}`, { ...board, widgets })).toMatchObject({ status: 428 });
      const ifMatch = { 'if-match': `"${version}"` };
      expect(await mia.put(`/api/v1/boards/${id}`, { ...board, widgets }, ifMatch)).toMatchObject({ status: 200 });
      expect(await mia.put(`/api/v1/boards/${id}`, { ...board, widgets }, ifMatch)).toMatchObject({ status: 412 });
      const versions = await mia.get<{ items: { version: number }[] }>(`/api/v1/boards/${id}/versions`);
      expect(versions.body.items.map((each) => each.version)).toEqual([2, 1]);
      expect(await mia.delete(`/api/v1/boards/${id}`, { 'if-match': '"2"' })).toMatchObject({ status: 204 });
    });

    it.each([
      ['a figure there is not', { ...WIDGET, figure: 'joy' }],
      ['a window it has not', { ...WIDGET, window: 'day' }],
      [
        'a scope it is not counted of',
        { ...WIDGET, figure: 'sl-3', window: 'day', scope: { kind: 'agent', id: 'mia' } },
      ],
      ['a list of what is no count', { ...WIDGET, type: 'list', figure: 'sl-3', window: 'day', limit: 5 }],
    ])('refuse %s', async (_what, widget) => {
      const board = { name: 'Wrong', kind: 'queue', widgets: [widget] };
      expect(await desk.lead.post('/api/v1/boards', { board })).toMatchObject({ status: 422 });
    });

    it('show to each what they reach', async () => {
      const who = await desk.tess();
      const floorBoard = await named('Floor');
      const { widgets } = await data(floorBoard.id, '', who);
      expect(widgets['waiting']).toEqual({ silence: 'out-of-reach' });
      expect(widgets['queues']).toEqual({ rows: {} });
      const team = await data((await named('Team')).id, TEAM, who);
      expect(team.widgets['tickets']).toEqual({ value: 1 });
      expect(await who.get(`/api/v1/boards/${(await named('Team')).id}/data?subject=${anId()}`)).toMatchObject({
        status: 403,
      });
    });

    it('are pushed: everything at first, then what has changed, and what was missed to those who come back', async () => {
      const chats = await desk.floor.queue('chats');
      const path = `/api/v1/boards/${(await named('Queue')).id}/stream?subject=${chats}`;
      const watcher = await watching<Data>(desk.lead, path);
      expect(watcher.contentType).toContain('text/event-stream');
      const first = await watcher.nextEvent();
      expect(first).toMatchObject({ type: 'board', data: { widgets: { waiting: { value: 0 } } } });
      await desk.floor.queued(chats);
      const second = await watcher.nextEvent();
      expect(second.type).toBe('delta');
      expect(second.data.widgets['waiting']).toEqual({ value: 1 });
      expect(second.data.widgets).not.toHaveProperty('abandoned');
      const returned = await watching<Data>(desk.lead, path, { 'last-event-id': first.id! });
      expect(await returned.nextEvent()).toMatchObject({ type: 'delta', id: second.id });
      const stranger = await watching<Data>(desk.lead, path, { 'last-event-id': 'another-7' });
      expect(await stranger.nextEvent()).toMatchObject({ type: 'board', data: { widgets: { waiting: { value: 1 } } } });
      for (const each of [watcher, returned, stranger]) each.leave();
    });

    it('are on a page for the wall that anybody may open, and that shows nothing to nobody', async () => {
      const page = await desk.service.anonymous().get<string>('/api/v1/wallboard');
      expect(page.headers.get('content-type')).toContain('text/html');
      const script = /<script>([^]*)<\/script>/.exec(page.body)![1]!;
      expect(() => new Script(script)).not.toThrow();
      expect(script).not.toContain('innerHTML');
    });

    it('of all tenants are the platform’s alone', async () => {
      await new EventsOfOthers(desk.service, 'globex').ticketOpened();
      const platform = await desk.service.asCaller({ tenant: 'platform' }, '*');
      const widget = { ...WIDGET, id: 'tickets', figure: 'tickets-unfinished' };
      const board = { name: 'All tenants', kind: 'all-tenants', widgets: [widget] };
      const { id } = (await platform.post<Board>('/api/v1/boards', { board, isShared: true })).body;
      expect((await data(id, '', platform)).widgets).toEqual({ tickets: { value: 3 } });
      expect(await desk.lead.post('/api/v1/boards', { board })).toMatchObject({ status: 403 });
    });
  });
});
