import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { Subject } from 'rxjs';
import { boardFeed } from './board-feed.js';

interface Board {
  asOf: string;
  open: number;
}

/** A world with one number in it, and what a watcher has been shown of it. */
function aFeed() {
  const changes = new Subject<void>();
  const failed = jest.fn();
  const world = { open: 0, looks: 0, broken: false };
  const read = async (): Promise<Board> => {
    world.looks += 1;
    if (world.broken) throw new Error('the database is away');
    return { asOf: new Date().toISOString(), open: world.open };
  };
  const feed = boardFeed(read, changes, failed);
  const watch = () => {
    const shown: (Board | null)[] = [];
    const subscription = feed.subscribe((board) => shown.push(board));
    return { numbers: () => shown.map((board) => board?.open ?? null), leave: () => subscription.unsubscribe() };
  };
  return { world, changes, failed, watch };
}

describe('the feed of a board', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('shows the board at once', async () => {
    const { watch } = aFeed();
    const watcher = watch();
    await jest.advanceTimersByTimeAsync(0);
    expect(watcher.numbers()).toEqual([0]);
    watcher.leave();
  });

  it('shows a change made here at once', async () => {
    const { watch, world, changes } = aFeed();
    const watcher = watch();
    await jest.advanceTimersByTimeAsync(300);
    world.open = 1;
    changes.next();
    await jest.advanceTimersByTimeAsync(0);
    expect(watcher.numbers()).toEqual([0, 1]);
    watcher.leave();
  });

  it('shows a change made by another instance within a second', async () => {
    const { watch, world } = aFeed();
    const watcher = watch();
    await jest.advanceTimersByTimeAsync(100);
    world.open = 1;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(watcher.numbers()).toEqual([0, 1]);
    watcher.leave();
  });

  it('is silent while nothing changes, but never for 5 seconds', async () => {
    const { watch } = aFeed();
    const watcher = watch();
    await jest.advanceTimersByTimeAsync(3_900);
    expect(watcher.numbers()).toEqual([0]);
    for (let shown = 2; shown < 6; shown += 1) {
      await jest.advanceTimersByTimeAsync(4_900);
      expect(watcher.numbers().length).toBeGreaterThanOrEqual(shown);
    }
    watcher.leave();
  });

  it('takes a burst of changes as one', async () => {
    const { watch, world, changes } = aFeed();
    const watcher = watch();
    await jest.advanceTimersByTimeAsync(300);
    const before = world.looks;
    for (let change = 0; change < 100; change += 1) {
      world.open += 1;
      changes.next();
    }
    await jest.advanceTimersByTimeAsync(300);
    expect(world.looks - before).toBe(2);
    expect(watcher.numbers().at(-1)).toBe(100);
    watcher.leave();
  });

  it('looks once for all watchers, and shows a newcomer the last board', async () => {
    const { watch, world } = aFeed();
    const watchers = [watch(), watch(), watch()];
    await jest.advanceTimersByTimeAsync(2_500);
    expect(world.looks).toBe(3);
    const newcomer = watch();
    expect(newcomer.numbers()).toEqual([0]);
    [...watchers, newcomer].forEach(({ leave }) => leave());
  });

  it('looks no more when the last watcher has left, and again when one comes', async () => {
    const { watch, world } = aFeed();
    watch().leave();
    await jest.advanceTimersByTimeAsync(10_000);
    expect(world.looks).toBe(0);
    const watcher = watch();
    await jest.advanceTimersByTimeAsync(0);
    expect(watcher.numbers()).toEqual([0]);
    watcher.leave();
  });

  it('says when the board cannot be read, goes on, and shows it when it can', async () => {
    const { watch, world, failed } = aFeed();
    world.broken = true;
    const watcher = watch();
    await jest.advanceTimersByTimeAsync(2_500);
    expect(watcher.numbers()).toEqual([null]);
    expect(failed).toHaveBeenCalledTimes(3);
    world.broken = false;
    await jest.advanceTimersByTimeAsync(1_000);
    expect(watcher.numbers()).toEqual([null, 0]);
    watcher.leave();
  });
});
