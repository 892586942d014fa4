import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { BitSet } from './bit-set.js';
import { Heap } from './heap.js';
import { keepMost } from './keep-most.js';
import { OrderedTree } from './ordered-tree.js';

const runs = { seed: 20_261_123, numRuns: 300 };
const small = fc.nat(200);

describe('an ordered tree', () => {
  const changes = fc.array(fc.tuple(fc.boolean(), small), { maxLength: 300 });

  it('is the sorted list of what was added and not deleted', () => {
    fc.assert(
      fc.property(changes, small, small, (all, probe, most) => {
        const tree = new OrderedTree<number>(
          (a, b) => a - b,
          (item) => (item * 7) % 100,
        );
        const list = new Set<number>();
        for (const [adds, item] of all) change(tree, list, adds, item);
        const sorted = [...list].sort((a, b) => a - b);
        expect(tree.size).toBe(list.size);
        expect(tree.first()).toBe(sorted[0]);
        expect(tree.rank(probe)).toBe(sorted.filter((item) => item < probe).length);
        const wanted = (item: number) => (item * 7) % 100 <= most && item % 3 === 0;
        expect(tree.find(wanted, most)).toBe(sorted.find(wanted));
        const visited: number[] = [];
        tree.find((item) => visited.push(item) === 0);
        expect(visited).toEqual(sorted);
      }),
      runs,
    );
  });

  it('stays shallow when things come in order', () => {
    let compared = 0;
    const tree = new OrderedTree<number>((a, b) => {
      compared += 1;
      return a - b;
    });
    for (let item = 0; item < 100_000; item += 1) tree.add(item);
    compared = 0;
    tree.rank(99_999);
    expect(compared).toBeLessThanOrEqual(3 * Math.log2(100_000));
  });

  it('refuses to add twice, or to delete what is not there', () => {
    const tree = new OrderedTree<number>((a, b) => a - b);
    tree.add(1);
    expect(() => tree.add(1)).toThrow('in the tree already');
    expect(() => tree.delete(2)).toThrow('not in the tree');
  });

  function change(tree: OrderedTree<number>, list: Set<number>, adds: boolean, item: number): void {
    if (adds === list.has(item)) return;
    if (adds) {
      tree.add(item);
      list.add(item);
    } else {
      tree.delete(item);
      list.delete(item);
    }
  }
});

describe('a heap', () => {
  it('gives the least first, also after items moved or were taken out', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(small, small, fc.boolean()), { maxLength: 100 }), (all) => {
        const items = all.map(([key]) => ({ key, index: -1 }));
        const heap = new Heap<(typeof items)[number]>(
          (a, b) => a.key < b.key,
          (item, index) => {
            item.index = index;
          },
        );
        for (const item of items) heap.push(item);
        const left = items.filter((item, index) => {
          const [, key, stays] = all[index]!;
          item.key = key;
          if (stays) heap.moveAt(item.index);
          else heap.removeAt(item.index);
          return stays;
        });
        const popped = Array.from(left, () => heap.pop()!.key);
        expect(popped).toEqual(left.map(({ key }) => key).sort((a, b) => a - b));
        expect(heap.pop()).toBeUndefined();
      }),
      runs,
    );
  });
});

describe('sets of numbers', () => {
  const members = fc.uniqueArray(small, { maxLength: 60 });

  it('are what sets are', () => {
    fc.assert(
      fc.property(members, members, (left, right) => {
        const inRight = new Set(right);
        expect(listed(of(left), (set) => set.and(of(right)))).toEqual(sorted(left.filter((each) => inRight.has(each))));
        expect(listed(of(left), (set) => set.andNot(of(right)))).toEqual(
          sorted(left.filter((each) => !inRight.has(each))),
        );
        expect(listed(of(left), (set) => set.or(of(right)))).toEqual(sorted([...new Set([...left, ...right])]));
        expect(of(left).count()).toBe(left.length);
        for (const member of right) expect(of(left).has(member)).toBe(left.includes(member));
      }),
      runs,
    );
  });

  it('keep those that are in the most of other sets', () => {
    fc.assert(
      fc.property(members, fc.array(members, { maxLength: 20 }), (set, layers) => {
        const times = (member: number) => layers.filter((layer) => layer.includes(member)).length;
        const most = Math.max(...set.map(times));
        expect(listed(of(set), (kept) => keepMost(kept, layers.map(of)))).toEqual(
          sorted(set.filter((member) => times(member) === most)),
        );
      }),
      runs,
    );
  });

  function of(members: readonly number[]): BitSet {
    const set = new BitSet();
    for (const member of members) set.add(member);
    return set;
  }

  function listed(set: BitSet, change: (set: BitSet) => void): number[] {
    change(set);
    const members: number[] = [];
    set.each((member) => members.push(member));
    return members;
  }

  function sorted(members: readonly number[]): number[] {
    return members.toSorted((a, b) => a - b);
  }
});
