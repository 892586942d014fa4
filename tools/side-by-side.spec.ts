import { describe, expect, it } from '@jest/globals';
import { sideBySide } from './side-by-side.js';

describe('work side by side', () => {
  it('is done for every item once, never more at a time than there are lanes', async () => {
    const done: number[] = [];
    let [busy, busiest] = [0, 0];
    await sideBySide([1, 2, 3, 4, 5], 2, async (item) => {
      busiest = Math.max(busiest, (busy += 1));
      await Promise.resolve();
      busy -= 1;
      done.push(item);
    });
    expect(done.toSorted()).toEqual([1, 2, 3, 4, 5]);
    expect(busiest).toBe(2);
  });

  it('begins nothing more once something failed', async () => {
    const begun: number[] = [];
    const work = async (item: number) => {
      begun.push(item);
      throw new Error('no');
    };
    await expect(sideBySide([1, 2, 3, 4], 2, work)).rejects.toThrow('no');
    expect(begun).toEqual([1, 2]);
  });
});
