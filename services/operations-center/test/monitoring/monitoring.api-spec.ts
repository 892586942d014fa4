import { Script } from 'node:vm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { contactConnected } from '#libs/contracts/call/call-events';
import { contactQueued } from '#libs/contracts/call/contact-events';
import type { ContactTelling, ToldContact } from '#libs/contracts/call/contact-tellings-api';
import { interfaceAlarmCleared, interfaceAlarmRaised } from '#libs/contracts/common/integration/interface-events';
import { ticketAssigned, ticketTeamAssigned } from '#libs/contracts/ticket/ticket-events';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { InterfaceFigures } from '#libs/contracts/common/integration/interface-figures-api';
import type { TicketStanding } from '#libs/contracts/ticket/ticket-standings-api';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import { FigureCellSchema } from '../../src/figures/cells/cell.schema.js';
import { ContactReconciliation } from '../../src/monitoring/contacts/contact-reconciliation.js';
import { TicketReconciliation } from '../../src/monitoring/tickets/ticket-reconciliation.js';
import { ReconciliationRounds } from '../../src/monitoring/reconciliation/reconciliation-rounds.js';
import { ThresholdWatch } from '../../src/monitoring/threshold/threshold-watch.js';
import { operationsCenter } from '../../src/service.js';
import { anId, EventsOfOthers } from '../events-of-others.js';
import { FloorEvents } from '../floor-events.js';
import { watching } from '../watcher.js';

interface Board {
  id: string;
  version: number;
  name: string;
  ownerId: string | null;
}
interface Data {
  asOf: string;
  widgets: Record<string, { value?: number; rows?: Record<string, object>; items?: object[]; silence?: string }>;
  alerts: Record<string, { label: string }>;
}
interface Value {
  value: number | null;
  isKnown: boolean;
  asOf: string;
  window: string;
}
interface Items {
  items: { id: string; facts: Record<string, unknown>; label: string }[];
  next: string | null;
}
interface Alert {
  id: string;
  name: string;
  state: string;
  timesAgain: number;
}

interface TicketNight {
  date: string;
  sample: { ticketId: string; name: string; computed: string | null }[];
}

const NUMBER = {
  type: 'number',
  title: 'Waiting',
  figure: 'waiting',
  window: 'now',
  format: { decimals: 0, as: 'number' },
};
const PLACE = { x: 0, y: 0, w: 4, h: 3 };
const WIDGET = { ...NUMBER, id: 'waiting', place: PLACE, scope: 'subject', marks: [] };
const CRM = { code: 'crm', breaker: 'half-open', calls: 4, failed: 1, p50Ms: 100, p95Ms: 900 } as const;
const TEAM = '0199d2f0-0000-7000-8000-0000000000d1';

