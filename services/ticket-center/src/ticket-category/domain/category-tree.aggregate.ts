import { AggregateRoot } from '#libs/kernel/aggregate-root';
import type { CategoryTreeEvent } from './category-tree.events.js';
import * as refused from './ticket-category.errors.js';

/** Those of the call-centre suites of the field: ten levels, a thousand in all. */
const MOST_LEVELS = 10;
const MOST_CATEGORIES = 1_000;

export interface Category {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string;
  readonly active: boolean;
  /** Counts its own changes. */
  readonly version: number;
}

export interface CategoryChange {
  readonly name?: string;
  readonly parentId?: string | null;
  readonly active?: boolean;
}

/** All categories of a tenant: one thing, since no part of it can tell alone whether a move makes a circle. */
export class CategoryTree extends AggregateRoot<CategoryTreeEvent> {
  private categories!: readonly Category[];

  private constructor() {
    super();
  }

  static of(id: string, categories: readonly Category[]): CategoryTree {
    const tree = new CategoryTree();
    Object.assign(tree, { id });
    tree.categories = categories;
    return tree;
  }

  get all(): readonly Category[] {
    return this.categories;
  }

  add(id: string, name: string, parentId: string | null, by: string, now: Date): void {
    if (this.categories.length >= MOST_CATEGORIES)
      throw new refused.TooManyCategories(`There are ${MOST_CATEGORIES} categories already.`);
    this.become([...this.categories, { id, parentId, name, active: true, version: 1 }], id);
    this.record({ type: 'category-added', categoryId: id, parentId, name, by, at: now });
  }

  /** @param seen the version of the category that the caller has read */
  change(id: string, change: CategoryChange, seen: number, by: string, now: Date): void {
    const before = this.category(id);
    if (before.version !== seen)
      throw new refused.CategoryChanged('Someone else has changed the category in the meantime.', { id });
    const after = { ...before, ...change, version: before.version + 1 };
    this.become(
      this.categories.map((each) => (each.id === id ? after : each)),
      id,
    );
    this.record({ type: 'category-changed', categoryId: id, ...change, by, at: now });
  }

  /** From the root down to it. @throws CategoryNotFound */
  pathTo(id: string): readonly Category[] {
    const category = this.category(id);
    return category.parentId === null ? [category] : [...this.pathTo(category.parentId), category];
  }

  private category(id: string): Category {
    const found = this.categories.find((each) => each.id === id);
    if (!found) throw new refused.CategoryNotFound('There is no such category.', { id });
    return found;
  }

  /** Puts the categories in their place once it is known that the changed one may stand where it stands. */
  private become(categories: readonly Category[], changed: string): void {
    const next = CategoryTree.of(this.id, categories);
    const { parentId, name } = next.category(changed);
    next.requireNoCircle(changed);
    next.requireDepth(changed);
    if (categories.some((each) => each.id !== changed && each.parentId === parentId && each.name === name))
      throw new refused.CategoryNameTaken(`There is a category of the name ${name} beside it.`, { id: changed });
    this.categories = categories;
  }

  private requireNoCircle(id: string): void {
    for (let above = this.category(id).parentId; above !== null; above = this.category(above).parentId)
      if (above === id) throw new refused.CategoryInCircle('A category cannot be below itself.', { id });
  }

  private requireDepth(id: string): void {
    if (this.pathTo(id).length + this.levelsBelow(id) > MOST_LEVELS)
      throw new refused.CategoryTooDeep(`Categories have ${MOST_LEVELS} levels at most.`, { id });
  }

  private levelsBelow(id: string): number {
    const below = this.categories.filter(({ parentId }) => parentId === id);
    return below.length === 0 ? 0 : 1 + Math.max(...below.map((each) => this.levelsBelow(each.id)));
  }
}
