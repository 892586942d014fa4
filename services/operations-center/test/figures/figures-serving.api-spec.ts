import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ApiClient } from '#libs/testing/api-client';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { DayView, LiveFiguresView, LiveRow } from '../../src/figures/answers/figure.dto.js';
import { operationsCenter } from '../../src/service.js';
import { FloorEvents } from '../floor-events.js';

describe('operations-center: figures of who serves what', () => {
  let service: ServiceInTest;
  let supervisor: ApiClient;
  let floor: FloorEvents;

  beforeEach(async () => {
    service = await startForTest(operationsCenter, { tenants: ['acme'] });
    supervisor = await service.as('figure:*');
    floor = new FloorEvents(service);
  });
  afterEach(() => service.stop());

  const row = async (kind: LiveRow['kind'], id: string) => {
    const { body } = await supervisor.get<LiveFiguresView>(`/api/v1/figures/live?kind=${kind}&id=${id}`);
    return body.rows[0];
  };
  const countsOf = async (kind: LiveRow['kind'], id: string) =>
    Object.fromEntries((await row(kind, id))!.now.agents.map(({ state, count }) => [state, count]));
  const behind = async (kind: string, id: string) => {
    const path = `/api/v1/figures/agents?kind=${kind}&id=${id}`;
    return (await supervisor.get<{ items: { agentId: string }[] }>(path)).body.items.map(({ agentId }) => agentId);
  };

  it('agents count for each queue, product and channel they serve, once; once for their team and the tenant', async () => {
    const cars = await floor.queue('cars', { product: 'car' });
    const fleets = await floor.queue('fleets', { product: 'car' });
    const chats = await floor.queue('chats', { product: 'bike', channels: ['chat'] });
    const mails = await floor.queue('mails', { channels: ['email'] });
    await floor.profile([cars, fleets], ['voice'], true);
    const all = await floor.profile([cars, chats, mails], ['voice', 'chat']);
    const north = await floor.team('North');
    await floor.assigned('tom', north, all);
    await floor.agentBecame('mia', 1, 'ready');
    await floor.agentBecame('tom', 1, 'engaged');
    expect(await countsOf('queue', cars)).toEqual({ ready: 1, engaged: 1 });
    expect(await countsOf('queue', fleets)).toEqual({ ready: 1 });
    expect(await countsOf('queue', chats)).toEqual({ engaged: 1 });
    expect(await countsOf('queue', mails)).toEqual({});
    expect(await countsOf('product', 'car')).toEqual({ ready: 1, engaged: 1 });
    expect(await countsOf('product', 'bike')).toEqual({ engaged: 1 });
    expect(await countsOf('channel', 'voice')).toEqual({ ready: 1, engaged: 1 });
    expect(await countsOf('channel', 'chat')).toEqual({ engaged: 1 });
    expect(await countsOf('team', north)).toEqual({ engaged: 1 });
    expect(await countsOf('tenant', '')).toEqual({ ready: 1, engaged: 1 });
    expect(await behind('queue', fleets)).toEqual(['mia']);
    expect(await behind('channel', 'chat')).toEqual(['tom']);
    expect(await behind('product', 'car')).toEqual(['mia', 'tom']);
  });

  it('what is administered holds at once', async () => {
    const cars = await floor.queue('cars');
    await floor.agentBecame('mia', 1, 'ready');
    expect(await countsOf('queue', cars)).toEqual({});
    await floor.profile([cars], ['voice'], true);
    expect(await countsOf('queue', cars)).toEqual({ ready: 1 });
    service.clock.advance({ seconds: 1 });
    await floor.assigned('mia', null, await floor.profile([]));
    expect(await countsOf('queue', cars)).toEqual({});
  });

  it('the occupancy of a queue is that of who serves it, now and in its day', async () => {
    const cars = await floor.queue('cars', { product: 'car' });
    const chats = await floor.queue('chats', { channels: ['chat'] });
    await floor.profile([cars], ['voice'], true);
    await floor.assigned('tom', null, await floor.profile([chats], ['chat']));
    await floor.agentBecame('mia', 1, 'ready');
    await floor.agentBecame('tom', 1, 'ready');
    service.clock.advance({ seconds: 60 });
    await floor.agentBecame('mia', 2, 'engaged');
    service.clock.advance({ seconds: 180 });
    for (const [kind, id, occupancy] of [
      ['queue', cars, 75],
      ['product', 'car', 75],
      ['channel', 'voice', 75],
      ['queue', chats, 0],
      ['tenant', '', 37.5],
    ] as const) {
      expect((await row(kind, id))!.interval.occupancy).toBe(occupancy);
      const path = `/api/v1/figures/days/2026-11-23?kind=${kind}&id=${id}`;
      expect((await supervisor.get<DayView>(path)).body.day.occupancy).toBe(occupancy);
    }
  });

  it('a queue says what it promises and whether it keeps it; nothing else promises anything', async () => {
    const cars = await floor.queue('cars', { seconds: 15 });
    const target = { percent: 80, seconds: 15, formula: 'SL-3' };
    expect((await row('queue', cars))!.day.target).toEqual({ ...target, isMet: null });
    for (const wait of [5, 5, 5, 5]) await floor.served(cars, 'mia', wait);
    expect((await row('queue', cars))!.day).toMatchObject({ target: { ...target, isMet: true } });
    await floor.served(cars, 'mia', 30);
    expect((await row('queue', cars))!.day).toMatchObject({ target: { isMet: true }, serviceLevels: { 'SL-3': 80 } });
    await floor.served(cars, 'mia', 30);
    expect((await row('queue', cars))!.day).toMatchObject({ target: { isMet: false } });
    expect((await row('tenant', ''))!.day.target).toBeNull();
    const { body } = await supervisor.get<DayView>(`/api/v1/figures/days/2026-11-23?kind=queue&id=${cars}`);
    expect(body.day.target).toEqual({ ...target, isMet: false });
  });

  it('a queue that was removed is there only while it has figures', async () => {
    const [cars, idle] = [await floor.queue('cars'), await floor.queue('idle')];
    await floor.served(cars, 'mia');
    await floor.removed('queue', cars, 'cars');
    await floor.removed('queue', idle, 'idle');
    expect(await row('queue', cars)).toMatchObject({ name: 'cars', day: { answered: 1 } });
    expect(await row('queue', idle)).toBeUndefined();
  });
});
