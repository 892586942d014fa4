import { Injectable } from '@nestjs/common';
import { CategoryTrees, THE_TREE } from './domain/category-tree.repository.js';
import { CategoryInactive } from './domain/ticket-category.errors.js';

export interface CategoryOnPath {
  readonly id: string;
  readonly name: string;
}

/** What other contexts ask of categories. */
@Injectable()
export class TicketCategories {
  constructor(private readonly trees: CategoryTrees) {}

  /** From the top down to it, for a new ticket. @throws CategoryNotFound, CategoryInactive */
  async openPath(id: string): Promise<readonly CategoryOnPath[]> {
    const path = (await this.trees.get(THE_TREE)).pathTo(id);
    const closed = path.find(({ active }) => !active);
    if (closed) throw new CategoryInactive(`${closed.name} takes no new tickets.`, { id: closed.id });
    return path.map(({ id: categoryId, name }) => ({ id: categoryId, name }));
  }

  /** @throws CategoryNotFound */
  async require(id: string): Promise<void> {
    (await this.trees.get(THE_TREE)).pathTo(id);
  }
}
