import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { CategoryTree } from './category-tree.aggregate.js';
import {
  CategoryChanged,
  CategoryInCircle,
  CategoryNameTaken,
  CategoryNotFound,
  CategoryTooDeep,
  TooManyCategories,
} from './ticket-category.errors.js';

const NOW = new Date('2026-11-23T09:00:00Z');

/** Orders > Refunds > Late. */
function aTree(): CategoryTree {
  const tree = CategoryTree.of('tree', []);
  tree.add('orders', 'Orders', null, 'mia', NOW);
  tree.add('refunds', 'Refunds', 'orders', 'mia', NOW);
  tree.add('late', 'Late', 'refunds', 'mia', NOW);
  tree.takeEvents();
  return tree;
}

const names = (tree: CategoryTree, id: string) => tree.pathTo(id).map(({ name }) => name);

describe('the tree of categories', () => {
  it('moves a category with all that is below it', () => {
    const tree = aTree();
    tree.add('faults', 'Faults', null, 'mia', NOW);
    tree.change('refunds', { parentId: 'faults' }, 1, 'mia', NOW);
    expect(names(tree, 'late')).toEqual(['Faults', 'Refunds', 'Late']);
    expect(tree.takeEvents().at(-1)).toEqual({
      ...{ type: 'category-changed', categoryId: 'refunds', parentId: 'faults', by: 'mia', at: NOW },
    });
  });

  it.each(['refunds', 'late', 'orders'])('lets nothing be below itself: orders below %s', (parentId) => {
    const tree = aTree();
    expect(() => tree.change('orders', { parentId }, 1, 'mia', NOW)).toThrow(CategoryInCircle);
    expect(names(tree, 'late')).toEqual(['Orders', 'Refunds', 'Late']);
  });

  it('has ten levels, also after a move', () => {
    const tree = CategoryTree.of('tree', []);
    for (let level = 1; level <= 10; level++)
      tree.add(`c${level}`, `C${level}`, level === 1 ? null : `c${level - 1}`, 'mia', NOW);
    expect(() => tree.add('c11', 'C11', 'c10', 'mia', NOW)).toThrow(CategoryTooDeep);
    tree.add('other', 'Other', null, 'mia', NOW);
    expect(() => tree.change('c1', { parentId: 'other' }, 1, 'mia', NOW)).toThrow(CategoryTooDeep);
  });

  it('has each name once in one place', () => {
    const tree = aTree();
    expect(() => tree.add('again', 'Refunds', 'orders', 'mia', NOW)).toThrow(CategoryNameTaken);
    expect(() => tree.add('elsewhere', 'Refunds', null, 'mia', NOW)).not.toThrow();
  });

  it('has a thousand', () => {
    const many = Array.from({ length: 1_000 }, (_, n) => {
      return { id: `${n}`, parentId: null, name: `${n}`, active: true, version: 1 };
    });
    expect(() => CategoryTree.of('tree', many).add('more', 'More', null, 'mia', NOW)).toThrow(TooManyCategories);
  });

  it('is changed by those who have seen what they change', () => {
    const tree = aTree();
    tree.change('late', { name: 'Too late' }, 1, 'mia', NOW);
    expect(() => tree.change('late', { name: 'Overdue' }, 1, 'lea', NOW)).toThrow(CategoryChanged);
    expect(() => tree.change('none', {}, 1, 'lea', NOW)).toThrow(CategoryNotFound);
    expect(() => tree.add('x', 'X', 'none', 'lea', NOW)).toThrow(CategoryNotFound);
  });

  it('never has a circle, whatever is moved where', () => {
    const id = fc.integer({ min: 0, max: 7 }).map((n) => `c${n}`);
    const moves = fc.array(fc.record({ what: id, to: fc.option(id) }), { maxLength: 40 });
    fc.assert(
      fc.property(moves, (all) => {
        const tree = CategoryTree.of('tree', []);
        for (let n = 0; n < 8; n++) tree.add(`c${n}`, `C${n}`, null, 'mia', NOW);
        for (const { what, to } of all) {
          const { version } = tree.pathTo(what).at(-1)!;
          try {
            tree.change(what, { parentId: to }, version, 'mia', NOW);
          } catch (error) {
            expect(error).toBeInstanceOf(CategoryInCircle);
          }
        }
        for (const each of tree.all) expect(tree.pathTo(each.id).at(-1)).toEqual(each);
      }),
      { seed: 20261123 },
    );
  });
});
