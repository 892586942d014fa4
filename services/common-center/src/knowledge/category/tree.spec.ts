import { describe, expect, it } from '@jest/globals';
import { idsBelow, pathTo } from './tree.js';

const tree = new Map(
  [
    { id: 'a', parentId: null },
    { id: 'b', parentId: 'a' },
    { id: 'c', parentId: 'b' },
    { id: 'd', parentId: null },
  ].map((each) => [each.id, each]),
);

describe('a tree of categories', () => {
  it('knows the way down to each, and what is below it', () => {
    expect(pathTo(tree, 'c').map(({ id }) => id)).toEqual(['a', 'b', 'c']);
    expect([...idsBelow(tree, 'a')].sort()).toEqual(['a', 'b', 'c']);
    expect(pathTo(tree, 'x')).toEqual([]);
  });

  it('comes to an end where somebody has made a circle', () => {
    const circle = new Map([
      ['a', { id: 'a', parentId: 'b' }],
      ['b', { id: 'b', parentId: 'a' }],
    ]);
    expect(pathTo(circle, 'a')).toHaveLength(2);
    expect(idsBelow(circle, 'a').size).toBe(2);
  });
});
