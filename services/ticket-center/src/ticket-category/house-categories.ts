import { Clock } from '#libs/kernel/clock';
import { newId } from '#libs/kernel/id';
import { Database } from '#libs/persistence/database';
import { TenantSeed } from '#libs/web/platform/service-definition';
import { Injectable } from '@nestjs/common';
import { CategoryTree, type Category } from './domain/category-tree.aggregate.js';
import { CategoryTrees, THE_TREE } from './domain/category-tree.repository.js';
import { CategoryTreeSchema } from './infra/category-tree.schema.js';

const NAMES: Readonly<Record<string, readonly string[]>> = {
  Orders: ['Cancellation', 'Change', 'Delivery', 'Return and exchange'],
  Faults: ['Broadband', 'Mobile', 'Television'],
  Complaints: ['Service', 'Billing', 'Staff'],
  Sales: ['Installation', 'Offers'],
  Other: [],
};

/** The categories a tenant starts with; operators change and add. */
@Injectable()
export class HouseCategories extends TenantSeed {
  constructor(
    private readonly trees: CategoryTrees,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    super();
  }

  override async seed(): Promise<void> {
    if (await (await this.database.reader()).existsBy(CategoryTreeSchema, { id: THE_TREE })) return;
    await this.trees.add(CategoryTree.of(THE_TREE, this.#categories()));
  }

  #categories(): Category[] {
    return Object.entries(NAMES).flatMap(([name, below]) => {
      const top = this.#category(name, null);
      return [top, ...below.map((each) => this.#category(each, top.id))];
    });
  }

  #category(name: string, parentId: string | null): Category {
    return { id: newId(this.clock.now()), parentId, name, active: true, version: 1 };
  }
}
