import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import {
  interfaceAlarmCleared,
  interfaceAlarmRaised,
} from '#libs/contracts/common-center/integration/interface-events';
import { ticketAssigned, ticketTeamAssigned } from '#libs/contracts/ticket-center/ticket-events';
import { anId } from '../events-of-others.js';
import { CRM, MonitoringDesk, TEAM, type Board, type Data, type Items } from './monitoring-desk.js';

describe('operations-center: figures that are watched', () => {
  let desk: MonitoringDesk;

  beforeAll(async () => {
    desk = await MonitoringDesk.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.logIn());

  describe('figures', () => {
    it('are what their definition says', async () => {
      const { body } = await desk.lead.get('/api/v1/figures/sl-4');
      expect(body).toMatchObject({
        ...{ key: 'sl-4', variant: 'SL-4', unit: 'percent', formula: 'AN≤T / (AN + AB>T)' },
        ...{ includes: 'who gave up after the target', excludes: 'who gave up within it' },
        countedBy: ['answered-in-time', 'answered', 'abandoned', 'abandoned-in-time'],
      });
      expect(await desk.lead.get('/api/v1/figures/joy')).toMatchObject({
        status: 404,
        body: { code: 'figure-not-defined' },
      });
      expect((await desk.lead.get<Items>('/api/v1/figure-definitions')).body.items.length).toBeGreaterThan(50);
    });

    it('lead to what they count, in the interval they were read in', async () => {
      const calls = await desk.floor.queue('calls');
      const waits = await desk.floor.queued(calls);
      const served = await desk.floor.served(calls, 'mia', 40);
      const [now, today] = [`kind=queue&id=${calls}&window=now`, `kind=queue&id=${calls}&window=interval`];
      expect(await desk.value('waiting', now)).toMatchObject({ value: 1, isKnown: true });
      expect((await desk.items('waiting', now)).items.map(({ id }) => id)).toEqual([waits]);
      const level = await desk.value('sl-3', today);
      expect(level.value).toBe(0);
      desk.service.clock.advance({ minutes: 30 });
      expect((await desk.items('sl-3', `${today}&at=${level.asOf}`)).items).toEqual([]);
      expect((await desk.items('sl-3', `${today}&at=${level.asOf}&of=answered`)).items).toMatchObject([{ id: served }]);
      expect((await desk.items('sl-3', `${today}&of=answered`)).items).toEqual([]);
    });

    it('of tickets are of who has them and their team, by age, and lead to them page by page', async () => {
      const [mine, team] = [await desk.others.ticketOpened(), await desk.others.ticketOpened()];
      await desk.others.ticketOpened();
      await desk.service.publish(ticketAssigned, { ticketId: mine, assigneeId: 'mia' }, { subject: mine });
      await desk.service.publish(ticketTeamAssigned, { ticketId: team, teamId: TEAM }, { subject: team });
      expect(await desk.value('tickets-unfinished')).toMatchObject({ value: 3 });
      expect(await desk.value('tickets-unassigned')).toMatchObject({ value: 2 });
      expect((await desk.items('tickets-new', 'kind=agent&id=mia')).items.map(({ id }) => id)).toEqual([mine]);
      expect((await desk.items('tickets-new', `kind=team&id=${TEAM}`)).items.map(({ id }) => id)).toEqual([team]);
      desk.service.clock.advance({ hours: 1 });
      await desk.logIn();
      expect(await desk.value('tickets-over-1h')).toMatchObject({ value: 3 });
      const first = await desk.items('tickets-over-1h', 'limit=2');
      const rest = await desk.items('tickets-over-1h', `limit=2&cursor=${first.next}`);
      expect([first.items.length, rest.items.length, rest.next]).toEqual([2, 1, null]);
      await desk.others.ticketClosed({ ticketId: mine });
      expect(await desk.value('tickets-unfinished')).toMatchObject({ value: 2 });
    });

    it('of a team are seen by who reaches it, and nothing else is', async () => {
      const who = await desk.tess();
      expect(await desk.value('handled', `kind=team&id=${TEAM}&window=day`, who)).toMatchObject({ value: 0 });
      for (const query of ['', 'kind=queue&id=calls', 'kind=agent&id=tom'])
        expect(await who.get(`/api/v1/figures/handled/value?window=day&${query}`)).toMatchObject({
          status: 403,
          body: { code: 'out-of-reach' },
        });
      expect(await who.get('/api/v1/figures/services-not-ready/value')).toMatchObject({ status: 403 });
    });

    it('of others are theirs: alarms of interfaces come and go, topics are those that burst', async () => {
      const alarm = { interfaceId: anId(), interface: 'orders', metric: 'error-ratio', threshold: 0.2 } as const;
      await desk.service.publish(interfaceAlarmRaised, { ...alarm, value: 0.5 });
      expect((await desk.items('interface-alarms')).items).toMatchObject([
        { label: 'orders', facts: { value: '0.5' } },
      ]);
      desk.service.clock.advance({ seconds: 1 });
      await desk.service.publish(interfaceAlarmCleared, { ...alarm, value: null });
      expect(await desk.value('interface-alarms')).toMatchObject({ value: 0, isKnown: true });
      expect(await desk.value('hot-topics')).toMatchObject({ value: 0, isKnown: true });
      expect((await desk.items('services-not-ready')).items.map(({ id }) => id)).toContain('ticket-center');
    });

    it('of interfaces are those of their calls, by operation, as common-center counts them', async () => {
      const find = { operation: 'find', calls: 3, failed: 1, p50Ms: 120, p95Ms: 900 };
      desk.interfaces = [
        { ...CRM, operations: [find] },
        { code: 'erp', breaker: 'closed', calls: 0, failed: 0, p50Ms: null, p95Ms: null, operations: [] },
      ];
      desk.refreshed();
      const of = async (key: string, id: string) => (await desk.value(key, `kind=interface&id=${id}`)).value;
      expect(await of('interface-calls', 'crm')).toBe(4);
      expect(await of('interface-p95', 'crm/find')).toBe(0.9);
      expect(await of('interface-failure-rate', 'crm/find')).toBe(33.33);
      expect(await of('interface-failure-rate', 'erp')).toBeNull();
      expect((await desk.value('interface-calls')).value).toBe(4);
      expect((await desk.lead.get('/api/v1/figures/interface-calls/items')).status).toBe(422);
    });

    it('of interfaces are on their board, a row for each and for each operation', async () => {
      const { items: all } = (await desk.lead.get<{ items: Board[] }>('/api/v1/boards')).body;
      const board = all.find(({ name }) => name === 'Interfaces')!;
      const { widgets } = (await desk.lead.get<Data>(`/api/v1/boards/${board.id}/data`)).body;
      expect(widgets['interfaces']!.rows).toMatchObject({
        crm: { name: 'crm', cells: { 'interface-calls/now': 4, 'interface-p50/now': 0.1 } },
        'crm/find': { name: 'crm: find', cells: { 'interface-failure-rate/now': 33.33 } },
        erp: { name: 'erp', cells: { 'interface-calls/now': 0 } },
      });
      expect(widgets['open-breakers']).toMatchObject({ value: 0, items: [] });
      desk.interfaces = [];
      desk.refreshed();
    });

    it('of a site are those of its teams together', async () => {
      const body = { name: 'Hamburg', teamIds: [TEAM, anId()] };
      const { id } = (await desk.lead.post<Board>('/api/v1/monitor-sites', body)).body;
      expect(await desk.value('tickets-unfinished', `kind=site&id=${id}`)).toMatchObject({ value: 1 });
      expect(await desk.value('handled', `kind=site&id=${id}&window=day`)).toMatchObject({ value: 0, isKnown: true });
    });
  });
});
