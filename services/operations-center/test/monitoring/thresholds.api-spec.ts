import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CRM, MonitoringDesk, type Alert, type Board, type Data } from './monitoring-desk.js';

describe('operations-center: thresholds and their alerts', () => {
  let desk: MonitoringDesk;

  beforeAll(async () => {
    desk = await MonitoringDesk.start();
  });
  afterAll(() => desk.stop());
  beforeEach(() => desk.logIn());

  it('raises an alert when the breaker of an interface opens, to those a new tenant names', async () => {
    desk.interfaces = [{ ...CRM, breaker: 'open', operations: [] }];
    desk.refreshed();
    await desk.watched();
    const alert = async () => {
      const { items: all } = (await desk.lead.get<{ items: Alert[] }>('/api/v1/alerts')).body;
      return all.find(({ name }) => name === 'open-breakers');
    };
    expect(await alert()).toMatchObject({ state: 'escalated' });
    expect((await desk.items('open-breakers')).items).toMatchObject([
      { label: 'crm', facts: { seenBy: 'common-center' } },
    ]);
    await desk.service.settled();
    expect(desk.service.events('operations.alert-escalated.v1').at(-1)!.data).toMatchObject({
      roles: ['supervisor', 'admin'],
    });
    desk.interfaces = [];
    desk.refreshed();
    for (const seconds of [0, 31]) {
      desk.service.clock.advance({ seconds });
      await desk.watched();
    }
    expect(await alert()).toMatchObject({ state: 'cleared' });
  });

  describe('thresholds', () => {
    const alerts = async (query = 'isOpen=true', who = desk.lead) =>
      (await who.get<{ items: Alert[] }>(`/api/v1/alerts?${query}`)).body.items;
    const told = () =>
      desk.service
        .events('operations.alert-escalated.v1')
        .filter(({ data }) => data['name'] !== 'open-breakers')
        .map(({ data }) => [data['name'], data['step'], data['roles']]);
    const watch = (queue: string, name: string, over: object = {}) =>
      desk.lead.post<Board>('/api/v1/monitor-thresholds', {
        ...{ name, figure: 'waiting', window: 'now', scope: { kind: 'queue', id: queue } },
        ...{ comparison: 'above', enter: 1, leave: 0, forSeconds: 30 },
        steps: [
          { afterSeconds: 0, people: ['lead'] },
          { afterSeconds: 300, roles: ['supervisor'] },
        ],
        ...over,
      });

    it('raise one alert when it lasts, tell people by steps, and clear it when it is well again', async () => {
      const queue = await desk.floor.queue('watched');
      expect((await watch(queue, 'too-many-wait')).status).toBe(201);
      const [one, two] = [await desk.floor.queued(queue), await desk.floor.queued(queue)];
      await desk.watched();
      expect(await alerts()).toEqual([]);
      desk.service.clock.advance({ seconds: 30 });
      for (let round = 0; round < 3; round += 1) await desk.watched();
      expect(await alerts()).toMatchObject([{ name: 'too-many-wait', state: 'escalated' }]);
      desk.service.clock.advance({ minutes: 5 });
      await desk.watched();
      await desk.service.settled();
      expect(told()).toEqual([
        ['too-many-wait', 1, []],
        ['too-many-wait', 2, ['supervisor']],
      ]);
      await desk.floor.ended(one, 'abandoned');
      await desk.watched();
      expect(await alerts()).toHaveLength(1);
      await desk.floor.ended(two, 'abandoned');
      await desk.watched();
      expect(await alerts()).toEqual([]);
      await desk.floor.queued(queue);
      await desk.floor.queued(queue);
      await desk.watched();
      desk.service.clock.advance({ seconds: 30 });
      await desk.watched();
      expect(await alerts()).toMatchObject([{ timesAgain: 1 }]);
    });

    it('are acknowledged and snoozed by people, with a history, and are on boards as they stand', async () => {
      const [alert] = await alerts();
      const path = `/api/v1/alerts/${alert!.id}`;
      const until = new Date(desk.service.clock.ms() + 600_000).toISOString();
      expect(await desk.lead.post(`${path}/snooze`, { until })).toMatchObject({
        status: 200,
        body: { snoozedUntil: until },
      });
      expect(await desk.lead.post(`${path}/acknowledge`, {})).toMatchObject({ body: { acknowledgedBy: 'lead' } });
      expect(await desk.lead.post(`${path}/acknowledge`, {})).toMatchObject({
        ...{ status: 409, body: { code: 'monitor-alert-acknowledged' } },
      });
      const { body } = await desk.lead.get<{ items: { what: string }[] }>(`${path}/history`);
      expect(body.items.map(({ what }) => what.replace('alert-', ''))).toEqual([
        ...['raised', 'escalated', 'escalated', 'cleared', 'raised-again', 'escalated', 'snoozed', 'acknowledged'],
      ]);
      const boards = (await desk.lead.get<{ items: Board[] }>('/api/v1/boards')).body.items;
      const system = boards.find(({ name }) => name === 'System')!;
      const shown = (await desk.lead.get<Data>(`/api/v1/boards/${system.id}/data`)).body;
      expect(Object.values(shown.alerts)).toMatchObject([{ label: 'too-many-wait', facts: { state: 'acknowledged' } }]);
      expect(await alerts('', await desk.tess())).toEqual([]);
    });

    it('tell whoever has the duty at that moment; the named people when nobody has, or nobody can say', async () => {
      const ticketCenter = await desk.service.remote('ticket-center');
      let onDuty: string | null = 'noa';
      ticketCenter.answers('GET', '/internal/duty', () =>
        onDuty === null ? { status: 503 } : { layers: [{ layer: 'first', personId: onDuty }] },
      );
      const toldOf = async (name: string, duty: object) => {
        const queue = await desk.floor.queue(name);
        const steps = [60, 120].map((afterSeconds) => ({ afterSeconds, people: ['lead'], duties: [duty] }));
        expect((await watch(queue, name, { forSeconds: 0, enter: 0, leave: 0, steps })).status).toBe(201);
        await desk.floor.queued(queue);
        await desk.watched();
        for (const next of ['liu', null]) {
          desk.service.clock.advance({ seconds: 60 });
          await desk.watched();
          onDuty = next;
        }
        await desk.service.settled();
        const events = desk.service.events('operations.alert-escalated.v1').filter(({ data }) => data['name'] === name);
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
      expect((await watch(await desk.floor.queue('alone'), 'alone', alone)).status).toBe(422);
    });

    it('tell nobody while it is quiet by the tenant’s clock', async () => {
      const queue = await desk.floor.queue('at-night');
      await watch(queue, 'quiet-now', { forSeconds: 0, quietHours: { from: '00:00', to: '23:59' } });
      await desk.floor.queued(queue);
      await desk.floor.queued(queue);
      await desk.watched();
      await desk.watched();
      expect((await alerts()).find(({ name }) => name === 'quiet-now')).toMatchObject({ state: 'raised' });
    });

    it('clear their alert when they are removed, and refuse what makes no sense', async () => {
      const { items: all } = (await desk.lead.get<{ items: Board[] }>('/api/v1/monitor-thresholds')).body;
      for (const { id, version } of all)
        await desk.lead.delete(`/api/v1/monitor-thresholds/${id}`, { 'if-match': `"${version}"` });
      expect(await alerts()).toEqual([]);
      expect(await watch('q', 'upside-down', { leave: 5 })).toMatchObject({ status: 422 });
      expect(await watch('q', 'unheard-of', { figure: 'joy' })).toMatchObject({ status: 422 });
      const reader = await desk.service.as('alert:read');
      expect(await reader.post('/api/v1/monitor-thresholds', {})).toMatchObject({ status: 403 });
    });
  });
});