describe('operations-center: monitoring', () => {
  let service: ServiceInTest;
  let floor: FloorEvents;
  let others: EventsOfOthers;
  let lead: ApiClient;
  /** As ticket-center says they stand. */
  let tickets: TicketStanding[] = [];
  /** As common-center counts them. */
  let interfaces: InterfaceFigures[] = [];
  /** What call-center told of its contacts. */
  let told: ToldContact[] = [];

  beforeAll(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme', 'globex'] });
    floor = new FloorEvents(service);
    others = new EventsOfOthers(service);
    const common = await service.remote('common-center');
    common.answers('GET', '/internal/interfaces/figures', () => ({ items: interfaces }));
    const ticketCenter = await service.remote('ticket-center');
    const callCenter = await service.remote('call-center');
    callCenter.answers('GET', '/internal/contact-tellings', () => ({ items: told }));
    ticketCenter.answers('GET', '/internal/ticket-standings', () => ({ items: tickets }));
    common.answers('GET', '/internal/organisation/circles/tess', () => ({ people: ['tess', 'mia'], teams: [TEAM] }));
  });
  afterAll(() => service.stop());
  beforeEach(() => logIn());

  /** Tokens last for an hour. */
  const logIn = async () => {
    lead = await service.asCaller({ subject: 'lead' }, '*');
  };

  /** Of a team leader, who reaches her team. */
  const tess = (...permissions: string[]) => {
    const reach = { subject: 'tess', dataScope: { base: 'team' } } as const;
    return service.asCaller(reach, ...(permissions.length > 0 ? permissions : ['figure:read', 'board:*', 'alert:*']));
  };
  const value = async (key: string, query = '', who = lead) =>
    (await who.get<Value>(`/api/v1/figures/${key}/value?${query}`)).body;
  const items = async (key: string, query = '', who = lead) =>
    (await who.get<Items>(`/api/v1/figures/${key}/items?${query}`)).body;
  /** What is known of interfaces is asked for anew. */
  const refreshed = () => service.clock.advance({ seconds: 4 });
  const telling = (contactId: string, queueId: string): ContactTelling => {
    const time = service.clock.now().toISOString();
    return { id: anId(), type: contactQueued.type, time, data: { contactId, channel: 'voice', queueId, at: time } };
  };
  const connected = (contactId: string, agentId: string): ContactTelling => {
    const time = service.clock.now().toISOString();
    return { id: anId(), type: contactConnected.type, time, data: { contactId, agentId, at: time } };
  };
  const reconciledContacts = () =>
    runAsTenant('acme', () => service.running.app.get(ContactReconciliation).run('2026-11-23'));
  const countedOf = async (queue: string) => {
    const path = `/api/v1/figures/days/2026-11-23?kind=queue&id=${queue}`;
    const { day } = (await lead.get<{ day: Record<string, number> }>(path)).body;
    const { waiting } = (
      await lead.get<{ rows: { now: { waiting: number } }[] }>(`/api/v1/figures/live?kind=queue&id=${queue}`)
    ).body.rows[0]!.now;
    return { ...day, waiting };
  };
  const watched = () => service.running.app.get(ThresholdWatch).rounds.run();

  describe('figures', () => {
    it('are what their definition says', async () => {
      const { body } = await lead.get('/api/v1/figures/sl-4');
      expect(body).toMatchObject({
        ...{ key: 'sl-4', variant: 'SL-4', unit: 'percent', formula: 'AN≤T / (AN + AB>T)' },
        ...{ includes: 'who gave up after the target', excludes: 'who gave up within it' },
        countedBy: ['answered-in-time', 'answered', 'abandoned', 'abandoned-in-time'],
      });
      expect(await lead.get('/api/v1/figures/joy')).toMatchObject({
        status: 404,
        body: { code: 'figure-not-defined' },
      });
      expect((await lead.get<Items>('/api/v1/figure-definitions')).body.items.length).toBeGreaterThan(50);
    });

    it('lead to what they count, in the interval they were read in', async () => {
      const calls = await floor.queue('calls');
      const waits = await floor.queued(calls);
      const served = await floor.served(calls, 'mia', 40);
      const [now, today] = [`kind=queue&id=${calls}&window=now`, `kind=queue&id=${calls}&window=interval`];
      expect(await value('waiting', now)).toMatchObject({ value: 1, isKnown: true });
      expect((await items('waiting', now)).items.map(({ id }) => id)).toEqual([waits]);
      const level = await value('sl-3', today);
      expect(level.value).toBe(0);
      service.clock.advance({ minutes: 30 });
      expect((await items('sl-3', `${today}&at=${level.asOf}`)).items).toEqual([]);
      expect((await items('sl-3', `${today}&at=${level.asOf}&of=answered`)).items).toMatchObject([{ id: served }]);
      expect((await items('sl-3', `${today}&of=answered`)).items).toEqual([]);
    });

    it('of tickets are of who has them and their team, by age, and lead to them page by page', async () => {
      const [mine, team] = [await others.ticketOpened(), await others.ticketOpened()];
      await others.ticketOpened();
      await service.publish(ticketAssigned, { ticketId: mine, assigneeId: 'mia' }, { subject: mine });
      await service.publish(ticketTeamAssigned, { ticketId: team, teamId: TEAM }, { subject: team });
      expect(await value('tickets-unfinished')).toMatchObject({ value: 3 });
      expect(await value('tickets-unassigned')).toMatchObject({ value: 2 });
      expect((await items('tickets-new', 'kind=agent&id=mia')).items.map(({ id }) => id)).toEqual([mine]);
      expect((await items('tickets-new', `kind=team&id=${TEAM}`)).items.map(({ id }) => id)).toEqual([team]);
      service.clock.advance({ hours: 1 });
      await logIn();
      expect(await value('tickets-over-1h')).toMatchObject({ value: 3 });
      const first = await items('tickets-over-1h', 'limit=2');
      const rest = await items('tickets-over-1h', `limit=2&cursor=${first.next}`);
      expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null]);
      await others.ticketClosed({ ticketId: mine });
      expect(await value('tickets-unfinished')).toMatchObject({ value: 2 });
    });

    it('of a team are seen by who reaches it, and nothing else is', async () => {
      const who = await tess();
      expect(await value('handled', `kind=team&id=${TEAM}&window=day`, who)).toMatchObject({ value: 0 });
      for (const query of ['', 'kind=queue&id=calls', 'kind=agent&id=tom'])
        expect(await who.get(`/api/v1/figures/handled/value?window=day&${query}`)).toMatchObject({
          status: 403,
          body: { code: 'out-of-reach' },
        });
      expect(await who.get('/api/v1/figures/services-not-ready/value')).toMatchObject({ status: 403 });
    });

    it('of others are theirs: alarms of interfaces come and go, topics are those that burst', async () => {
      const alarm = { interfaceId: anId(), interface: 'orders', metric: 'error-ratio', threshold: 0.2 } as const;
      await service.publish(interfaceAlarmRaised, { ...alarm, value: 0.5 });
      expect((await items('interface-alarms')).items).toMatchObject([{ label: 'orders', facts: { value: '0.5' } }]);
      service.clock.advance({ seconds: 1 });
      await service.publish(interfaceAlarmCleared, { ...alarm, value: null });
      expect(await value('interface-alarms')).toMatchObject({ value: 0, isKnown: true });
      expect(await value('hot-topics')).toMatchObject({ value: 0, isKnown: true });
      expect((await items('services-not-ready')).items.map(({ id }) => id)).toContain('ticket-center');
    });

    it('of interfaces are those of their calls, by operation, as common-center counts them', async () => {
      const find = { operation: 'find', calls: 3, failed: 1, p50Ms: 120, p95Ms: 900 };
      interfaces = [
        { ...CRM, operations: [find] },
        { code: 'erp', breaker: 'closed', calls: 0, failed: 0, p50Ms: null, p95Ms: null, operations: [] },
      ];
      refreshed();
      const of = async (key: string, id: string) => (await value(key, `kind=interface&id=${id}`)).value;
      expect(await of('interface-calls', 'crm')).toBe(4);
      expect(await of('interface-p95', 'crm/find')).toBe(0.9);
      expect(await of('interface-failure-rate', 'crm/find')).toBe(33.33);
      expect(await of('interface-failure-rate', 'erp')).toBeNull();
      expect((await value('interface-calls')).value).toBe(4);
      expect((await lead.get('/api/v1/figures/interface-calls/items')).status).toBe(422);
    });

    it('of interfaces are on their board, a row for each and for each operation', async () => {
      const { items: all } = (await lead.get<{ items: Board[] }>('/api/v1/boards')).body;
      const board = all.find(({ name }) => name === 'Interfaces')!;
      const { widgets } = (await lead.get<Data>(`/api/v1/boards/${board.id}/data`)).body;
      expect(widgets['interfaces']!.rows).toMatchObject({
        crm: { name: 'crm', cells: { 'interface-calls/now': 4, 'interface-p50/now': 0.1 } },
        'crm/find': { name: 'crm: find', cells: { 'interface-failure-rate/now': 33.33 } },
        erp: { name: 'erp', cells: { 'interface-calls/now': 0 } },
      });
      expect(widgets['open-breakers']).toMatchObject({ value: 0, items: [] });
      interfaces = [];
      refreshed();
    });

    it('of a site are those of its teams together', async () => {
      const body = { name: 'Hamburg', teamIds: [TEAM, anId()] };
      const { id } = (await lead.post<Board>('/api/v1/monitor-sites', body)).body;
      expect(await value('tickets-unfinished', `kind=site&id=${id}`)).toMatchObject({ value: 1 });
      expect(await value('handled', `kind=site&id=${id}&window=day`)).toMatchObject({ value: 0, isKnown: true });
    });
  });

  describe('boards', () => {
    const boards = async (who = lead) => (await who.get<{ items: Board[] }>('/api/v1/boards')).body.items;
    const named = async (name: string, who = lead) => (await boards(who)).find((board) => board.name === name)!;
    const data = async (id: string, subject = '', who = lead) =>
      (await who.get<Data>(`/api/v1/boards/${id}/data?subject=${subject}`)).body;

    it('are there from the beginning, of everything there is', async () => {
      const house = ['Agent', 'Floor', 'Hot topics', 'Interfaces', 'Queue', 'Site', 'System', 'Team', 'Tickets'];
      expect((await boards()).map(({ name }) => name)).toEqual(house);
      const { widgets } = await data((await named('Hot topics')).id);
      expect(widgets).toEqual({ 'hot-topics': { value: 0, items: [] } });
      expect(await lead.get(`/api/v1/boards/${(await named('Team')).id}/data`)).toMatchObject({
        body: { code: 'board-needs-subject' },
      });
    });

    it('are one’s own, or shared by who may, and every layout is kept', async () => {
      const mia = await service.asCaller({ subject: 'mia' }, 'board:read', 'board:design', 'figure:read');
      const board = { name: 'Mine', kind: 'queue', widgets: [WIDGET] };
      expect(await mia.post('/api/v1/boards', { board, isShared: true })).toMatchObject({ status: 403 });
      const made = await mia.post<Board>('/api/v1/boards', { board });
      const { id, version } = made.body;
      expect(await lead.get(`/api/v1/boards/${id}`)).toMatchObject({ status: 404 });
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
      expect(await lead.post('/api/v1/boards', { board })).toMatchObject({ status: 422 });
    });

    it('show to each what they reach', async () => {
      const who = await tess();
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
      const chats = await floor.queue('chats');
      const path = `/api/v1/boards/${(await named('Queue')).id}/stream?subject=${chats}`;
      const watcher = await watching<Data>(lead, path);
      expect(watcher.contentType).toContain('text/event-stream');
      const first = await watcher.nextEvent();
      expect(first).toMatchObject({ type: 'board', data: { widgets: { waiting: { value: 0 } } } });
      await floor.queued(chats);
      const second = await watcher.nextEvent();
      expect(second.type).toBe('delta');
      expect(second.data.widgets['waiting']).toEqual({ value: 1 });
      expect(second.data.widgets).not.toHaveProperty('abandoned');
      const returned = await watching<Data>(lead, path, { 'last-event-id': first.id! });
      expect(await returned.nextEvent()).toMatchObject({ type: 'delta', id: second.id });
      const stranger = await watching<Data>(lead, path, { 'last-event-id': 'another-7' });
      expect(await stranger.nextEvent()).toMatchObject({ type: 'board', data: { widgets: { waiting: { value: 1 } } } });
      for (const each of [watcher, returned, stranger]) each.leave();
    });

    it('are on a page for the wall that anybody may open, and that shows nothing to nobody', async () => {
      const page = await service.anonymous().get<string>('/api/v1/wallboard');
      expect(page.headers.get('content-type')).toContain('text/html');
      const script = /<script>([^]*)<\/script>/.exec(page.body)![1]!;
      expect(() => new Script(script)).not.toThrow();
      expect(script).not.toContain('innerHTML');
    });

    it('of all tenants are the platform’s alone', async () => {
      await new EventsOfOthers(service, 'globex').ticketOpened();
      const platform = await service.asCaller({ tenant: 'platform' }, '*');
      const widget = { ...WIDGET, id: 'tickets', figure: 'tickets-unfinished' };
      const board = { name: 'All tenants', kind: 'all-tenants', widgets: [widget] };
      const { id } = (await platform.post<Board>('/api/v1/boards', { board, isShared: true })).body;
      expect((await data(id, '', platform)).widgets).toEqual({ tickets: { value: 3 } });
      expect(await lead.post('/api/v1/boards', { board })).toMatchObject({ status: 403 });
    });
  });

  it('raises an alert when the breaker of an interface opens, to those a new tenant names', async () => {
    interfaces = [{ ...CRM, breaker: 'open', operations: [] }];
    refreshed();
    await watched();
    const alert = async () => {
      const { items: all } = (await lead.get<{ items: Alert[] }>('/api/v1/alerts')).body;
      return all.find(({ name }) => name === 'open-breakers');
    };
    expect(await alert()).toMatchObject({ state: 'escalated' });
    expect((await items('open-breakers')).items).toMatchObject([{ label: 'crm', facts: { seenBy: 'common-center' } }]);
    await service.settled();
    expect(service.events('operations.alert-escalated.v1').at(-1)!.data).toMatchObject({
      roles: ['supervisor', 'admin'],
    });
    interfaces = [];
    refreshed();
    for (const seconds of [0, 31]) {
      service.clock.advance({ seconds });
      await watched();
    }
    expect(await alert()).toMatchObject({ state: 'cleared' });
  });

  describe('thresholds', () => {
    const alerts = async (query = 'isOpen=true', who = lead) =>
      (await who.get<{ items: Alert[] }>(`/api/v1/alerts?${query}`)).body.items;
    const told = () =>
      service
        .events('operations.alert-escalated.v1')
        .filter(({ data }) => data['name'] !== 'open-breakers')
        .map(({ data }) => [data['name'], data['step'], data['roles']]);
    const watch = (queue: string, name: string, over: object = {}) =>
      lead.post<Board>('/api/v1/monitor-thresholds', {
        ...{ name, figure: 'waiting', window: 'now', scope: { kind: 'queue', id: queue } },
        ...{ comparison: 'above', enter: 1, leave: 0, forSeconds: 30 },
        steps: [
          { afterSeconds: 0, people: ['lead'] },
          { afterSeconds: 300, roles: ['supervisor'] },
        ],
        ...over,
      });

    it('raise one alert when it lasts, tell people by steps, and clear it when it is well again', async () => {
      const queue = await floor.queue('watched');
      expect((await watch(queue, 'too-many-wait')).status).toBe(201);
      const [one, two] = [await floor.queued(queue), await floor.queued(queue)];
      await watched();
      expect(await alerts()).toEqual([]);
      service.clock.advance({ seconds: 30 });
      for (let round = 0; round < 3; round += 1) await watched();
      expect(await alerts()).toMatchObject([{ name: 'too-many-wait', state: 'escalated' }]);
      service.clock.advance({ minutes: 5 });
      await watched();
      await service.settled();
      expect(told()).toEqual([
        ['too-many-wait', 1, []],
        ['too-many-wait', 2, ['supervisor']],
      ]);
      await floor.ended(one, 'abandoned');
      await watched();
      expect(await alerts()).toHaveLength(1);
      await floor.ended(two, 'abandoned');
      await watched();
      expect(await alerts()).toEqual([]);
      await floor.queued(queue);
      await floor.queued(queue);
      await watched();
      service.clock.advance({ seconds: 30 });
      await watched();
      expect(await alerts()).toMatchObject([{ timesAgain: 1 }]);
    });

    it('are acknowledged and snoozed by people, with a history, and are on boards as they stand', async () => {
      const [alert] = await alerts();
      const path = `/api/v1/alerts/${alert!.id}`;
      const until = new Date(service.clock.now().getTime() + 600_000).toISOString();
      expect(await lead.post(`${path}/snooze`, { until })).toMatchObject({
        status: 200,
        body: { snoozedUntil: until },
      });
      expect(await lead.post(`${path}/acknowledge`, {})).toMatchObject({ body: { acknowledgedBy: 'lead' } });
      expect(await lead.post(`${path}/acknowledge`, {})).toMatchObject({
        ...{ status: 409, body: { code: 'monitor-alert-acknowledged' } },
      });
      const { body } = await lead.get<{ items: { what: string }[] }>(`${path}/history`);
      expect(body.items.map(({ what }) => what.replace('alert-', ''))).toEqual([
        ...['raised', 'escalated', 'escalated', 'cleared', 'raised-again', 'escalated', 'snoozed', 'acknowledged'],
      ]);
      const boards = (await lead.get<{ items: Board[] }>('/api/v1/boards')).body.items;
      const system = boards.find(({ name }) => name === 'System')!;
      const shown = (await lead.get<Data>(`/api/v1/boards/${system.id}/data`)).body;
      expect(Object.values(shown.alerts)).toMatchObject([{ label: 'too-many-wait', facts: { state: 'acknowledged' } }]);
      expect(await alerts('', await tess())).toEqual([]);
    });

    it('tell whoever has the duty at that moment; the named people when nobody has, or nobody can say', async () => {
      const ticketCenter = await service.remote('ticket-center');
      let onDuty: string | null = 'noa';
      ticketCenter.answers('GET', '/internal/duty', () =>
        onDuty === null ? { status: 503 } : { layers: [{ layer: 'first', personId: onDuty }] },
      );
      const toldOf = async (name: string, duty: object) => {
        const queue = await floor.queue(name);
        const steps = [60, 120].map((afterSeconds) => ({ afterSeconds, people: ['lead'], duties: [duty] }));
        expect((await watch(queue, name, { forSeconds: 0, enter: 0, leave: 0, steps })).status).toBe(201);
        await floor.queued(queue);
        await watched();
        for (const next of ['liu', null]) {
          service.clock.advance({ seconds: 60 });
          await watched();
          onDuty = next;
        }
        await service.settled();
        const events = service.events('operations.alert-escalated.v1').filter(({ data }) => data['name'] === name);
        return events.map(({ data }) => data['people']);
      };
      expect(await toldOf('on-duty', { kind: 'roster', roster: 'nights' })).toEqual([['noa'], ['liu']]);
      expect(await toldOf('nobody-can-say', { kind: 'roster', roster: 'nights' })).toEqual([['lead'], ['liu']]);
      expect(await toldOf('no-such-layer', { kind: 'roster', roster: 'nights', layer: 'none' })).toEqual([
        ['lead'],
        ['lead'],
      ]);
      expect(await toldOf('nobody-rostered', { kind: 'group', planningGroupId: 'g' })).toEqual([['lead'], ['lead']]);
      const alone = { steps: [{ afterSeconds: 0, duties: [{ kind: 'group', planningGroupId: 'g' }] }] };
      expect((await watch(await floor.queue('alone'), 'alone', alone)).status).toBe(422);
    });

    it('tell nobody while it is quiet by the tenant’s clock', async () => {
      const queue = await floor.queue('at-night');
      await watch(queue, 'quiet-now', { forSeconds: 0, quietHours: { from: '00:00', to: '23:59' } });
      await floor.queued(queue);
      await floor.queued(queue);
      await watched();
      await watched();
      expect((await alerts()).find(({ name }) => name === 'quiet-now')).toMatchObject({ state: 'raised' });
    });

    it('clear their alert when they are removed, and refuse what makes no sense', async () => {
      const { items: all } = (await lead.get<{ items: Board[] }>('/api/v1/monitor-thresholds')).body;
      for (const { id, version } of all)
        await lead.delete(`/api/v1/monitor-thresholds/${id}`, { 'if-match': `"${version}"` });
      expect(await alerts()).toEqual([]);
      expect(await watch('q', 'upside-down', { leave: 5 })).toMatchObject({ status: 422 });
      expect(await watch('q', 'unheard-of', { figure: 'joy' })).toMatchObject({ status: 422 });
      const reader = await service.as('alert:read');
      expect(await reader.post('/api/v1/monitor-thresholds', {})).toMatchObject({ status: 403 });
    });
  });

  it('looks at night whether tickets are what they are counted from, but for what is still on its way', async () => {
    const openedAt = service.clock.now().toISOString();
    const [right, closed, erased, late] = [
      ...[await others.ticketOpened(), await others.ticketOpened()],
      ...[await others.ticketOpened(), await others.ticketOpened()],
    ];
    const unheard = anId();
    service.clock.advance({ hours: 3 });
    await logIn();
    const standing = (id: string, more: Partial<TicketStanding> = {}): TicketStanding => ({
      ...{ id, category: 'new', openedAt, assigneeId: null, teamId: null, changedAt: openedAt, ...more },
    });
    tickets = [
      standing(right!, { assigneeId: 'mia' }),
      standing(closed!, { category: 'closed' }),
      standing(late!, { assigneeId: 'ben', changedAt: service.clock.now().toISOString() }),
      standing(unheard),
    ];
    await runAsTenant('acme', () => service.running.app.get(TicketReconciliation).run('2026-11-20'));
    const [night] = (await lead.get<{ items: TicketNight[] }>('/api/v1/ticket-reconciliations')).body.items;
    expect(night).toMatchObject({ date: '2026-11-20', remaining: 0 });
    const found = new Map(night!.sample.map(({ ticketId, name, computed }) => [ticketId, [name, computed]]));
    expect([right, closed, erased, unheard, late].map((id) => found.get(id!))).toEqual([
      ...[
        ['assignee', 'mia'],
        ['extra', 'closed'],
        ['extra', null],
        ['missing', 'new'],
      ],
      undefined,
    ]);
    const open = (await items('tickets-unfinished')).items.map(({ id }) => id);
    expect(open.toSorted()).toEqual([right, late, unheard].toSorted());
    expect((await items('tickets-new', 'kind=agent&id=mia')).items.map(({ id }) => id)).toEqual([right]);
    tickets = [standing(right!, { assigneeId: 'mia' }), standing(late!), standing(unheard)];
  });

  it('finds at night what of contacts is not counted as call-center told it, puts it right, and tells', async () => {
    const at = service.clock.now().toISOString();
    const queue = await floor.queue('lost');
    const [heard, deaf, half] = [await floor.queued(queue), anId(), await floor.queued(queue)];
    told = [
      { contactId: heard, tellings: [telling(heard, queue)] },
      { contactId: deaf, tellings: [telling(deaf, queue), connected(deaf, 'mia')] },
      { contactId: half, tellings: [telling(half, queue), connected(half, 'mia')] },
    ];
    const [wrong, twice] = [await floor.queued(queue), await floor.queued(queue)];
    const later = new Date(Date.parse(at) + 30_000).toISOString();
    await floor.connected(wrong, 'mia', later);
    await floor.connected(twice, 'mia', at);
    told.push({ contactId: wrong, tellings: [telling(wrong, queue), connected(wrong, 'mia')] });
    told.push({ contactId: twice, tellings: [telling(twice, queue)] });
    service.clock.advance({ minutes: 5 });
    told.push({ contactId: anId(), tellings: [telling(anId(), queue)] });
    service.clock.advance({ minutes: 6 });
    await logIn();
    await reconciledContacts();
    const [night] = (await lead.get<{ items: object[] }>('/api/v1/contact-reconciliations')).body.items;
    expect(night).toMatchObject({ date: '2026-11-23', contacts: 6, differences: 5, remaining: 0 });
    expect(night).toMatchObject({
      sample: [
        { contactId: deaf, name: 'missing', what: 'queued', queueId: queue },
        { contactId: deaf, name: 'missing', what: 'connected', queueId: null },
        { contactId: half, name: 'missing', what: 'connected' },
        { contactId: wrong, name: 'differing', what: 'connected', at },
        { contactId: twice, name: 'surplus', what: 'connected', at },
      ],
    });
    expect(await countedOf(queue)).toMatchObject({ offered: 5, answered: 3, waiting: 2 });
    const alerts = (await lead.get<{ items: Alert[] }>('/api/v1/alerts')).body.items;
    expect(alerts).toContainEqual(expect.objectContaining({ name: 'contacts-of-2026-11-23', state: 'cleared' }));
    await floor.connected(half, 'mia', at);
    expect(await countedOf(queue)).toMatchObject({ offered: 5, answered: 3, waiting: 2 });
    told = [];
  });

  it('finds at night what was spoilt by day, mends it, and tells', async () => {
    const database = service.running.app.get(Database);
    const spoilt = () =>
      runAsTenant('acme', async () => {
        const cells = await (await database.reader()).findBy(FigureCellSchema, { level: 'quarter', kind: 'contact' });
        const { start, kind, id, part, shard, answered } = cells.find((cell) => cell.answered > 0)!;
        await database.transaction((tx) =>
          tx.update(FigureCellSchema, { level: 'quarter', start, kind, id, part, shard }, { answered: answered + 5 }),
        );
      });
    const reconciled = () => service.running.app.get(ReconciliationRounds).rounds.run();
    const nights = async () =>
      (await lead.get<{ items: { date: string }[] }>('/api/v1/figure-reconciliations')).body.items;
    await spoilt();
    service.clock.set('2026-11-24T01:59:00Z');
    await logIn();
    await reconciled();
    expect((await nights()).map(({ date }) => date)).not.toContain('2026-11-23');
    service.clock.set('2026-11-24T02:00:00Z');
    for (let round = 0; round < 2; round += 1) await reconciled();
    expect((await nights())[0]).toMatchObject({ date: '2026-11-23', remaining: 0 });
    expect((await nights())[0]).not.toMatchObject({ differences: 0 });
    expect((await nights()).slice(1)).toMatchObject([{ differences: 0 }, { differences: 0 }]);
    const { body } = await lead.post('/api/v1/figures/days/2026-11-23/recompute', {});
    expect(body).toMatchObject({ differences: [] });
    await service.settled();
    expect(service.events('operations.figures-reconciled.v1')).toHaveLength(1);
    const found = (await lead.get<{ items: Alert[] }>('/api/v1/alerts')).body.items[0];
    expect(found).toMatchObject({ name: 'figures-of-2026-11-23', state: 'cleared' });
    expect(service.events('operations.alert-escalated.v1').at(-1)!.data).toMatchObject({ roles: ['supervisor'] });
  });
});
