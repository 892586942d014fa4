import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { LiveFiguresView } from '../answers/figure.dto.js';
import { FigureReach } from '../answers/figure-reach.js';
import type { Push } from './row-changes.js';
import { ShownRows } from './shown-rows.js';
import { TenantWatch } from './tenant-watch.js';

function aWatch() {
  const world = { waiting: 0, looks: 0, broken: false };
  const failed = jest.fn();
  const look = async () => {
    world.looks += 1;
    if (world.broken) throw new Error('the database is away');
    const rows = ['queue', 'team'].map((kind) => ({ kind, id: 'one', now: { waiting: world.waiting } }));
    return { asOf: '2026-11-23T09:00:00.000Z', rows } as unknown as LiveFiguresView;
  };
  const watch = new TenantWatch({ look, failed, everyMs: 900, run: 'run' });
  const join = (kind?: 'queue' | 'team', lastEventId?: string) => {
    const pushes: Push[] = [];
    const leave = watch.join(new ShownRows(kind, new FigureReach(null)), lastEventId, (push) => pushes.push(push));
    const rows = () =>
      pushes.map(({ data }) => (JSON.parse(data) as LiveFiguresView).rows.map((row) => row.now.waiting));
    return { pushes, rows, leave };
  };
  return { world, failed, join };
}

describe('watching the figures of a tenant', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('costs one look a second for a hundred who watch, and all get the same text', async () => {
    const { world, join } = aWatch();
    const watchers = Array.from({ length: 100 }, () => join());
    await jest.advanceTimersByTimeAsync(0);
    expect(world.looks).toBe(1);
    world.waiting = 1;
    await jest.advanceTimersByTimeAsync(900);
    expect(world.looks).toBe(2);
    for (const { pushes } of watchers) {
      expect(pushes).toHaveLength(2);
      expect(pushes[1]).toEqual(watchers[0]!.pushes[1]);
    }
    watchers.forEach(({ leave }) => leave());
  });

  it('shows each the kind they asked for, and a newcomer everything', async () => {
    const { world, join } = aWatch();
    const [queues, all] = [join('queue'), join()];
    await jest.advanceTimersByTimeAsync(0);
    world.waiting = 4;
    await jest.advanceTimersByTimeAsync(900);
    expect(queues.rows()).toEqual([[0], [4]]);
    expect(all.rows()).toEqual([
      [0, 0],
      [4, 4],
    ]);
    const newcomer = join('queue');
    await jest.advanceTimersByTimeAsync(0);
    expect(newcomer.pushes).toMatchObject([{ type: 'figures' }]);
    expect(newcomer.rows()).toEqual([[4]]);
    [queues, all, newcomer].forEach(({ leave }) => leave());
  });

  it('gives one who comes back what they missed', async () => {
    const { world, join } = aWatch();
    const [stays, goes] = [join(), join()];
    await jest.advanceTimersByTimeAsync(0);
    goes.leave();
    world.waiting = 1;
    await jest.advanceTimersByTimeAsync(900);
    const back = join(undefined, goes.pushes.at(-1)!.id);
    await jest.advanceTimersByTimeAsync(0);
    expect(back.pushes).toEqual([stays.pushes.at(-1)]);
    [stays, back].forEach(({ leave }) => leave());
  });

  it('looks no more when nobody is left', async () => {
    const { world, join } = aWatch();
    const { leave } = join();
    await jest.advanceTimersByTimeAsync(0);
    expect(leave()).toBe(0);
    await jest.advanceTimersByTimeAsync(10_000);
    expect(world.looks).toBe(1);
  });

  it('says when figures cannot be read, and goes on', async () => {
    const { world, failed, join } = aWatch();
    world.broken = true;
    const { rows, leave } = join();
    await jest.advanceTimersByTimeAsync(900);
    expect(failed).toHaveBeenCalledTimes(2);
    world.broken = false;
    await jest.advanceTimersByTimeAsync(900);
    expect(rows()).toEqual([[0, 0]]);
    leave();
  });
});
