import { describe, expect, it } from '@jest/globals';
import { eventually } from '#libs/testing/eventually';
import { Lane } from './lane.api.js';

interface Item {
  readonly id: number;
  readonly group: string;
}

/** Keeps what is due until it is delivered. */
function desk(items: Item[], deliver: (items: readonly Item[], stopping: AbortSignal) => Promise<void>, width = 2) {
  const waiting = new Set(items);
  const failures: unknown[] = [];
  let looks = 0;
  const lane = new Lane<Item>('acme', width, {
    due: (busy) => {
      looks += 1;
      return Promise.resolve([...waiting].filter(({ group }) => !busy.includes(group)));
    },
    groupOf: ({ group }) => group,
    deliver: async (some, stopping) => {
      await deliver(some, stopping);
      for (const item of some) waiting.delete(item);
    },
    failed: (error) => failures.push(error),
  });
  return { lane, waiting, failures, looks: () => looks };
}

const items = (...groups: string[]) => groups.map((group, id) => ({ id, group }));

describe('a lane', () => {
  it('has no more groups under way than it is wide, and none twice at once', async () => {
    const underWay: string[] = [];
    let most = 0;
    const { lane, waiting } = desk(items('a', 'a', 'b', 'c', 'd', 'b', 'e'), async (some) => {
      const [{ group }] = some as [Item];
      expect(underWay).not.toContain(group);
      underWay.push(group);
      most = Math.max(most, underWay.length);
      await new Promise(setImmediate);
      underWay.splice(underWay.indexOf(group), 1);
    });
    await lane.look();
    await lane.idle();
    expect(waiting.size).toBe(0);
    expect(most).toBe(2);
  });

  it('gives a group its items in their order', async () => {
    const seen: number[] = [];
    const { lane } = desk(items('a', 'a', 'a'), (some) => Promise.resolve(void seen.push(...some.map(({ id }) => id))));
    await lane.look();
    await lane.idle();
    expect(seen).toEqual([0, 1, 2]);
  });

  it('that is full is at rest, and goes on when there is room', async () => {
    const release = Promise.withResolvers<void>();
    const { lane, waiting } = desk(items('a', 'b', 'c'), () => release.promise);
    await lane.look();
    await lane.look();
    await lane.look();
    expect(waiting.size).toBe(3);
    release.resolve();
    await lane.idle();
    expect(waiting.size).toBe(0);
  });

  it('does not try at once again what could not be kept', async () => {
    const { lane, failures, looks } = desk(items('a'), () => Promise.reject(new Error('the database is away')));
    await lane.look();
    await lane.idle();
    expect(failures).toHaveLength(1);
    expect(looks()).toBe(1);
    await lane.look();
    await lane.idle();
    expect(failures).toHaveLength(2);
  });

  it('that ends cuts what takes too long, and starts nothing more', async () => {
    const cut: string[] = [];
    const { lane, waiting } = desk(
      items('a', 'b', 'c'),
      ([item], stopping) =>
        new Promise((_, reject) => {
          stopping.addEventListener('abort', () => {
            cut.push(item!.group);
            reject(new Error('cut'));
          });
        }),
    );
    await lane.look();
    await lane.stop(10);
    expect(cut).toEqual(['a', 'b']);
    await lane.look();
    await eventually('nothing was delivered', () => waiting.size === 3);
  });
});
