import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startForTest, type ServiceInTest } from '#libs/testing/service-in-test';
import type { LiveFiguresView } from '../../src/figures/answers/figure.dto.js';
import { operationsCenter } from '../../src/service.js';
import { FloorEvents } from '../floor-events.js';
import { watching } from '../watcher.js';

const STREAM = '/api/v1/figures/live/stream';

describe('operations-center: pushed figures', () => {
  let service: ServiceInTest;
  let floor: FloorEvents;
  let calls: string;

  beforeEach(async () => {
    service = await startForTest(operationsCenter);
    floor = new FloorEvents(service);
    calls = await floor.queue('calls');
  });
  afterEach(() => service.stop());

  const watch = async (query = '', headers = {}) =>
    watching<LiveFiguresView>(await service.as('figure:read'), STREAM + query, headers);

  it('are all rows at first, and then the ones that have changed', async () => {
    const chats = await floor.queue('chats');
    const watcher = await watch('?kind=queue');
    expect(watcher.contentType).toContain('text/event-stream');
    expect((await watcher.next()).rows.map(({ id }) => id)).toEqual([calls, chats].toSorted());
    await floor.queued(calls);
    expect((await watcher.next()).rows).toMatchObject([{ id: calls, now: { waiting: 1 }, day: { offered: 1 } }]);
    watcher.leave();
  });

  it('are there within a second after the news', async () => {
    const watcher = await watch('?kind=queue');
    await watcher.next();
    const heard = performance.now();
    await floor.queued(calls);
    await watcher.next();
    expect(performance.now() - heard).toBeLessThan(2_000);
    watcher.leave();
  });

  it('end when the service stops, and are everything again for one who comes from another process', async () => {
    const watcher = await watch('?kind=queue', { 'last-event-id': 'another-7' });
    expect((await watcher.next()).rows).toHaveLength(1);
    const end = watcher.ended();
    await service.stop();
    expect(await end).toBe(true);
    service = await startForTest(operationsCenter);
  });
});
