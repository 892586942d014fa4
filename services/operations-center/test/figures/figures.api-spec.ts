import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '#libs/persistence/database';
import { runAsTenant } from '#libs/persistence/tenant/tenant-context';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { CountedContact } from '../../src/figures/answers/counted.dto.js';
import type { DayView, LiveFiguresView, LiveRow } from '../../src/figures/answers/figure.dto.js';
import { FigureAgentSchema, FigureAgentStateSchema } from '../../src/figures/facts/fact.schema.js';
import { FactSweep } from '../../src/figures/upkeep/fact-sweep.js';
import { operationsCenter } from '../../src/service.js';
import { FloorEvents } from '../floor-events.js';

const LIVE = '/api/v1/figures/live';
const DAY = '/api/v1/figures/days/2026-11-23';

describe('operations-center: live figures', () => {
  let service: ServiceInTest;
  let supervisor: ApiClient;
  let floor: FloorEvents;
  let calls: string;

  beforeEach(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme', 'globex'] });
    supervisor = await service.as('figure:*');
    floor = new FloorEvents(service);
    calls = await floor.queue('calls', { product: 'car' });
  });
  afterEach(() => service.stop());

  const live = async () => (await supervisor.get<LiveFiguresView>(LIVE)).body;
  const row = async (kind: LiveRow['kind'], id: string): Promise<LiveRow> => {
    const { body } = await supervisor.get<LiveFiguresView>(`${LIVE}?kind=${kind}&id=${id}`);
    return body.rows[0]!;
  };
  const counted = async (query: string) =>
    (await supervisor.get<{ items: CountedContact[] }>(`/api/v1/figures/contacts?${query}`)).body.items;
  const now = () => service.clock.now().toISOString();

  it('say of a queue who waits and since when, who is served and who is wrapped up', async () => {
    const since = now();
    const first = await floor.queued(calls);
    service.clock.advance({ seconds: 7 });
    const second = await floor.queued(calls);
    expect((await row('queue', calls)).now).toMatchObject({ waiting: 2, waitingSince: since, inService: 0 });
    await floor.connected(first, 'mia');
    expect((await row('queue', calls)).now).toMatchObject({ waiting: 1, waitingSince: now(), inService: 1, wrapUp: 0 });
    await floor.hungUp(first);
    expect((await row('queue', calls)).now).toMatchObject({ inService: 0, wrapUp: 1 });
    await floor.ended(first);
    await floor.ended(second, 'abandoned');
    expect((await row('queue', calls)).now).toMatchObject({ waiting: 0, waitingSince: null, inService: 0, wrapUp: 0 });
  });

  it('say of a queue what came, what was answered and lost, and how well, by the name of the formula', async () => {
    await floor.served(calls, 'mia', 10);
    await floor.served(calls, 'mia', 40);
    const lost = await floor.queued(calls);
    service.clock.advance({ seconds: 3 });
    await floor.ended(lost, 'short-abandoned');
    const late = await floor.queued(calls);
    service.clock.advance({ seconds: 60 });
    await floor.ended(late, 'timed-out');
    const { name, interval, day } = await row('queue', calls);
    expect(name).toBe('calls');
    expect(interval).toEqual(day);
    expect(day).toMatchObject({
      ...{ offered: 4, answered: 2, answeredInTime: 1, handled: 2 },
      ...{ abandoned: 1, abandonedInTime: 1, shortAbandoned: 1, timedOut: 1 },
      ...{ averageSpeedOfAnswer: 'PT25S', averageHandleTime: 'PT35S', averageTalk: 'PT30S', averageWrapUp: 'PT5S' },
      ...{ averageHold: 'PT0S', longestWait: 'PT60S', abandonRate: 25, connectionRate: 50, occupancy: null },
    });
    expect(day.serviceLevels).toEqual({
      ...{ 'SL-1': 66.67, 'SL-2': 50, 'SL-3': 33.33, 'SL-4': 50, 'SL-5': 66.67 },
      ...{ 'SL-G': 33.33, 'SL-G-without-short-abandons': 50 },
      ...{ 'SL-G-without-abandons': 50, 'SL-G-with-flow-outs': 25 },
    });
  });

  it('judge each contact by the target its queue had when it came', async () => {
    const quick = await floor.queue('quick', { seconds: 5 });
    await floor.served(quick, 'mia', 10);
    await floor.served(calls, 'mia', 10);
    expect((await row('queue', quick)).day).toMatchObject({ answered: 1, answeredInTime: 0 });
    expect((await row('tenant', '')).day).toMatchObject({ answered: 2, answeredInTime: 1 });
  });

  it('count a transferred contact once for tenant, channel and product, and in each queue and hand it came through', async () => {
    const experts = await floor.queue('experts');
    const contactId = await floor.queued(calls);
    await floor.connected(contactId, 'mia');
    service.clock.advance({ seconds: 20 });
    await floor.letGo(contactId, 'mia', experts);
    await floor.moved(contactId, calls, experts, 'transfer');
    service.clock.advance({ seconds: 15 });
    await floor.connected(contactId, 'tom');
    service.clock.advance({ seconds: 20 });
    await floor.hungUp(contactId);
    await floor.ended(contactId);
    for (const [kind, id] of [
      ['tenant', ''],
      ['channel', 'voice'],
      ['product', 'car'],
    ] as const)
      expect((await row(kind, id)).day).toMatchObject({ offered: 1, answered: 1, averageHandleTime: 'PT40S' });
    for (const queue of [calls, experts])
      expect((await row('queue', queue)).day).toMatchObject({ offered: 1, answered: 1, averageTalk: 'PT20S' });
    for (const agent of ['mia', 'tom'])
      expect((await row('agent', agent)).day).toMatchObject({ answered: 1, handled: 1 });
  });

  it('say how agents and teams stand, how long, and how occupied they are', async () => {
    const north = await floor.team('North');
    await floor.assigned('mia', north);
    await floor.agentBecame('mia', 1, 'ready');
    await floor.agentBecame('tom', 1, 'not-ready', 'meal');
    const since = now();
    service.clock.advance({ seconds: 90 });
    await floor.agentBecame('mia', 2, 'engaged');
    const engagedAt = now();
    service.clock.advance({ seconds: 30 });
    const { name, now: team, interval } = await row('team', north);
    expect({ name, agents: team.agents }).toEqual({
      name: 'North',
      agents: [{ state: 'engaged', reason: null, count: 1, since: engagedAt }],
    });
    expect(interval.occupancy).toBe(25);
    expect((await row('agent', 'tom')).now.agents).toEqual([{ state: 'not-ready', reason: 'meal', count: 1, since }]);
    expect((await row('tenant', '')).now.agents).toHaveLength(2);
    const { body } = await supervisor.get('/api/v1/figures/agents?kind=team&state=engaged&id=' + north);
    expect(body).toEqual({
      items: [{ agentId: 'mia', teamId: north, state: 'engaged', reason: null, since: engagedAt }],
    });
    await floor.agentBecame('tom', 2, 'offline');
    expect((await row('tenant', '')).now.agents).toHaveLength(1);
  });

  it('put a contact into the interval it came in, and the interval into its day', async () => {
    await supervisor.put(
      '/api/v1/figure-settings',
      { timeZone: 'Asia/Shanghai', intervalMinutes: 30 },
      { 'if-match': '"1"' },
    );
    service.clock.set('2026-11-23T15:58:00Z');
    supervisor = await service.as('figure:*');
    await floor.served(calls, 'mia', 180);
    const { date, interval, lastInterval } = await live();
    expect({ date, interval, lastInterval }).toEqual({
      date: '2026-11-24',
      interval: { from: '2026-11-23T16:00:00.000Z', to: '2026-11-23T16:30:00.000Z' },
      lastInterval: { from: '2026-11-23T15:30:00.000Z', to: '2026-11-23T16:00:00.000Z' },
    });
    const found = await row('queue', calls);
    expect([found.interval.answered, found.lastInterval.answered, found.day.answered]).toEqual([0, 1, 0]);
    const { body } = await supervisor.get<DayView>(`${DAY}?kind=queue&id=${calls}&minutes=30`);
    expect(body.day).toMatchObject({ answered: 1, from: '2026-11-22T16:00:00.000Z', to: '2026-11-23T16:00:00.000Z' });
    expect(body.intervals.map(({ answered }) => answered)).toEqual([...Array<number>(47).fill(0), 1]);
  });

  it('have the same day when the tenant moves to another time zone in the middle of it', async () => {
    await floor.served(calls, 'mia');
    const settings = { timeZone: 'America/New_York', intervalMinutes: 15 };
    await supervisor.put('/api/v1/figure-settings', settings, { 'if-match': '"1"' });
    await floor.served(calls, 'mia');
    expect((await row('queue', calls)).day).toMatchObject({ offered: 2, answered: 2 });
    expect((await live()).timeZone).toBe('America/New_York');
  });

  it('lead to the contacts behind each number, page by page', async () => {
    const ids = [await floor.served(calls, 'mia'), await floor.served(calls, 'tom'), await floor.served(calls, 'mia')];
    const waiting = await floor.queued(calls);
    const found = await counted(`kind=queue&id=${calls}&count=answered`);
    expect(found.map(({ contactId }) => contactId)).toEqual(ids);
    expect(found[0]).toMatchObject({
      wait: 'PT10S',
      talk: 'PT30S',
      wrapUp: 'PT5S',
      outcome: 'answered',
      product: 'car',
    });
    expect(await counted('kind=agent&id=mia&count=handled')).toHaveLength(2);
    expect((await counted('count=waiting')).map(({ contactId }) => contactId)).toEqual([waiting]);
    expect(await counted(`count=offered&from=${now()}`)).toHaveLength(1);
    const path = `/api/v1/figures/contacts?kind=queue&id=${calls}&count=offered&limit=3`;
    const first = (await supervisor.get<{ items: CountedContact[]; next: string }>(path)).body;
    const second = (await supervisor.get<{ items: CountedContact[] }>(`${path}&cursor=${first.next}`)).body;
    expect([...first.items, ...second.items].map(({ contactId }) => contactId)).toEqual([...ids, waiting]);
  });

  it('are the same when they are made from the facts again', async () => {
    await floor.served(calls, 'mia');
    await floor.queued(calls);
    const recomputed = await supervisor.post(`${DAY}/recompute`, {});
    expect(recomputed).toMatchObject({ status: 200, body: { contacts: 2, differences: [], isRepaired: false } });
  });

  it('stay when facts are forgotten after 62 days; whoever still waits is not forgotten', async () => {
    await floor.served(calls, 'mia');
    await floor.queued(calls);
    const answeredOn = async () => (await supervisor.get<DayView>(`${DAY}?kind=queue&id=${calls}`)).body.day.answered;
    service.clock.advance({ days: 63 });
    supervisor = await service.as('figure:*');
    await service.running.app.get(FactSweep, { strict: false }).rounds.run();
    expect(await answeredOn()).toBe(1);
    expect(await counted('count=handled')).toEqual([]);
    expect(await counted('count=waiting')).toHaveLength(1);
    expect((await row('queue', calls)).now.waiting).toBe(1);
    expect(await supervisor.post(`${DAY}/recompute`, {})).toMatchObject({
      status: 409,
      body: { code: 'figure-facts-forgotten' },
    });
  });

  it('forget old states of agents some at a time; the last one stays', async () => {
    const { app } = service.running;
    const at = service.clock.now();
    const states = Array.from({ length: 450 }, (_, index) => {
      const state = index % 2 === 0 ? ('ready' as const) : ('not-ready' as const);
      return { agentId: 'mia', seq: index + 1, teamId: null, state, reason: null, at };
    });
    const database = app.get(Database, { strict: false });
    const asAcme = <T>(work: () => Promise<T>) => runAsTenant('acme', work);
    const kept = () =>
      asAcme(async () => (await database.reader()).countBy(FigureAgentStateSchema, { agentId: 'mia' }));
    await asAcme(() =>
      database.transaction(async (tx) => {
        for (const state of states) await tx.insert(FigureAgentStateSchema, state);
        await tx.insert(FigureAgentSchema, states.at(-1)!);
      }),
    );
    service.clock.advance({ days: 63 });
    const sweep = app.get(FactSweep, { strict: false });
    expect(await asAcme(() => sweep.forgetSome())).toBe(true);
    expect(await kept()).toBe(250);
    await sweep.rounds.run();
    expect(await kept()).toBe(1);
  });

  it('keep tenants apart', async () => {
    await new FloorEvents(service, 'globex').queued(calls);
    expect((await row('queue', calls)).now.waiting).toBe(0);
    const globex = await service.asCaller({ tenant: 'globex' }, 'figure:read');
    const { rows } = (await globex.get<LiveFiguresView>(`${LIVE}?kind=queue`)).body;
    expect(rows).toMatchObject([{ id: calls, name: calls, now: { waiting: 1 } }]);
  });

  it.each([
    ['GET', LIVE, 'board:live'],
    ['GET', `${LIVE}/stream`, 'board:live'],
    ['GET', DAY, 'board:live'],
    ['GET', '/api/v1/figures/contacts?count=offered', 'board:live'],
    ['GET', '/api/v1/figures/agents', 'board:live'],
    ['PUT', '/api/v1/figure-settings', 'figure:read'],
    ['POST', `${DAY}/recompute`, 'figure:read'],
  ])('refuse %s %s to someone who only has %s', async (method, path, permission) => {
    const caller = await service.as(permission);
    expect((await caller.call(method, path, method === 'GET' ? undefined : {})).status).toBe(403);
  });

  it('are not counted by settings that somebody else has changed meanwhile', async () => {
    const settings = { timeZone: 'UTC', intervalMinutes: 15 };
    const { body } = await supervisor.get<{ version: number }>('/api/v1/figure-settings');
    const seen = { 'if-match': `"${body.version}"` };
    expect((await supervisor.put('/api/v1/figure-settings', settings, seen)).status).toBe(200);
    expect(await supervisor.put('/api/v1/figure-settings', settings, seen)).toMatchObject({ status: 412 });
  });

  it.each([
    ['a zone nobody knows', { timeZone: 'Mars/Olympus', intervalMinutes: 15 }],
    ['an interval that no day has', { timeZone: 'UTC', intervalMinutes: 20 }],
  ])('refuse %s', async (_, settings) => {
    const answer = await supervisor.put('/api/v1/figure-settings', settings, { 'if-match': '"1"' });
    expect(answer).toMatchObject({ status: 422, body: { code: 'validation-failed' } });
  });
});
